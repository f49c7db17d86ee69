"""Business documents of our own: the HTML files in business/, printed by Chromium.

Each file refers to common.css beside it, and to the pictures photo.png and scene.png, which photographs.py makes.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import shutil
import tempfile
import threading

import chromium
import photographs
from documents import HERE, half_of
from recipe import Recipe, digest, package_version

SOURCES = HERE / "business"
PICTURES = {"photo.png": 1, "scene.png": 2}
_pictures_lock = threading.Lock()


def recipes() -> list[Recipe]:
    version = package_version("chromium")
    style = (SOURCES / "common.css").read_text()
    found = []
    for source in sorted(SOURCES.glob("*.html")):
        text = source.read_text()
        pictures = _pictures_recipe() if any(name in text for name in PICTURES) else ""
        found.append(Recipe(source.stem, "business", half_of(source.stem), version + style + pictures + text, _make,
                            source=source))
    return found


def _pictures_recipe() -> str:
    return pathlib.Path(photographs.__file__).read_text()


def _make(folder: pathlib.Path, batch: list[Recipe]) -> None:
    pictures = _make_pictures(folder)
    for recipe in batch:
        with tempfile.TemporaryDirectory(prefix="bench-page-", dir=folder) as work:
            page = pathlib.Path(work) / recipe.source.name
            shutil.copy(recipe.source, page)
            shutil.copy(SOURCES / "common.css", work)
            for picture in PICTURES:
                shutil.copy(pictures / picture, work)
            pdf = page.with_suffix(".pdf")
            chromium.print_page(page, pdf)
            recipe.keep(folder, pdf)


def _make_pictures(folder: pathlib.Path) -> pathlib.Path:
    """The folder with the pictures, one for each version of how they are made."""
    pictures = folder / f"pictures-{digest(_pictures_recipe())[:8]}"
    with _pictures_lock:
        pictures.mkdir(exist_ok=True)
        for name, seed in PICTURES.items():
            if not (pictures / name).exists():
                (pictures / name).write_bytes(photographs.photograph(seed))
    return pictures
