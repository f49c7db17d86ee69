"""Compares fax pages pixel by pixel, as voipnow-fax preview writes them: pictures of black and white.

fax_pages(pdf, folder, stage) makes the pages of a document. difference(a, b) gives how many pixels of two pages differ,
and the smallest box (left, top, right, bottom; the last two outside) that has them all, or None where the pages are
equal; it refuses (ValueError) pages of other sizes or with gray in them.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
from dataclasses import dataclass

from PIL import Image, ImageChops

from processes import output_of


@dataclass(frozen=True)
class Difference:
    pixels: int
    box: tuple[int, int, int, int]


def fax_pages(pdf: pathlib.Path, folder: pathlib.Path, stage: pathlib.Path, *options: str) -> list[pathlib.Path]:
    """`options` are as for lp ("Resolution=204x98dpi"); `folder` gets the pictures."""
    words = [word for option in options for word in ("-o", option)]
    output_of([str(stage / "usr/bin/voipnow-fax"), "preview", *words, "--output", str(folder / f"{pdf.stem}-%03d.png"),
               str(pdf)], environment={"CUPS_SERVERBIN": str(stage / "usr/lib/cups")})
    return sorted(folder.glob(f"{pdf.stem}-[0-9][0-9][0-9].png"))


def difference(a: pathlib.Path, b: pathlib.Path) -> Difference | None:
    with Image.open(a) as first, Image.open(b) as second:
        pages = [page.convert("L") for page in (first, second)]
    if pages[0].size != pages[1].size:
        raise ValueError(f"{a} and {b} are pages of different sizes, {pages[0].size} and {pages[1].size}.")
    for path, page in zip((a, b), pages):
        if any(page.histogram()[1:255]):
            raise ValueError(f"{path} is no page of black and white.")
    other = ImageChops.difference(*pages)
    box = other.getbbox()
    return Difference(other.histogram()[255], box) if box else None
