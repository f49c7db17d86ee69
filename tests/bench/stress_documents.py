"""Stress pages: one column of small, gray or coloured text on each, for the character error rate.

Each kind is printed twice, with different texts, once for each half; the texts are paragraphs of licences that Debian
has on every system, with figures as business has them strewn in.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import random
import re
import tempfile

import chromium
from documents import HALVES, CannotMake
from recipe import Recipe, package_version

LICENCES = pathlib.Path("/usr/share/common-licenses")
TEXTS = {"choose": ("GPL-1", "Apache-2.0"), "report": ("MPL-2.0", "GFDL-1.3")}
CHARACTERS = 2200  # of a page, about

SANS, SERIF = '"Liberation Sans"', '"Liberation Serif"'
# Name: font, size in points, colour of the text, colour of the ground.
KINDS = {
    "sans-6": (SANS, 6, "#000", "#fff"),
    "sans-7": (SANS, 7, "#000", "#fff"),
    "sans-8": (SANS, 8, "#000", "#fff"),
    "sans-9": (SANS, 9, "#000", "#fff"),
    "serif-6": (SERIF, 6, "#000", "#fff"),
    "serif-7": (SERIF, 7, "#000", "#fff"),
    "serif-8": (SERIF, 8, "#000", "#fff"),
    "serif-9": (SERIF, 9, "#000", "#fff"),
    "gray-777": (SANS, 9, "#777", "#fff"),
    "gray-999": (SANS, 9, "#999", "#fff"),
    "serif-gray-777": (SERIF, 10, "#777", "#fff"),
    "blue-on-yellow": (SANS, 9, "#00c", "#ff0"),
    "red-on-pink": (SANS, 9, "#c00", "#fbb"),
    "white-on-blue": (SANS, 9, "#fff", "#03a"),
    "white-on-green": (SANS, 9, "#fff", "#2a7a3a"),
    "white-on-gray": (SANS, 9, "#fff", "#777"),
    "dark-gray-on-gray": (SANS, 9, "#333", "#999"),
    "black-on-gray": (SANS, 9, "#000", "#bbb"),
    "green-on-light-green": (SANS, 9, "#063", "#bfb"),
    "orange-on-white": (SANS, 9, "#e67700", "#fff"),
    "yellow-on-black": (SANS, 9, "#fd0", "#000"),
    "brown-serif-on-beige": (SERIF, 10, "#630", "#f2e3c6"),
}


def recipes() -> list[Recipe]:
    version = package_version("chromium") + package_version("fonts-liberation")
    return [Recipe(f"{kind}-{half}", "stress", half, version + _html(number, kind, half), _make)
            for number, kind in enumerate(KINDS) for half in HALVES]


def _make(folder: pathlib.Path, batch: list[Recipe]) -> None:
    for recipe in batch:
        kind = recipe.name.removesuffix("-" + recipe.half)
        with tempfile.TemporaryDirectory(prefix="bench-page-", dir=folder) as work:
            page = pathlib.Path(work) / "page.html"
            page.write_text(_html(list(KINDS).index(kind), kind, recipe.half))
            pdf = page.with_suffix(".pdf")
            chromium.print_page(page, pdf)
            recipe.keep(folder, pdf)


def _html(number: int, kind: str, half: str) -> str:
    font, size, text, ground = KINDS[kind]
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in _paragraphs(number, half))
    return (f'<!DOCTYPE html><meta charset="utf-8"><style>@page {{ size: A4; margin: 20mm; }}\n'
            f'html {{ -webkit-print-color-adjust: exact; }}\n'
            f'body {{ margin: 0; padding: 4mm; font: {size}pt/1.3 {font}; color: {text}; background: {ground}; }}\n'
            f'p {{ margin: 0 0 2mm; }}</style>\n{body}')


def _paragraphs(number: int, half: str) -> list[str]:
    """The text of a page: another stretch of the half's licences for each number."""
    chosen = random.Random(f"{half} {number}")
    prose = _prose(half)
    paragraphs, characters = [], 0
    position = number * 5
    while characters < CHARACTERS:
        paragraph = prose[position % len(prose)]
        position += 1
        if characters + len(paragraph) > CHARACTERS * 1.3:
            continue
        paragraph += _figures(chosen)
        paragraphs.append(paragraph)
        characters += len(paragraph)
    return paragraphs


def _figures(chosen: random.Random) -> str:
    return (f" Invoice {chosen.randint(10000, 99999)} of {chosen.randint(1, 28)} March 20{chosen.randint(20, 26)}: "
            f"{chosen.randint(1, 99)},{chosen.randint(100, 999)}.{chosen.randint(10, 99)} dollars, "
            f"telephone 555 0{chosen.randint(100, 199)}.")


def _prose(half: str) -> list[str]:
    prose = []
    for name in TEXTS[half]:
        source = LICENCES / name
        if not source.exists():
            raise CannotMake(f"The text {source} is missing, of which stress pages are made.")
        for paragraph in re.split(r"\n\s*\n", source.read_text()):
            text = " ".join(paragraph.split())
            # Plain sentences only: no lists of addresses, no rulers, nothing that HTML would take for a tag.
            if 150 <= len(text) <= 900 and text.isascii() and not re.search(r"[<>&_=*`\[\]]|--|''|http", text):
                prose.append(text)
    return prose
