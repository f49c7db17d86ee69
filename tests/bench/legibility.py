#!/usr/bin/python3 -B
"""What can be read on the fax pages: word recall on business pages, character error rate on stress pages, by OCR.

    legibility.py [--filter PATH] [--half choose|report|corpus]… [--resolution fine|standard]… [--group business|stress]…
                  [--contender NAME]… [--only WORD]… [--pages N] [--options "NAME=VALUE …"] [--worst N]
                  [--documents FOLDER] [--pictures FOLDER] [--json FILE]

For tuning, with the figures of the filter alone:   legibility.py --half choose --contender pdftofax
What was read is remembered by the page's pixels, so only pages that changed take time. --only takes documents with the
word in their name. --options are added to the options of the job. --worst prints the worst N pages. --pictures keeps
the pages as PNG. Only the first N (2) pages of a business document are read: the long ones are alike.

measure(…) is the same for bench.py. It refuses (ContenderFailed, CannotMake) when any page is missing.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import json
import pathlib
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass

import contenders
import recognition
import scores
from contenders import GS, MUTOOL, OURS, PDFTOPPM, RESOLUTIONS
from documents import DEFAULT_FOLDER, HALVES, CannotMake, Document, corpus_documents, make_documents

PAGES = 2
GROUPS = ("business", "stress")


@dataclass(frozen=True)
class Reading:
    """One page of one contender. For business pages words and read count, for stress pages errors."""
    contender: str
    resolution: str
    group: str
    half: str
    document: str
    page: int
    words: int
    read: int
    errors: float
    g4_bytes: int

    @property
    def badness(self) -> float:
        return self.errors if self.group == "stress" else 1 - self.read / self.words if self.words else 0.0


@dataclass(frozen=True)
class Task:
    contender: str
    document: Document
    resolution: str
    filter_path: pathlib.Path
    options: str
    pages: int
    cache: pathlib.Path
    pictures: pathlib.Path | None


def read_document(task: Task) -> list[Reading]:
    document = task.document
    pages = contenders.pages(task.contender, document, task.resolution, task.filter_path, task.options)
    readings = []
    for number, page in enumerate(pages[:task.pages], 1):
        if task.pictures:
            task.pictures.mkdir(parents=True, exist_ok=True)
            page.picture.save(task.pictures /
                              f"{document.name}-{number}-{task.resolution}-{task.contender.split()[0]}.png")
        truth = scores.text_of(document.path, number)
        text = recognition.read_text(page, task.cache)
        read, words, errors = 0, 0, 0.0
        if document.group == "stress":
            errors = scores.character_errors(truth, text)
        else:
            read, words = scores.words_read(truth, text)
        readings.append(Reading(task.contender, task.resolution, document.group, document.half, document.name, number,
                                words, read, errors, page.g4_bytes))
    return readings


def measure(documents: list[Document], contender_names, resolutions, filter_path: pathlib.Path, options: str = "",
            pages: int = PAGES, cache: pathlib.Path = DEFAULT_FOLDER.parent / "read",
            pictures: pathlib.Path | None = None) -> list[Reading]:
    tasks = [Task(contender, document, resolution, filter_path.resolve(), options, pages, cache, pictures)
             for resolution in resolutions for document in documents for contender in contender_names]
    with ProcessPoolExecutor(2) as pool:
        return [reading for readings in pool.map(read_document, tasks) for reading in readings]


def recall(readings: list[Reading]) -> float:
    """Of all words of all pages, the share that was read."""
    return sum(reading.read for reading in readings) / sum(reading.words for reading in readings)


def mean_recall(readings: list[Reading]) -> float:
    """The mean over the pages with words, so that a page of few words counts as much as one of many."""
    shares = [reading.read / reading.words for reading in readings if reading.words]
    return sum(shares) / len(shares)


def error_rate(readings: list[Reading]) -> float:
    """The mean over the pages."""
    return sum(reading.errors for reading in readings) / len(readings)


def bytes_per_page(readings: list[Reading]) -> float:
    return sum(reading.g4_bytes for reading in readings) / len(readings)


def select(readings: list[Reading], **wanted: str) -> list[Reading]:
    return [reading for reading in readings if all(getattr(reading, name) == value for name, value in wanted.items())]


def print_figures(readings: list[Reading], names, resolutions, halves, groups) -> None:
    print(f"{'group':9} {'half':7} {'resolution':11} {'contender':15} {'pages':>5}  {'figure':42} {'bytes/page':>11}")
    for group in groups:
        for half in halves:
            for resolution in resolutions:
                for name in names:
                    chosen = select(readings, group=group, half=half, resolution=resolution, contender=name)
                    if not chosen:
                        continue
                    figure = (f"recall {recall(chosen) * 100:6.2f} % (mean of pages {mean_recall(chosen) * 100:6.2f} %)"
                              if group == "business" else f"errors {error_rate(chosen) * 100:6.2f} %")
                    print(f"{group:9} {half:7} {resolution:11} {name:15} {len(chosen):5}  {figure:42} "
                          f"{bytes_per_page(chosen):11,.0f}")


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description="What can be read on the fax pages, by OCR.")
    options.add_argument("--filter", type=pathlib.Path, default=contenders.DEFAULT_FILTER, metavar="PATH")
    options.add_argument("--half", action="append", choices=[*HALVES, "corpus"])
    options.add_argument("--resolution", action="append", choices=list(RESOLUTIONS))
    options.add_argument("--group", action="append", choices=GROUPS)
    options.add_argument("--contender", action="append", choices=[OURS, GS, PDFTOPPM, MUTOOL])
    options.add_argument("--only", action="append", metavar="WORD")
    options.add_argument("--pages", type=int, default=PAGES, metavar="N")
    options.add_argument("--options", default="", metavar="NAME=VALUE")
    options.add_argument("--worst", type=int, default=0, metavar="N")
    options.add_argument("--documents", type=pathlib.Path, default=DEFAULT_FOLDER, metavar="FOLDER")
    options.add_argument("--pictures", type=pathlib.Path, metavar="FOLDER")
    options.add_argument("--json", type=pathlib.Path, metavar="FILE")
    return options.parse_args()


def main() -> None:
    chosen = arguments()
    halves, groups = chosen.half or HALVES, chosen.group or GROUPS
    resolutions, names = chosen.resolution or list(RESOLUTIONS), chosen.contender or [OURS, GS, PDFTOPPM]
    if OURS in names and not chosen.filter.exists():
        sys.exit(f"legibility.py: there is no filter {chosen.filter}. Build it: cmake --preset release && "
                 "cmake --build --preset release")
    documents = [document for document in [*make_documents(chosen.documents, groups), *corpus_documents()]
                 if document.half in halves and document.group in groups
                 and (not chosen.only or any(word in document.name for word in chosen.only))]
    if not documents:
        sys.exit("legibility.py: no document has that in its name.")
    readings = measure(documents, names, resolutions, chosen.filter, chosen.options, chosen.pages,
                       chosen.documents.parent / "read", chosen.pictures)
    print_figures(readings, names, resolutions, halves, groups)
    for reading in sorted(select(readings, contender=names[0]), key=lambda one: -one.badness)[:chosen.worst]:
        print(f"{reading.badness * 100:6.2f} % lost  {reading.group:9} {reading.resolution:9} {reading.half:7} "
              f"{reading.document}, page {reading.page}")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(reading) for reading in readings], indent=1))


if __name__ == "__main__":
    try:
        main()
    except (CannotMake, contenders.ContenderFailed) as error:
        sys.exit(f"legibility.py: {error}")
