"""Reads the text of a page picture with tesseract, and remembers what it read.

read_text(page, folder) gives the text. It is kept in `folder` under a checksum of the pixels and of everything that
tesseract is told, so a page that did not change is not read again. Pages at fewer than 150 dots an inch down (or
across, when turned) get their rows (or columns) doubled first, as every fax machine does. One thread: two pages at a time
are the caller's business.
Refuses (ContenderFailed) when tesseract fails.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import os
import pathlib
import subprocess
import tempfile

from PIL import Image

from contenders import ContenderFailed, PagePicture, version

# Dots an inch as they are after doubling; page segmentation 3 finds columns and tables by itself.
SETTINGS = ["--dpi", "200", "--psm", "3", "-l", "eng"]
COARSE = 150


def read_text(page: PagePicture, folder: pathlib.Path) -> str:
    picture = _doubled(page).convert("1")
    settings = " ".join([version("tesseract"), *SETTINGS, str(picture.size)])
    kept = folder / f"{hashlib.sha256(settings.encode() + picture.tobytes()).hexdigest()}.txt"
    if kept.exists():
        return kept.read_text()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-ocr-") as work:
        image = pathlib.Path(work) / "page.png"
        picture.save(image, compress_level=1)
        result = subprocess.run(["tesseract", image, "stdout", *SETTINGS], capture_output=True,
                                env={**os.environ, "OMP_THREAD_LIMIT": "1"}, timeout=600)
    if result.returncode != 0:
        raise ContenderFailed(f"tesseract ended with {result.returncode}: "
                              f"{result.stderr.decode('utf-8', 'replace')[-500:]}")
    text = result.stdout.decode("utf-8", "replace")
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_text(text)
    fresh.replace(kept)
    return text


def _doubled(page: PagePicture) -> Image.Image:
    width, height = page.picture.size
    size = (width * 2 if page.across < COARSE else width, height * 2 if page.down < COARSE else height)
    return page.picture if size == page.picture.size else page.picture.resize(size, Image.Resampling.NEAREST)
