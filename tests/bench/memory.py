"""How much memory the contenders take at most, in untimed runs of their own.

run(…) runs one command line under process_peaks.py and gives its Peaks. measure(…) does so for documents and contenders,
and refuses (ContenderFailed) one that fails.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import contenders
from contenders import ContenderFailed
from documents import HERE, Document

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Peaks:
    exit: int
    timed_out: bool
    wall: float
    largest: int    # bytes, the largest process
    sum: int        # bytes, all processes added up, shared pages of memory once for each
    together: int   # bytes, all processes at one moment, shared pages once
    processes: int


def run(line: list[str], output: pathlib.Path, seconds: float = 600) -> Peaks:
    """The program's stdout goes to the file `output`."""
    with tempfile.NamedTemporaryFile(prefix="bench-peaks-") as result:
        subprocess.run(["/usr/bin/python3", "-I", "-S", "-B", HERE / "process_peaks.py", str(seconds), result.name,
                        output, "--", *line], check=True)
        return Peaks(**json.loads(pathlib.Path(result.name).read_text()))


def measure(documents: list[Document], contender_names: list[str], filter_path: pathlib.Path, resolution: str = "fine",
            options: str = "") -> dict[str, dict[str, Peaks]]:
    """By the document's name, by contender."""
    def one(document: Document, contender: str) -> Peaks:
        with tempfile.TemporaryDirectory(prefix="bench-memory-") as folder:
            output = pathlib.Path(folder)
            line = contenders.command(contender, document, resolution, output, filter_path, options)
            peaks = run(line, output / "stdout")
        if peaks.exit != 0:
            raise ContenderFailed(f"{' '.join(line)} ended with {peaks.exit}.")
        return peaks

    with ThreadPoolExecutor(2) as pool:
        started = {document.name: {contender: pool.submit(one, document, contender) for contender in contender_names}
                   for document in documents}
        return {name: {contender: result.result() for contender, result in results.items()}
                for name, results in started.items()}
