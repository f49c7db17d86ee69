"""When things happened to a job, from the error_log of its cupsd.

ErrorLog(path) reads on from where it was; of(job) are the (seconds since 1970, text) of all lines about the job so far.
Needs LogTimeFormat usecs, which install/private-cups sets.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import collections
import datetime
import pathlib
import re

LINE = re.compile(r"^. \[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d)\.(\d{6}) ([-+]\d{4})\] \[Job (\d+)\] (.*)$")


class ErrorLog:
    def __init__(self, path: pathlib.Path):
        self._path = path
        self._place = 0
        self._half = ""  # of a line whose end was not there yet
        self._lines: dict[int, list[tuple[float, str]]] = collections.defaultdict(list)

    def of(self, job: int) -> list[tuple[float, str]]:
        with self._path.open(encoding="utf-8", errors="replace") as log:
            log.seek(self._place)
            text = self._half + log.read()
            self._place = log.tell()
        *lines, self._half = text.split("\n")
        for line in lines:
            if found := LINE.match(line):
                when, micros, zone, number, words = found.groups()
                time = datetime.datetime.strptime(f"{when} {zone}", "%d/%b/%Y:%H:%M:%S %z")
                self._lines[int(number)].append((time.timestamp() + int(micros) / 1e6, words))
        return self._lines[job]

    def time_of(self, job: int, words: str) -> float | None:
        """The first line about the job that matches."""
        return next((time for time, text in self.of(job) if re.search(words, text)), None)
