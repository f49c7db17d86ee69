"""What the journal costs a job, and `voipnow-fax log` with very many of them.

measure(program, voipnow_fax, folder, jobs, rounds) runs journal_bench, which does to a new journal and to one with `jobs`
jobs what the backend does for a job of one fax, in turn, and then `voipnow-fax log` on the latter. `folder` has to be on
a disk, and is made anew.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import shutil
import statistics
import time
from dataclasses import dataclass

from processes import output_of


@dataclass(frozen=True)
class JournalTiming:
    new: list[float]   # milliseconds for a job
    full: list[float]
    log_seconds: float
    log_bytes: int     # of memory, at its peak
    file_bytes: int    # of the full journal

    def new_median(self) -> float:
        return statistics.median(self.new)

    def full_median(self) -> float:
        return statistics.median(self.full)

    def ratio(self) -> float:
        """Of the medians: what one job takes varies far more than the two differ, as the disk is in it."""
        return self.full_median() / self.new_median()


def measure(program: pathlib.Path, voipnow_fax: pathlib.Path, folder: pathlib.Path, jobs: int,
            rounds: int) -> JournalTiming:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    times = json.loads(output_of([str(program), str(folder), str(jobs), str(rounds)], 600))
    seconds, memory = _time_log(voipnow_fax, folder)
    size = (folder / "full/journal.db").stat().st_size
    shutil.rmtree(folder)
    return JournalTiming(times["new"], times["full"], seconds, memory, size)


def _time_log(voipnow_fax: pathlib.Path, folder: pathlib.Path) -> tuple[float, int]:
    (folder / "voipnow.conf").write_text(f"state-dir = {folder / 'full'}\n")
    (folder / "voipnow.conf").chmod(0o600)
    output = folder / "log.txt"
    began = time.perf_counter()
    process = os.posix_spawn(voipnow_fax, [str(voipnow_fax), "log"], os.environ | {"CUPS_SERVERROOT": str(folder)},
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT, 0o600)])
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - began
    if status != 0 or output.stat().st_size == 0:
        raise RuntimeError(f"voipnow-fax log ended with {os.waitstatus_to_exitcode(status)}.")
    return seconds, usage.ru_maxrss * 1024
