"""Programs that a check starts, none of which outlives it.

start(command) runs a program in a process group of its own with its output in a log, and refuses (FileNotFoundError)
one that is not there. end(process) ends the group with SIGTERM, and with SIGKILL when something of it is still there
three seconds later; should this process be killed, the kernel ends the program. Only what was started here is ever
ended, by its id. until(condition) asks ten times a second until the answer is true, and gives that answer; it refuses
(Timeout) after `seconds`, naming what it waited for.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Timeout(Exception):
    pass


def until(condition: Callable[[], T], what: str, seconds: float = 20, pause: float = 0.1) -> T:
    end = time.monotonic() + seconds
    while True:
        if answer := condition():
            return answer
        if time.monotonic() > end:
            raise Timeout(f"waited {seconds:g} s for {what}")
        time.sleep(pause)


def start(command: list[str], log: pathlib.Path, environment: dict[str, str] | None = None, **more) -> subprocess.Popen:
    """`environment` holds changes to the environment of this process."""
    if not shutil.which(command[0]):
        raise FileNotFoundError(f"there is no program {command[0]}")
    with log.open("ab") as output:
        return subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *command],
                                stdin=more.pop("stdin", subprocess.DEVNULL),
                                stdout=more.pop("stdout", output), stderr=output,
                                env=os.environ | (environment or {}), start_new_session=True, **more)


def end(process: subprocess.Popen) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            # The group may have more members than the one that is our child.
            process.wait(3)
            until(lambda: not _group_is_there(process.pid), "the end of a program", 2)
            break
        except (subprocess.TimeoutExpired, Timeout):
            pass
    process.wait(5)


def _group_is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def output_of(command: list[str], seconds: float = 60, environment: dict[str, str] | None = None) -> str:
    """Runs a program to its end and gives what it printed; refuses when it fails."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds,
                            env=os.environ | (environment or {}))
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {result.returncode}: "
                           f"{(result.stderr or result.stdout).decode('utf-8', 'replace').strip()[-500:]}")
    return result.stdout.decode("utf-8", "replace")
