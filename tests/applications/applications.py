#!/usr/bin/python3 -B
"""Gives the fax number in real programs, in each of the ways that a program has, and looks who the fax went to.

    applications.py --stage STAGE --web-driver FOLDER [--pictures FOLDER] [--only WORDS]…

Started by tests/applications/run, which makes the install tree STAGE, and the FOLDER with Playwright. Everything happens in a scratch folder with a
desktop, a CUPS and a fax service of its own. Prints a line for each check and closes with "N passed, N failed"; the
exit code is 0 when nothing failed and something ran. After a failure the scratch folder is kept, with all logs and a
picture of the screen at that moment.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import importlib
import os
import pathlib
import re
import shutil
import signal
import sys
import tempfile
import time

import desktop
from fax_queue import FaxQueue
from trial import ENTRY, ENTRY_NUMBER, Check, Trial

FAMILIES = ("command_line", "web_interface", "gtk_dialogs", "qt_dialogs", "libreoffice", "evince", "chromium",
            "firefox", "marks")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Gives the fax number in real programs.")
    parser.add_argument("--stage", type=pathlib.Path, required=True)
    parser.add_argument("--web-driver", type=pathlib.Path, required=True)
    parser.add_argument("--pictures", type=pathlib.Path, help="keep pictures of the dialogs here")
    parser.add_argument("--only", action="append", default=[], help="only checks whose name has these words")
    return parser.parse_args()


def chosen_checks(only: list[str]) -> list[tuple[str, Check]]:
    checks = [check for family in FAMILIES for check in importlib.import_module(family).CHECKS]
    return [check for check in checks if not only or any(words.lower() in check[0].lower() for words in only)]


def works(name: str, check: Check, trial: Trial) -> bool:
    began = time.monotonic()
    trial.failure = trial.scratch / (re.sub(r"[^A-Za-z0-9]+", "-", name) + ".png")
    try:
        trial.queue.forget_jobs()
        check(trial)
    except Exception as error:  # whatever went wrong: the next check has its own chance
        screen = f" (the screen: {trial.failure})" if trial.failure.exists() else ""
        print(f"  FAILED  {name}: {type(error).__name__}: {error}{screen}", flush=True)
        return False
    print(f"  ok      {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


def run(options: argparse.Namespace, scratch: pathlib.Path) -> tuple[int, int]:
    passed = failed = 0
    desktop.make_home(scratch)
    with FaxQueue(scratch, options.stage.resolve()) as queue, desktop.Desktop(scratch):
        queue.add_to_phonebook(ENTRY, ENTRY_NUMBER)
        trial = Trial(queue, scratch, options.pictures, options.web_driver)
        for name, check in chosen_checks(options.only):
            if works(name, check, trial):
                passed += 1
            else:
                failed += 1
    return passed, failed


def main() -> int:
    options = arguments()
    # Ended by somebody: whatever was started is ended too, as after the last check.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="fax-apps."))
    # The filters of a cupsd of root run as lp, and pass through here.
    os.chmod(scratch, 0o711)
    passed, failed = run(options, scratch)
    if failed:
        print(f"The logs are in {scratch}.")
    else:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
