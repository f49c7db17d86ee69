"""What can happen to a job on its way, from the outside.

A disturbance is a function that takes the site and the job's number and does it, at once; it gives False when there was
nobody to do it to. KINDS lists them by name, with how often each is chosen. FAULTS are what the fax service can do wrong
meanwhile, and how slow it can be, so that a random moment falls into each step of a job.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import random
import signal
from collections.abc import Callable

from fax_site import FaxSite


def kill_worker(site: FaxSite, job: int) -> bool:
    """The process that does the work; its parent is the backend that cupsd started, and sees it."""
    processes = site.backends(job)
    pids = {each.pid for each in processes}
    workers = [each for each in processes if each.parent in pids]
    for each in workers:
        site.kill(each.pid)
    return bool(workers)


def kill_backend(site: FaxSite, job: int) -> bool:
    """The process that cupsd started; its worker goes on."""
    processes = site.backends(job)
    pids = {each.pid for each in processes}
    parents = [each for each in processes if each.parent not in pids]
    for each in parents:
        site.kill(each.pid)
    return bool(parents)


def kill_both(site: FaxSite, job: int) -> bool:
    """Parents before their children, so that nobody sees the end of the other."""
    processes = site.backends(job)
    for each in processes:
        site.kill(each.pid)
    return bool(processes)


def _restart(site: FaxSite, number: signal.Signals) -> bool:
    site.end_cups(number)
    site.start_cups()
    return True


def kill_cupsd(site: FaxSite, _job: int) -> bool:
    """The backend stays behind; the next scheduler starts a second one for the same job."""
    return _restart(site, signal.SIGKILL)


def end_cupsd(site: FaxSite, _job: int) -> bool:
    """The scheduler kills its backends."""
    return _restart(site, signal.SIGTERM)


def kill_forgetful_cupsd(site: FaxSite, job: int) -> bool:
    """It had not yet written the job down; only the backend that is left behind knows of it."""
    backends = site.backends(job)
    site.end_cups(signal.SIGKILL)
    alive = bool(backends) and bool(site.backends(job))
    if alive:
        site.forget_job(job)
    site.start_cups()
    return alive


def kill_cupsd_and_worker(site: FaxSite, job: int) -> bool:
    site.end_cups(signal.SIGKILL)
    killed = kill_worker(site, job)
    site.start_cups()
    return killed


def kill_everything(site: FaxSite, job: int) -> bool:
    """As a loss of power, but for what the disk had not yet."""
    site.end_cups(signal.SIGKILL)
    killed = kill_both(site, job)
    site.start_cups()
    return killed


Disturbance = Callable[[FaxSite, int], bool]

FORGETFUL = "SIGKILL to cupsd, which forgets the job"  # only when the pages have arrived, and once in a round

KINDS: dict[str, tuple[Disturbance, int]] = {
    "SIGKILL to the worker": (kill_worker, 3),
    "SIGKILL to the backend": (kill_backend, 3),
    "SIGKILL to backend and worker": (kill_both, 3),
    "SIGKILL to cupsd": (kill_cupsd, 3),
    "SIGTERM to cupsd": (end_cupsd, 3),
    FORGETFUL: (kill_forgetful_cupsd, 1),
    "SIGKILL to cupsd and the worker": (kill_cupsd_and_worker, 1),
    "SIGKILL to cupsd, backend and worker": (kill_everything, 1),
}


def chosen_kind(dice: random.Random, but: str = "") -> str:
    names = [name for name in KINDS if name != but]
    return dice.choices(names, [KINDS[name][1] for name in names])[0]


def chosen_faults(dice: random.Random) -> list[dict]:
    """Slow answers, answers that are lost after the work was done, and a service that is busy; behind those of the first
    calls, all others are a little slow, so that a kill seldom comes too late."""
    faults = []
    for _ in range(dice.choice([0, 0, 1, 1, 2])):
        call = dice.choice(["create", "upload"])
        faults.append(dice.choice([
            {"call": call, "delay-ms": dice.randrange(50, 800)},
            {"call": call, "delay-ms": dice.randrange(50, 800)},
            {"call": call, "drop": True, "before": False},
            {"call": call, "drop": True, "before": True},
            {"call": call, "status": 503, "before": True},
        ]))
    return faults + [{"call": call, "delay-ms": dice.randrange(10, 200), "times": 20} for call in ("create", "upload")]
