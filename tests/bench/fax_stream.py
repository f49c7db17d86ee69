"""Reads what the filter pdftofax gives: the framed stream of filters/fax_stream.hpp, and the fax PDF inside.

read_fax(stream) gives the FaxDocument of a stream with one document: its PDF, its end mark, and its pages as T.6 code.
It refuses (BrokenStream) what breaks the format, a document without an end mark, and a PDF whose images are not as many
as the end mark's pages: figures over pages that got lost would be wrong.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import io
import json
import re
import struct
from dataclasses import dataclass

from PIL import Image


class BrokenStream(Exception):
    """The stream is none, or not whole; the text says what is wrong."""


@dataclass(frozen=True)
class FaxPage:
    width: int
    height: int
    g4: bytes

    def picture(self) -> Image.Image:
        """The page's pixels, mode "1", as libtiff decodes them."""
        image = Image.open(io.BytesIO(_tiff(self.width, self.height, self.g4)))
        image.load()
        return image


@dataclass(frozen=True)
class FaxDocument:
    pdf: bytes
    end: dict            # the end mark
    pages: tuple[FaxPage, ...]

    @property
    def is_complete(self) -> bool:
        return self.end["end"] == "complete"


def read_fax(stream: bytes) -> FaxDocument:
    source = io.BytesIO(stream)
    mark = source.readline()
    if mark != b"voipnow-fax 1\n":
        raise BrokenStream(f"The stream begins with {mark[:40]!r}.")
    json.loads(source.readline())
    pdf = bytearray()
    while True:
        length = source.readline()
        if not length.strip().isdigit():
            raise BrokenStream("The stream ends in the middle of a document.")
        if int(length) == 0:
            break
        chunk = source.read(int(length))
        if len(chunk) < int(length):
            raise BrokenStream("The stream ends in the middle of a chunk.")
        pdf += chunk
    line = source.readline()
    if not line.endswith(b"\n"):
        raise BrokenStream("The document has no end mark.")
    end = json.loads(line)
    if source.read(1):
        raise BrokenStream("There is something behind the end mark.")
    if end["end"] != "complete":
        return FaxDocument(bytes(pdf), end, ())
    pages = _pages(bytes(pdf))
    if end["bytes"] != len(pdf) or end["pages"] != len(pages):
        raise BrokenStream(f"The end mark says {end}, but there are {len(pdf)} bytes and {len(pages)} pages.")
    return FaxDocument(bytes(pdf), end, pages)


def _pages(pdf: bytes) -> tuple[FaxPage, ...]:
    """The images of a PDF of FaxPdfWriter, which stand in the order of the pages."""
    pages, position = [], 0
    image = re.compile(rb"/Subtype /Image /ImageMask true\b[^>]*?/Width (\d+)\s+/Height (\d+)\s+/Filter /CCITTFaxDecode\s+"
                       rb"/DecodeParms << /K -1 /Columns \d+ /Rows \d+ >>\s+/Length (\d+)\s*>>\s*stream\n")
    while found := image.search(pdf, position):
        width, height, length = map(int, found.groups())
        pages.append(FaxPage(width, height, pdf[found.end():found.end() + length]))
        position = found.end() + length
    return tuple(pages)


def _tiff(width: int, height: int, g4: bytes) -> bytes:
    """A TIFF file around the code of a page: one strip, white is 0."""
    short, long = 3, 4
    entries = [(256, long, width), (257, long, height), (258, short, 1), (259, short, 4), (262, short, 0),
               (266, short, 1), (273, long, 0), (277, short, 1), (278, long, height), (279, long, len(g4))]
    start = 8 + 2 + 12 * len(entries) + 4
    directory = b"".join(struct.pack("<HHII", tag, kind, 1, start if tag == 273 else value)
                         for tag, kind, value in entries)
    return struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(entries)) + directory + bytes(4) + g4
