#!/usr/bin/python3 -B
"""Makes PDF files of letters with a mark, as LibreOffice, Chromium, Qt and GTK write them.

    mark_documents.py FOLDER

writes for each program and each layout (mark_layouts.py) PROGRAM-LAYOUT-marked.pdf, and PROGRAM-LAYOUT-blank.pdf: the
same page with nothing where the mark stood. A fax of the first, from which the mark was taken, has to be the fax of the
second, pixel by pixel (page_comparison.py). Refuses (CannotMake) when a program fails, the mark is not in the text of
the first, or something of it is in the text of the second.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import mark_office
import mark_web
from mark_layouts import LAYOUTS, MARK, NUMBER, Layout
from processes import output_of

# How a PDF draws text without any opacity: an object of its own, or behind a change of the graphics state.
HIDDEN_TEXT = {"libreoffice": rb"/Tr\d+ Do\b", "qt": rb"/GState\d+ gs\nBT\n.*?\nET"}
PROGRAMS = ("libreoffice", "chromium", "qt5", "qt6", "pango")


class CannotMake(Exception):
    pass


@dataclass(frozen=True)
class MarkedLetter:
    program: str
    layout: str
    marked: pathlib.Path
    blank: pathlib.Path
    number: str = NUMBER


def make_letters(folder: pathlib.Path) -> list[MarkedLetter]:
    folder.mkdir(parents=True, exist_ok=True)
    letters = [MarkedLetter(program, layout.name, folder / f"{program}-{layout.name}-marked.pdf",
                            folder / f"{program}-{layout.name}-blank.pdf")
               for program in PROGRAMS for layout in LAYOUTS]
    with tempfile.TemporaryDirectory(prefix="mark-letters-") as scratch:
        _write_office(pathlib.Path(scratch), folder)
        for layout in LAYOUTS:
            for hidden in (False, True):
                _write_web(layout, hidden, pathlib.Path(scratch), folder)
                _write_pango(layout, hidden, folder)
    for letter in letters:
        _check(letter)
    return letters


def _name(program: str, layout: Layout, hidden: bool, suffix: str) -> str:
    return f"{program}-{layout.name}-{'blank' if hidden else 'marked'}.{suffix}"


def _write_office(scratch: pathlib.Path, folder: pathlib.Path) -> None:
    sources = []
    for layout in LAYOUTS:
        for hidden in (False, True):
            sources.append(scratch / _name("libreoffice", layout, hidden, "fodt"))
            sources[-1].write_text(mark_office.page(layout, hidden), "utf-8")
    output_of(["soffice", f"-env:UserInstallation={(scratch / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
               "--outdir", str(folder), *map(str, sources)], 120)
    for layout in LAYOUTS:
        _take_hidden_text_off(folder / _name("libreoffice", layout, True, "pdf"), "libreoffice")


def _take_hidden_text_off(pdf: pathlib.Path, program: str) -> None:
    """LibreOffice and Qt write text without any opacity all the same: here it is not drawn at all."""
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"], capture_output=True,
                           check=True)
    # Of the same length, so that all offsets in the file still hold.
    changed, times = re.subn(HIDDEN_TEXT[program], lambda found: b" " * len(found[0]), plain.stdout, flags=re.S)
    if times == 0:
        raise CannotMake(f"{pdf} draws its hidden text in another way than it did.")
    pdf.write_bytes(changed)


def _write_web(layout: Layout, hidden: bool, scratch: pathlib.Path, folder: pathlib.Path) -> None:
    page = scratch / "page.html"
    page.write_text(mark_web.page(layout, "chromium", hidden), "utf-8")
    # Without a sandbox, as root has none; the pages are our own.
    output_of(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               f"--user-data-dir={scratch / 'chromium'}", "--no-pdf-header-footer",
               f"--print-to-pdf={folder / _name('chromium', layout, hidden, 'pdf')}", page.as_uri()])
    page.write_text(mark_web.page(layout, "qt", hidden), "utf-8")
    for version in ("5", "6"):
        output_of([sys.executable, "-B", str(pathlib.Path(__file__).with_name("qt_program.py")), version, str(page),
                   str(folder / _name(f"qt{version}", layout, hidden, "pdf"))],
                  environment={"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(scratch)})
        if hidden:
            _take_hidden_text_off(folder / _name(f"qt{version}", layout, hidden, "pdf"), "qt")


def _write_pango(layout: Layout, hidden: bool, folder: pathlib.Path) -> None:
    import mark_pango  # only here: who wants the other programs' letters needs no Pango
    mark_pango.write_pdf(layout, hidden, folder / _name("pango", layout, hidden, "pdf"))


def _check(letter: MarkedLetter) -> None:
    def text_of(pdf: pathlib.Path) -> str:
        if not pdf.exists():
            raise CannotMake(f"there is no {pdf}.")
        return re.sub(r"\s", "", output_of(["pdftotext", str(pdf), "-"]))

    if re.sub(r"\s", "", MARK) not in text_of(letter.marked):
        raise CannotMake(f"the mark is not in the text of {letter.marked}.")
    if "@" in text_of(letter.blank):
        raise CannotMake(f"the mark is in the text of {letter.blank}.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"Usage: {os.path.basename(sys.argv[0])} FOLDER")
    for made in make_letters(pathlib.Path(sys.argv[1])):
        print(made.marked)
