"""How long the contenders take: wall and processor time of plain processes, side by side.

measure(lanes, rounds) times lanes: a lane is a contender with its options, on a list of documents, one process for each
document. In each round every document goes through all lanes before the next one comes, so that whatever disturbs the
machine disturbs all of them. One round before the first warms up and does not count.
Timed is nothing but the process, from its start until it was reaped; its output goes to files in a temporary folder,
which are removed outside of the time. Refuses (ContenderFailed) a process that fails.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass

import contenders
from contenders import ContenderFailed
from documents import Document


@dataclass(frozen=True)
class Lane:
    name: str
    contender: str
    options: str = ""


@dataclass(frozen=True)
class Run:
    wall: float  # seconds
    cpu: float   # seconds, user and system, with all reaped children


@dataclass(frozen=True)
class Timing:
    """For each lane the sums over the documents, round by round."""
    rounds: dict[str, list[Run]]
    pages: int

    def wall_ratio(self, lane: str, other: str) -> float:
        return statistics.median(a.wall / b.wall for a, b in zip(self.rounds[lane], self.rounds[other]))

    def cpu_ratio(self, lane: str, other: str) -> float:
        return statistics.median(a.cpu / b.cpu for a, b in zip(self.rounds[lane], self.rounds[other]))

    def wall_a_page(self, lane: str) -> float:
        return statistics.median(run.wall for run in self.rounds[lane]) / self.pages

    def cpu_a_page(self, lane: str) -> float:
        return statistics.median(run.cpu for run in self.rounds[lane]) / self.pages


def measure(documents: list[Document], lanes: list[Lane], rounds: int, filter_path: pathlib.Path,
            resolution: str = "fine") -> Timing:
    sums: dict[str, list[Run]] = {lane.name: [] for lane in lanes}
    with tempfile.TemporaryDirectory(prefix="bench-speed-") as folder:
        for number in range(rounds + 1):
            totals = {lane.name: Run(0, 0) for lane in lanes}
            for document in documents:
                for lane in lanes:
                    run = _time(lane, document, resolution, pathlib.Path(folder) / "output", filter_path)
                    total = totals[lane.name]
                    totals[lane.name] = Run(total.wall + run.wall, total.cpu + run.cpu)
            if number > 0:
                for name, total in totals.items():
                    sums[name].append(total)
    return Timing(sums, sum(len(document.pages) for document in documents))


def _time(lane: Lane, document: Document, resolution: str, output: pathlib.Path, filter_path: pathlib.Path) -> Run:
    output.mkdir()
    line = contenders.command(lane.contender, document, resolution, output, filter_path, lane.options)
    program = shutil.which(line[0])
    if not program:
        raise ContenderFailed(f"There is no program {line[0]}.")
    files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
             (os.POSIX_SPAWN_OPEN, 1, str(output / "stdout"), os.O_WRONLY | os.O_CREAT, 0o600),
             (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    process = os.posix_spawn(program, line, os.environ, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status != 0 or not any(path.stat().st_size for path in output.iterdir()):
        raise ContenderFailed(f"{' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}.")
    shutil.rmtree(output)
    return Run(wall, usage.ru_utime + usage.ru_stime)
