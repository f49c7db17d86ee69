"""What the filter makes of other people's PDF files: crashes, hangs, memory, and pages that got lost.

measure(folder, filter) runs the filter once for each PDF in folder/public and folder/hostile, as cupsd would with a job
without options. A file that the filter refuses is no fault, unless it ends by a signal. Faults are told as sentences.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import memory
from documents import page_sizes
from fax_stream import BrokenStream, read_fax

SECONDS = 60
FOLDERS = ("public", "hostile")


@dataclass(frozen=True)
class Outcome:
    file: str
    peaks: memory.Peaks
    pages: int       # that the filter gave; 0 when it refused the file
    pages_there: int  # by pdfinfo; 0 when it cannot read the file
    lost: str        # why an exit 0 is a lie; empty otherwise

    @property
    def crashed(self) -> bool:
        # Above 128: a shell's way to tell of a signal; 127: could not be started.
        return not self.peaks.timed_out and (self.peaks.exit < 0 or self.peaks.exit > 126)


def measure(corpus: pathlib.Path, filter_path: pathlib.Path) -> list[Outcome]:
    files = [path for folder in FOLDERS for path in sorted((corpus / folder).glob("*.pdf"))]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda path: _run(path, corpus, filter_path), files))


def _run(path: pathlib.Path, corpus: pathlib.Path, filter_path: pathlib.Path) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="bench-corpus-") as folder:
        output = pathlib.Path(folder) / "stdout"
        peaks = memory.run([str(filter_path), "1", "user", "title", "1", "", str(path)], output, SECONDS)
        try:
            there = len(page_sizes(path))
        except subprocess.TimeoutExpired:
            there = 0
        pages, lost = 0, ""
        if peaks.exit == 0:
            try:
                fax = read_fax(output.read_bytes())
                pages = len(fax.pages)
                if not fax.is_complete:
                    lost = "ended with 0, and its stream says that it failed"
                elif there and pages != there:
                    lost = f"gave {pages} of {there} pages and ended with 0"
                elif not pages:
                    lost = "gave no page and ended with 0"
            except BrokenStream as error:
                lost = f"ended with 0: {error}"
    return Outcome(str(path.relative_to(corpus)), peaks, pages, there, lost)
