"""How long a page is on its way, from `lp` to the last byte that the service's store acknowledged.

measure(queue, drain_backend, pairs) prints the same page to the fax queue and, in turn, to a queue with the same PPD and
filter, whose backend only drains its input (drain_backend.cpp); the second one's time ends with its input. One pair before
the first warms up and does not count: it also gets the token. Gives for each lane, job by job, the seconds from `lp` to
each of the moments of the lane, of which the last is the end. What the emulator does with what it gets (it opens the PDF) is
in our time.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import datetime
import pathlib
import re
import shutil
import statistics
import time
from dataclasses import dataclass, field

from error_log import ErrorLog
from fax_queue import HOME, FaxQueue
from processes import output_of, until

LETTER = HOME / "install/demo-letter/letter.pdf"
FAX, DRAIN = "Fax", "Drain"
CUPSD = {"cupsd has the job": r"^Queued on", "the backend is started": r"^Started backend",
         "the filter is done": r"^PID \d+ \(.*pdftofax\) exited"}
MOMENTS = {FAX: [*CUPSD, "the create arrives", "the create is answered", "the upload begins", "the upload is acknowledged"],
           DRAIN: [*CUPSD, "all is drained"]}


@dataclass
class Lane:
    """For each job the seconds from `lp` to each moment, in order."""
    name: str
    jobs: list[dict[str, float]] = field(default_factory=list)

    def ends(self) -> list[float]:
        return [job[MOMENTS[self.name][-1]] for job in self.jobs]

    def median_to(self, moment: str) -> float:
        return statistics.median(job[moment] for job in self.jobs)


def ratio(ours: Lane, theirs: Lane) -> float:
    return statistics.median(our / their for our, their in zip(ours.ends(), theirs.ends()))


def measure(queue: FaxQueue, drain_backend: pathlib.Path, pairs: int) -> tuple[Lane, Lane]:
    log = ErrorLog(pathlib.Path(queue.environment["CUPS_ERROR_LOG"]))
    backend = queue.scratch / "cups/lib/backend/drain"
    shutil.copyfile(drain_backend, backend)
    backend.chmod(0o700)
    output_of(["lpadmin", "-p", DRAIN, "-E", "-v", "drain:/dev/null", "-m", "voipnow/voipnow-fax.ppd"])
    page = queue.scratch / "page.pdf"
    output_of(["qpdf", "--empty", "--pages", str(LETTER), "1", "--", str(page)])
    lanes = Lane(FAX), Lane(DRAIN)
    for number in range(pairs + 1):
        for lane in lanes:
            moments = _print(queue, log, lane.name, page, 5550100 + number)
            if number > 0:
                lane.jobs.append(moments)
    return lanes


def _print(queue: FaxQueue, log: ErrorLog, lane: str, page: pathlib.Path, recipient: int) -> dict[str, float]:
    before = len(_requests(queue))
    began = time.time()
    answer = output_of(["lp", "-d", lane, "-o", f"phone={recipient}", str(page)])
    job = int(re.search(rf"{lane}-(\d+)", answer).group(1))
    until(lambda: log.time_of(job, "^Job completed"), f"the end of job {job} of the queue {lane}", 60, 0.02)
    times = {moment: log.time_of(job, words) for moment, words in CUPSD.items()}
    if lane == FAX:
        create, = (request for request in _requests(queue)[before:] if request["target"].startswith("/uapi/"))
        upload, = (request for request in _requests(queue)[before:] if request["method"] == "PUT")
        times |= dict(zip(MOMENTS[FAX][len(CUPSD):], (_seconds(create["began"]), _seconds(create["answered"]),
                                                      _seconds(upload["began"]), _seconds(upload["answered"]))))
    else:
        drained = next(text for _, text in log.of(job) if text.startswith("drained at "))
        times[MOMENTS[DRAIN][-1]] = float(drained.rsplit(" ", 1)[1])
    return {moment: when - began for moment, when in times.items()}


def _requests(queue: FaxQueue) -> list[dict]:
    return queue.ask_emulator("api/requests")["requests"]


def _seconds(iso: str) -> float:
    return datetime.datetime.fromisoformat(iso.replace("Z", "+00:00")).timestamp()
