"""The programs that are compared: how each is called, and the pages that each gives.

command(contender, document, resolution, output) gives the plain command line, which writes its pages into the folder
`output`; where the program writes to its stdout instead, that has to go into output/stdout. pages(…) runs it, and gives
the pages as pictures with their size in T.6. Refuses (ContenderFailed) a program that fails or leaves pages out.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import functools
import io
import pathlib
import subprocess
import tempfile
from dataclasses import dataclass

from PIL import Image, ImageSequence

from documents import HOME, PAPERS, Document, Page
from fax_stream import BrokenStream, read_fax

OURS, GS, MUTOOL, PDFTOPPM = "pdftofax", "gs tiffg4", "mutool", "pdftoppm -mono"
DEFAULT_FILTER = HOME / "build" / "release" / "filters" / "pdftofax"
RESOLUTIONS = {"fine": (204, 196), "standard": (204, 98)}

SAME_PAPER = 3.0  # kSamePaper of filters/page_placement.hpp

Image.MAX_IMAGE_PIXELS = None  # a fax page is no bomb


class ContenderFailed(Exception):
    """A program failed on a document of the benchmark; the text says which, and what it printed."""


@dataclass(frozen=True)
class PagePicture:
    picture: Image.Image  # mode "1"
    g4_bytes: int         # of the page as T.6
    across: int           # pixels to an inch
    down: int


def command(contender: str, document: Document, resolution: str, output: pathlib.Path,
            filter_path: pathlib.Path = DEFAULT_FILTER, options: str = "") -> list[str]:
    across, down = RESOLUTIONS[resolution]
    if contender == OURS:
        settings = f"Resolution={across}x{down}dpi PageSize={document.paper} {options}".strip()
        return [str(filter_path), "1", "user", "title", "1", settings, str(document.path)]
    if contender == GS:
        return ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffg4", f"-r{across}x{down}",
                f"-sOutputFile={output}/pages.tif", str(document.path)]
    if contender == MUTOOL:
        return ["mutool", "draw", "-q", "-r", str(across), "-F", "pbm", "-o", f"{output}/page%d.pbm",
                str(document.path)]
    if contender == PDFTOPPM:
        return ["pdftoppm", "-mono", "-rx", str(across), "-ry", str(down), str(document.path), f"{output}/page"]
    raise ValueError(contender)


def pages(contender: str, document: Document, resolution: str,
          filter_path: pathlib.Path = DEFAULT_FILTER, options: str = "") -> list[PagePicture]:
    """The pages of the document in order, each standing upright as it is read."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        output = pathlib.Path(folder)
        line = command(contender, document, resolution, output, filter_path, options)
        with open(output / "stdout", "wb") as stdout:
            result = subprocess.run(line, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, timeout=600)
        if result.returncode != 0:
            raise ContenderFailed(f"{' '.join(line)} ended with {result.returncode}: "
                                  f"{result.stderr.decode('utf-8', 'replace')[-500:]}")
        found = _READERS[contender](output)
    across, down = RESOLUTIONS[resolution]
    found = [PagePicture(picture, size, across, across if contender == MUTOOL else down) for picture, size in found]
    if len(found) != len(document.pages):
        raise ContenderFailed(f"{contender} gave {len(found)} of {len(document.pages)} pages of {document.path}.")
    if contender == OURS:
        found = [_upright(page, size, document.paper) for page, size in zip(found, document.pages)]
    return found


def _read_fax(output: pathlib.Path) -> list[tuple[Image.Image, int]]:
    try:
        fax = read_fax((output / "stdout").read_bytes())
    except BrokenStream as error:
        raise ContenderFailed(f"{OURS}: {error}") from None
    return [(page.picture(), len(page.g4)) for page in fax.pages]


def _read_tiff(output: pathlib.Path) -> list[tuple[Image.Image, int]]:
    found = []
    with Image.open(output / "pages.tif") as tiff:
        for frame in ImageSequence.Iterator(tiff):
            found.append((frame.copy(), sum(tiff.tag_v2[279])))  # 279: StripByteCounts
    return found


def _read_pbm(output: pathlib.Path) -> list[tuple[Image.Image, int]]:
    found = []
    for path in sorted(output.glob("page*.pbm"), key=lambda path: int("".join(filter(str.isdigit, path.stem)))):
        picture = Image.open(path)
        picture.load()
        found.append((picture, g4_size(picture)))
    return found


_READERS = {OURS: _read_fax, GS: _read_tiff, MUTOOL: _read_pbm, PDFTOPPM: _read_pbm}


def g4_size(picture: Image.Image) -> int:
    """The size of a page as T.6, encoded by libtiff."""
    file = io.BytesIO()
    picture.convert("1").save(file, "TIFF", compression="group4")
    file.seek(0)
    with Image.open(file) as tiff:
        return sum(tiff.tag_v2[279])


def _upright(page: PagePicture, size: Page, paper: str) -> PagePicture:
    """The filter turns a landscape page counterclockwise onto the upright sheet (filters/page_placement.hpp); here it is
    turned back, so that all contenders are read in the same way."""
    width, height = PAPERS[paper]
    fits = size.width <= width + SAME_PAPER and size.height <= height + SAME_PAPER
    if size.width <= size.height or fits:
        return page
    return PagePicture(page.picture.transpose(Image.Transpose.ROTATE_270), page.g4_bytes, page.down, page.across)


@functools.cache
def version(program: str) -> str:
    """What the program says about its version, one line. Raises ContenderFailed when it is not there."""
    arguments = {"gs": ["--version"], "mutool": ["-v"], "pdftoppm": ["-v"], "tesseract": ["--version"]}
    try:
        result = subprocess.run([program, *arguments[program]], capture_output=True, text=True)
    except FileNotFoundError:
        raise ContenderFailed(f"{program} is not installed; tests/bench/run installs it.") from None
    return (result.stdout + result.stderr).strip().splitlines()[0].removeprefix(program).strip()
