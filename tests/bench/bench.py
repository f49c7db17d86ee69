#!/usr/bin/python3 -B
"""The benchmark itself, which tests/bench/run starts once everything is installed and built.

    bench.py [--only speed|memory|bytes|legibility|corpus]… [--filter PATH] [--rounds N] [--half choose|report]
             [--documents FOLDER] [--output DIR]

Each part measures and gives (figures for goals.py, lines of detail for bench.md, everything for bench.json). The exit
code is 0 when everything was measured, whether the goals are met or not; what cannot be measured ends it with a message.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import pathlib
import sys
from dataclasses import asdict

import contenders
import legibility
import memory
import report
import robustness
import speed
from contenders import GS, MUTOOL, OURS, PDFTOPPM, ContenderFailed
from documents import CORPUS, DEFAULT_FOLDER, HALVES, CannotMake, Document, corpus_documents, make_documents
from goal import Measured
from goals import GOALS, PARTS
from memory import MEGABYTE


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure_speed(documents: list[Document], chosen: argparse.Namespace):
    business = [document for document in documents if document.group == "business"]
    manual = [document for document in documents if document.name == "manual-200"]
    short = speed.measure(business, [speed.Lane(name, name) for name in (OURS, GS, MUTOOL, PDFTOPPM)], chosen.rounds,
                          chosen.filter)
    say("  the manual")
    long = speed.measure(manual, [speed.Lane("one worker", OURS, "fax-workers=1"),
                                  speed.Lane("two workers", OURS, "fax-workers=2"), speed.Lane(GS, GS)],
                         chosen.rounds, chosen.filter)

    def ratio(timing: speed.Timing, lane: str, other: str) -> Measured:
        return Measured(timing.wall_ratio(lane, other), f"{timing.wall_a_page(lane) * 1000:.1f} ms a page",
                        f"{timing.wall_a_page(other) * 1000:.1f} ms a page")

    measured = {"business-gs": ratio(short, OURS, GS), "business-mutool": ratio(short, OURS, MUTOOL),
                "business-pdftoppm": ratio(short, OURS, PDFTOPPM), "manual-one": ratio(long, "one worker", GS),
                "manual-two": ratio(long, "two workers", GS)}
    details = ["## Speed", "", f"Medians of {chosen.rounds} rounds at 204x196 dpi; milliseconds for a page.", "",
               "| documents | lane | wall | processor | processor against gs |", "| --- | --- | ---: | ---: | ---: |"]
    for title, timing in ((f"{len(business)} business documents, {short.pages} pages", short),
                          (f"manual, {long.pages} pages", long)):
        details += [f"| {title} | {lane} | {timing.wall_a_page(lane) * 1000:.1f} | {timing.cpu_a_page(lane) * 1000:.1f} "
                    f"| {timing.cpu_ratio(lane, GS):.2f} x |" for lane in timing.rounds]
    return measured, details, {"business": asdict(short), "manual": asdict(long)}


def measure_memory(documents: list[Document], chosen: argparse.Namespace):
    wanted = [document for document in documents if document.group == "business" or document.name.startswith("manual-1")]
    peaks = memory.measure(wanted, [OURS, GS], chosen.filter)
    business = {document.name: peaks[document.name] for document in wanted if document.group == "business"}
    worst = max(business, key=lambda name: business[name][OURS].together / business[name][GS].together)
    ours, gs = business[worst][OURS], business[worst][GS]
    ten, thousand = peaks["manual-10"][OURS], peaks["manual-1000"][OURS]

    def megabytes(amount: int) -> str:
        return f"{amount / MEGABYTE:.0f} MB"

    measured = {"memory-business": Measured(ours.together / gs.together, megabytes(ours.together), megabytes(gs.together)),
                "memory-pages": Measured(thousand.together / ten.together, megabytes(thousand.together),
                                         megabytes(ten.together))}
    details = ["## Peak memory", "", "All processes at one moment, each page of memory counted once (Pss); in brackets the "
               f"largest process alone (VmHWM), and all processes' peaks added up. The worst business document is {worst}.",
               "", "| documents | ours | gs |", "| --- | ---: | ---: |"]
    for title, of in (("largest of the business documents", business), ("10 pages", {"": peaks["manual-10"]}),
                      ("1,000 pages", {"": peaks["manual-1000"]})):
        cells = []
        for name in (OURS, GS):
            together, largest, added = (max(getattr(one[name], kind) for one in of.values())
                                        for kind in ("together", "largest", "sum"))
            cells.append(f"{megabytes(together)} ({megabytes(largest)}, {megabytes(added)})")
        details.append(f"| {title} | {cells[0]} | {cells[1]} |")
    return measured, details, {name: {contender: asdict(one) for contender, one in of.items()}
                               for name, of in peaks.items()}


def measure_bytes(documents: list[Document], chosen: argparse.Namespace):
    business = [document for document in documents if document.group == "business"]
    totals, each = {}, {}
    for name in (OURS, GS, PDFTOPPM):
        each[name] = {document.name: [page.g4_bytes for page in contenders.pages(name, document, "fine", chosen.filter)]
                      for document in business}
        totals[name] = sum(sum(sizes) for sizes in each[name].values())
    count = sum(len(document.pages) for document in business)

    def ratio(other: str) -> Measured:
        return Measured(totals[OURS] / totals[other], f"{totals[OURS] / count:,.0f} bytes",
                        f"{totals[other] / count:,.0f} bytes")

    heaviest = sorted(business, key=lambda document: -sum(each[OURS][document.name]))[:5]
    details = ["## Bytes", "", f"{len(business)} business documents, {count} pages, 204x196 dpi. The largest of ours:", ""]
    details += [f"- {document.name}: {sum(each[OURS][document.name]):,} bytes on {len(document.pages)} pages, gs "
                f"{sum(each[GS][document.name]):,}" for document in heaviest]
    return {"bytes-gs": ratio(GS), "bytes-pdftoppm": ratio(PDFTOPPM)}, details, each


def measure_legibility(documents: list[Document], chosen: argparse.Namespace):
    halves = [chosen.half] if chosen.half else [*HALVES, "corpus"]
    wanted = [document for document in [*documents, *corpus_documents()]
              if document.group in legibility.GROUPS and document.half in halves]
    names = (OURS, GS, PDFTOPPM)
    readings = legibility.measure(wanted, names, contenders.RESOLUTIONS, chosen.filter,
                                  cache=chosen.documents.parent / "read")
    measured = {}
    details = ["## Legibility", "", f"The table above uses the half “{chosen.half or 'report'}”. Pages as read by tesseract: "
               f"of the words of business pages (the first {legibility.PAGES} of each document) the share that was read; on "
               "stress pages the share of characters that are wrong, the mean over the pages.", "",
               "| pages | half | resolution | ours | gs tiffg4 | pdftoppm -mono |",
               "| --- | --- | --- | ---: | ---: | ---: |"]
    for group, figure, goal in (("business", legibility.recall, "recall"),
                                ("business", legibility.mean_recall, "mean of pages"),
                                ("stress", legibility.error_rate, "errors")):
        for half in halves:
            for resolution in contenders.RESOLUTIONS:
                of = {name: legibility.select(readings, group=group, half=half, resolution=resolution, contender=name)
                      for name in names}
                if not of[OURS]:
                    continue
                shown = {name: figure(pages) * 100 for name, pages in of.items()}
                details.append(f"| {len(of[OURS])} {group}, {goal} | {half} | {resolution} | " +
                               " | ".join(f"{shown[name]:.2f} %" for name in names) + " |")
                if half == (chosen.half or "report") and f"{goal}-{resolution}" in GOALS:
                    theirs = f"gs {shown[GS]:.1f} %, pdftoppm {shown[PDFTOPPM]:.1f} %"
                    measured[f"{goal}-{resolution}"] = Measured(shown[OURS], f"{shown[OURS]:.2f} %", theirs)
    details += ["", "The worst of our pages:", ""]
    for group in legibility.GROUPS:
        worst = sorted(legibility.select(readings, contender=OURS, group=group), key=lambda one: -one.badness)[:8]
        details += [f"- {one.document}, page {one.page}, {one.resolution}, {one.half}: {one.badness * 100:.1f} % lost"
                    for one in worst]
    return measured, details, [asdict(reading) for reading in readings]


def measure_corpus(_documents: list[Document], chosen: argparse.Namespace):
    if not CORPUS.is_dir():
        return {}, ["## Corpus", "", "Not measured: there is no folder shared/corpus beside the project."], None
    outcomes = robustness.measure(CORPUS, chosen.filter)
    if not outcomes:
        raise CannotMake(f"{CORPUS} has no PDF in {' and '.join(robustness.FOLDERS)}.")
    crashed = [outcome for outcome in outcomes if outcome.crashed]
    hung = [outcome for outcome in outcomes if outcome.peaks.timed_out]
    lost = [outcome for outcome in outcomes if outcome.lost]
    largest = max(outcomes, key=lambda outcome: outcome.peaks.together)
    longest = max(outcomes, key=lambda outcome: outcome.peaks.wall)
    refused = sum(1 for outcome in outcomes if outcome.peaks.exit != 0)
    measured = {"corpus-crashes": Measured(len(crashed)), "corpus-hangs": Measured(len(hung)),
                "corpus-memory": Measured(round(largest.peaks.together / MEGABYTE, 1)), "corpus-lost": Measured(len(lost))}
    details = ["## Corpus", "", f"{len(outcomes)} files, of which the filter refused {refused}. The largest peak: "
               f"{largest.peaks.together / MEGABYTE:.0f} MB, {largest.file}. The longest: {longest.peaks.wall:.1f} s, "
               f"{longest.file}.", ""]
    details += [f"- crashed with {outcome.peaks.exit}: {outcome.file}" for outcome in crashed]
    details += [f"- hung: {outcome.file}" for outcome in hung]
    details += [f"- {outcome.lost}: {outcome.file}" for outcome in lost]
    details += [f"- {outcome.peaks.together / MEGABYTE:.0f} MB: {outcome.file}" for outcome in outcomes
                if outcome.peaks.together > 256 * MEGABYTE]
    return measured, details, [asdict(outcome) for outcome in outcomes]


MEASURES = {"speed": measure_speed, "memory": measure_memory, "bytes": measure_bytes, "legibility": measure_legibility,
            "corpus": measure_corpus}


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description="Measures the fax pages against other programs.")
    options.add_argument("--only", action="append", choices=PARTS, help="one part; can be given several times")
    options.add_argument("--filter", type=pathlib.Path, default=contenders.DEFAULT_FILTER, metavar="PATH")
    options.add_argument("--rounds", type=int, default=5, metavar="N", help="of the times, 5 unless given")
    options.add_argument("--half", choices=HALVES, help="legibility of one half only, also for the table")
    options.add_argument("--documents", type=pathlib.Path, default=DEFAULT_FOLDER, metavar="FOLDER")
    options.add_argument("--output", type=pathlib.Path, default=DEFAULT_FOLDER.parent, metavar="DIR")
    return options.parse_args()


def programs() -> str:
    return ", ".join((f"gs {contenders.version('gs')}",
                      f"mutool {contenders.version('mutool').removeprefix('version ')}",
                      f"poppler {contenders.version('pdftoppm').removeprefix('version ')}",
                      f"tesseract {contenders.version('tesseract')}"))


def main() -> None:
    chosen = arguments()
    chosen.filter = chosen.filter.resolve()
    if not chosen.filter.exists():
        sys.exit(f"bench.py: there is no filter {chosen.filter}.")
    if chosen.rounds < 1:
        sys.exit("bench.py: --rounds must be 1 or more.")
    about = report.machine() | {"programs": programs()}
    documents = make_documents(chosen.documents)
    measured, details, figures = {}, [], {}
    for part in chosen.only or PARTS:
        say(f"Measuring {part}")
        results, lines, everything = MEASURES[part](documents, chosen)
        measured |= results
        details += [*lines, ""]
        figures[part] = everything
    report.Paper("bench", "Benchmark of the fax pages", GOALS).write(chosen.output, about, measured, details, figures)
    print((chosen.output / "bench.md").read_text())
    say(f"Written: {chosen.output}/bench.md and bench.json")


if __name__ == "__main__":
    try:
        main()
    except (CannotMake, ContenderFailed) as error:
        sys.exit(f"bench.py: {error}")
