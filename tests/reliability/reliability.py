"""Pulls plugs at random moments and counts faxes.

    reliability.py --stage STAGE [--rounds N] [--seed S] [--parallel P] [--first R] [--keep]

Started by tests/reliability/run, which makes the install tree STAGE. The rounds are shared among P sites (fax_site.py),
each with a CUPS and a fax service of its own. Prints a line for each round and closes with
"N rounds (seed S): D duplicates, L lost", where N are those that came to their end; when others broke off, because the
tools of the test failed, it says how many. The exit code is 0 when all came to their end, and D and L are 0. A round is
the same with the same seed and number, as far as processes are: --first R --rounds 1 tries round R alone. Logs of rounds
that failed are kept, with --keep everything.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import collections
import os
import pathlib
import queue
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "applications"))  # processes.py

import rounds  # noqa: E402
from fax_site import FaxSite  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pulls plugs at random moments and counts faxes.")
    parser.add_argument("--stage", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=40, help="how many rounds; 40 without")
    parser.add_argument("--seed", type=int, help="of the random moments; another one each time without")
    parser.add_argument("--parallel", type=int, default=3, help="how many rounds at a time; 3 without")
    parser.add_argument("--first", type=int, default=1, help="number of the first round")
    parser.add_argument("--keep", action="store_true", help="keep the scratch folder in any case")
    return parser.parse_args()


class Count:
    """What came of all rounds; for several threads."""

    def __init__(self, scratch: pathlib.Path):
        self._lock = threading.Lock()
        self._scratch = scratch
        self.totals: collections.Counter[str] = collections.Counter()

    def add(self, outcome: rounds.Outcome, seconds: float, site: FaxSite) -> None:
        with self._lock:
            self.totals.update({"rounds": 1, "duplicates": len(outcome.duplicates), "lost": len(outcome.lost),
                                "held": len(outcome.held), "releases": outcome.releases, "others": outcome.others,
                                "missed": outcome.missed})
            sign = "ok    " if outcome.is_good else "FAILED"
            notes = "".join([f", released {outcome.releases} times" * bool(outcome.releases),
                             ", went on with the next job" * bool(outcome.others), f", held: {outcome.message}" * bool(outcome.held),
                             ", too late" * outcome.missed])
            print(f"  {sign}  round {outcome.plan.number} ({seconds:.1f} s): {outcome.plan}{notes}", flush=True)
        if not outcome.is_good:
            self._keep(outcome, site)

    def add_fault(self, plan: rounds.Plan) -> None:
        """The round itself failed: nobody can tell what became of its fax."""
        path = self._scratch / f"round-{plan.number}.log"
        path.write_text(traceback.format_exc())
        with self._lock:
            self.totals["broken"] += 1
            print(f"  FAILED  round {plan.number}: {plan}: {sys.exc_info()[1]!r} ({path})", flush=True)

    def add_late(self, number: str, count: int) -> None:
        with self._lock:
            self.totals["duplicates"] += 1
            print(f"  FAILED  {number} got {count} faxes, not all of them in its round", flush=True)

    def _keep(self, outcome: rounds.Outcome, site: FaxSite) -> None:
        text = "\n".join(outcome.story)
        print(text, flush=True)
        path = self._scratch / f"round-{outcome.plan.number}.log"
        path.write_text(f"{text}\n\n{site.log_of(outcome.job)}")

    @property
    def is_good(self) -> bool:
        return not any(self.totals[name] for name in ("duplicates", "lost", "broken"))


def work(folder: pathlib.Path, stage: pathlib.Path, plans: "queue.Queue[rounds.Plan]", count: Count) -> None:
    """Rounds on one site, until there are none left."""
    known_duplicates: set[str] = set()
    with FaxSite(folder, stage) as site:
        while True:
            try:
                plan = plans.get_nowait()
            except queue.Empty:
                break
            began = time.monotonic()
            try:
                outcome = rounds.run(plan, site)
                known_duplicates.update(outcome.duplicates)
                count.add(outcome, time.monotonic() - began, site)
            except Exception:  # whatever went wrong: the next round has its own chance
                count.add_fault(plan)
                site.recover()
        look_back(site, known_duplicates, count)


def look_back(site: FaxSite, known_duplicates: set[str], count: Count) -> None:
    """A fax too many may have come when its round was over."""
    sent = collections.Counter(number for fax in site.faxes() if fax["state"] == "sent" for number in fax["recipients"])
    for number, times in sent.items():
        if times > 1 and number not in known_duplicates:
            count.add_late(number, times)


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="fax-rounds."))
    os.chmod(scratch, 0o711)
    plans: queue.Queue[rounds.Plan] = queue.Queue()
    for number in range(options.first, options.first + options.rounds):
        plans.put(rounds.plan_of(seed, number))
    count = Count(scratch)
    threads = [threading.Thread(target=work, args=(scratch / f"site-{i}", options.stage.resolve(), plans, count))
               for i in range(min(options.parallel, options.rounds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    totals = count.totals
    print(f"{totals['held']} recipients wait in held jobs; {totals['releases']} releases, {totals['others']} jobs that went "
          f"on with the next one, {totals['missed']} disturbances that came too late")
    good = count.is_good and totals["rounds"] == options.rounds
    if good and not options.keep:
        shutil.rmtree(scratch, ignore_errors=True)
    else:
        print(f"The logs are in {scratch}.")
    broken = f", and {options.rounds - totals['rounds']} rounds broke off" if totals["rounds"] < options.rounds else ""
    print(f"{totals['rounds']} rounds (seed {seed}): {totals['duplicates']} duplicates, {totals['lost']} lost{broken}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
