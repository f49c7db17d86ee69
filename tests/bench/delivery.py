#!/usr/bin/python3 -B
"""The benchmark of the delivery, which tests/bench/run --delivery starts once everything is installed and built.

    delivery.py --stage STAGE --programs FOLDER [--only delivery|journal]… [--pairs N] [--rounds N] [--jobs N]
                [--output DIR]

Measures in a scratch folder with a CUPS and a fax service of its own; writes the table of goals to DIR/delivery.md, which
it also prints, and all figures to DIR/delivery.json. The exit code is 0 when everything was measured, whether the goals
are met or not.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import os
import pathlib
import shutil
import sys
import tempfile
from dataclasses import asdict

# The fax queue of the tests with real programs, and how they start programs.
sys.path.insert(1, str(pathlib.Path(__file__).resolve().parent.parent / "applications"))
import delivery_time
import journal_time
import report
from delivery_time import DRAIN, FAX, MOMENTS, Lane
from fax_queue import HOME, FaxQueue
from goal import Goal, Measured

MEGABYTE = 1024 * 1024
GOALS = {
    "delivery": Goal("delivery", "a page, from lp to the last byte acknowledged", "a backend that only drains", most=1.5),
    "journal": Goal("journal", "the journal's cost of a job", most=15, unit="ms"),
    "journal-full": Goal("journal", "the same with many jobs in the journal", "a new journal", most=1.1),
}


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def way_of(lane: Lane) -> list[str]:
    """The moments of a lane's median job, each with the time since the one before."""
    lines, before = [], 0.0
    for moment in MOMENTS[lane.name]:
        at = lane.median_to(moment)
        lines.append(f"| {lane.name} | {moment} | {milliseconds(at)} | {milliseconds(at - before)} |")
        before = at
    return lines


def measure_delivery(chosen: argparse.Namespace):
    # On a disk, as the journal of a real queue is.
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="fax-bench.", dir="/var/tmp"))
    # The filters of a cupsd of root run as lp, and pass through here.
    scratch.chmod(0o711)
    with FaxQueue(scratch, chosen.stage.resolve()) as queue:
        ours, theirs = delivery_time.measure(queue, chosen.programs / "drain_backend", chosen.pairs)
    shutil.rmtree(scratch, ignore_errors=True)
    measured = {"delivery": Measured(delivery_time.ratio(ours, theirs), milliseconds(ours.median_to(MOMENTS[FAX][-1])),
                                     milliseconds(theirs.median_to(MOMENTS[DRAIN][-1])))}
    details = ["## Delivery", "", f"Medians of {chosen.pairs} jobs of one page in each queue, in turn; the ratio is the median "
               "of the pairs' ratios.", "", "| queue | moment | after lp | after the moment before |",
               "| --- | --- | ---: | ---: |", *way_of(ours), *way_of(theirs)]
    return measured, details, {FAX: ours.jobs, DRAIN: theirs.jobs}


def measure_journal(chosen: argparse.Namespace):
    timing = journal_time.measure(chosen.programs / "journal_bench", chosen.stage.resolve() / "usr/bin/voipnow-fax",
                                  chosen.output.resolve() / "journal", chosen.jobs, chosen.rounds)
    new, full = f"{timing.new_median():.2f} ms", f"{timing.full_median():.2f} ms"
    measured = {"journal": Measured(round(timing.new_median(), 2), new), "journal-full": Measured(timing.ratio(), full, new)}
    details = ["## Journal", "", f"Medians of {chosen.rounds} jobs of one fax, in turn in a new journal and in one with "
               f"{chosen.jobs:,} jobs ({timing.file_bytes / MEGABYTE:.0f} MB). `voipnow-fax log` of the latter takes "
               f"{timing.log_seconds:.2f} s and {timing.log_bytes / MEGABYTE:.0f} MB of memory."]
    return measured, details, asdict(timing)


MEASURES = {"delivery": measure_delivery, "journal": measure_journal}


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description="Measures how fast a fax is on its way, and what the journal costs.")
    options.add_argument("--stage", type=pathlib.Path, required=True, help="the install tree")
    options.add_argument("--programs", type=pathlib.Path, required=True, help="where drain_backend and journal_bench are")
    options.add_argument("--only", action="append", choices=MEASURES, help="one part; can be given several times")
    options.add_argument("--pairs", type=int, default=30, metavar="N", help="of jobs on their way, 30 unless given")
    options.add_argument("--rounds", type=int, default=500, metavar="N", help="of jobs in journals, 500 unless given")
    options.add_argument("--jobs", type=int, default=100000, metavar="N", help="in the full journal, 100000 unless given")
    options.add_argument("--output", type=pathlib.Path, default=HOME / "build/bench", metavar="DIR")
    chosen = options.parse_args()
    if min(chosen.pairs, chosen.rounds, chosen.jobs) < 1:
        options.error("--pairs, --rounds and --jobs must be 1 or more.")
    return chosen


def main() -> None:
    chosen = arguments()
    about = report.machine() | {"load": f"{os.getloadavg()[0]:.1f} at the start"}
    measured, details, figures = {}, [], {}
    for part in chosen.only or MEASURES:
        print(f"Measuring {part}", file=sys.stderr, flush=True)
        results, lines, everything = MEASURES[part](chosen)
        measured |= results
        details += [*lines, ""]
        figures[part] = everything
    paper = report.Paper("delivery", "Benchmark of the delivery", GOALS)
    paper.write(chosen.output, about, measured, details, figures)
    print((chosen.output / "delivery.md").read_text(), end="")


if __name__ == "__main__":
    main()
