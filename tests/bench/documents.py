#!/usr/bin/python3 -B
"""The documents of the benchmark: which there are, in which half each is, and where they lie once they are made.

    documents.py [--documents FOLDER]      makes what is missing and prints the list

make_documents(folder) makes all documents that are not there yet and gives their list. A document is made again when
its recipe changes (its text, its style sheet, the version of the program that makes it); delete the folder to make all
of them again. It refuses to go on when a document cannot be made or has no page: a benchmark over fewer documents
would print wrong figures.

Groups:
  business  letters, invoices, forms, slides, licences; from LibreOffice's templates, and our own by Chromium
  stress    a page of small or coloured text each, whose every letter is compared
  manual    a manual of about 200 pages, and 10 and 1,000 pages of another one
Halves: parameters may be tuned on the half "choose", and the table of goals is filled from the half "report". A
business document belongs to a half by the CRC-32 of its name, even or odd; a stress page is made for both, with
different texts. Files of the corpus beside the project are a third "half" of their own, "corpus", which no goal uses.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import zlib
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
DEFAULT_FOLDER = HOME / "build" / "bench" / "documents"
CORPUS = HOME.parent / "shared" / "corpus"  # a collection beside the project, which need not be there
HALVES = ("choose", "report")


@dataclass(frozen=True)
class Page:
    width: float   # in points, as it is read, that is after its rotation
    height: float


@dataclass(frozen=True)
class Document:
    name: str
    group: str
    half: str
    path: pathlib.Path
    pages: tuple[Page, ...] = field(repr=False)

    @property
    def paper(self) -> str:
        """The PageSize for the fax: the paper on which the first page has to be shrunk least, then the nearest."""
        short, long = sorted((self.pages[0].width, self.pages[0].height))

        def misfit(paper: str) -> tuple[float, float]:
            width, height = PAPERS[paper]
            shrinking = max(0.0, short / width - 1.005, long / height - 1.005)
            return shrinking, abs(width - short) + abs(height - long)

        return min(PAPERS, key=misfit)


PAPERS = {"Letter": (612, 792), "A4": (595, 842)}


class CannotMake(Exception):
    """A document could not be made; the text says which and why."""


def half_of(name: str) -> str:
    return HALVES[zlib.crc32(name.encode()) % 2]


def page_sizes(pdf: pathlib.Path) -> tuple[Page, ...]:
    """The sizes of all pages by pdfinfo; an empty tuple when pdfinfo cannot read the file."""
    result = subprocess.run(["pdfinfo", "-f", "1", "-l", "1000000", pdf], capture_output=True, timeout=60)
    text = result.stdout.decode("utf-8", "replace")
    turned = {int(number): int(degrees) % 180 == 90
              for number, degrees in re.findall(r"^Page +(\d+) rot: +(-?\d+)", text, re.M)}
    pages = []
    for number, width, height in re.findall(r"^Page +(\d+) size: +([\d.]+) x ([\d.]+) pts", text, re.M):
        sides = (float(width), float(height))
        pages.append(Page(*(reversed(sides) if turned.get(int(number)) else sides)))
    return tuple(pages)


def find_document(name: str, group: str, half: str, path: pathlib.Path) -> Document:
    pages = page_sizes(path)
    if not pages:
        raise CannotMake(f"{path} has no pages that pdfinfo could find.")
    return Document(name, group, half, path, pages)


def make_documents(folder: pathlib.Path = DEFAULT_FOLDER, groups=("business", "stress", "manual"),
                   say=lambda text: print(text, file=sys.stderr)) -> list[Document]:
    """All documents of the groups, in a fixed order. Raises CannotMake."""
    import business_documents
    import manuals
    import office_documents
    import stress_documents

    makers = {"business": (office_documents, business_documents), "stress": (stress_documents,), "manual": (manuals,)}
    recipes = [recipe for group in groups for maker in makers[group] for recipe in maker.recipes()]
    folder.mkdir(parents=True, exist_ok=True)
    missing = [recipe for recipe in recipes if not recipe.is_made(folder)]
    if missing:
        say(f"Making {len(missing)} documents in {folder}")
    # Recipes of one batch are made by one call: LibreOffice can only run once at a time, and takes many files.
    batches: dict[str, list] = {}
    for recipe in missing:
        batches.setdefault(recipe.batch or recipe.name, []).append(recipe)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in [pool.submit(batch[0].make, folder, batch) for batch in batches.values()]:
            result.result()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda recipe: find_document(recipe.name, recipe.group, recipe.half,
                                                          recipe.path(folder)), recipes))


def corpus_documents(corpus: pathlib.Path = CORPUS) -> list[Document]:
    """The office documents and stress pages of the corpus beside the project, as the half "corpus"; none without it."""
    return [find_document(path.stem, group, "corpus", path)
            for group, folder in (("business", "office"), ("stress", "stress"))
            for path in sorted((corpus / folder).glob("*.pdf"))]


def main() -> None:
    options = argparse.ArgumentParser(description="Makes the documents of the benchmark and prints their list.")
    options.add_argument("--documents", type=pathlib.Path, default=DEFAULT_FOLDER, metavar="FOLDER")
    documents = make_documents(options.parse_args().documents)
    for document in documents:
        print(f"{document.group:9} {document.half:7} {len(document.pages):5} {document.paper:7} {document.name}")
    for group in ("business", "stress"):
        for half in HALVES:
            chosen = [d for d in documents if d.group == group and d.half == half]
            print(f"{group}, {half}: {len(chosen)} documents, {sum(len(d.pages) for d in chosen)} pages")


if __name__ == "__main__":
    try:
        main()
    except CannotMake as error:
        sys.exit(f"documents.py: {error}")
