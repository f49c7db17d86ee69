#!/usr/bin/python3 -B
"""Prints faxes whose uploads go to OpenStack Swift, and looks what lies there.

    store.py --stage STAGE [--only WORDS]…

Started by tests/store/run, which makes the install tree STAGE. The emulator signs the URLs for Swift's S3 interface; from
the backend, the way goes through rough_line.py, which spoils connections, and HAProxy, which speaks TLS. Everything
happens in a scratch folder. Prints a line for each check and closes with "N passed, N failed"; the exit code is 0 when
nothing failed and something ran. After a failure the scratch folder is kept, with all logs.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

# The fax queue of the tests with real programs, and how they start programs.
sys.path.insert(1, str(pathlib.Path(__file__).resolve().parent.parent / "applications"))
from fax_queue import FaxQueue
from rough_line import RoughLine
from store_trial import BUCKET, Check, Trial
from swift_store import Swift
from tls_front import TlsFront
from uploads import CHECKS

# Connections that stand still are given up early, so that a stall does not take half a minute.
SETTINGS = "timeout = 3s\n"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Prints faxes whose uploads go to OpenStack Swift.")
    parser.add_argument("--stage", type=pathlib.Path, required=True)
    parser.add_argument("--only", action="append", default=[], help="only checks whose name has these words")
    return parser.parse_args()


def chosen_checks(only: list[str]) -> list[tuple[str, Check]]:
    return [check for check in CHECKS if not only or any(words.lower() in check[0].lower() for words in only)]


def works(name: str, check: Check, trial: Trial) -> bool:
    began = time.monotonic()
    try:
        trial.begin()
        check(trial)
    except Exception as error:  # whatever went wrong: the next check has its own chance
        print(f"  FAILED  {name}: {type(error).__name__}: {error}", flush=True)
        return False
    print(f"  ok      {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


def run(options: argparse.Namespace, scratch: pathlib.Path) -> tuple[int, int]:
    passed = failed = 0
    certificate = scratch / "emulator/server.pem"
    with (Swift(scratch) as store, FaxQueue(scratch, options.stage.resolve(), SETTINGS) as queue,
          TlsFront(scratch, certificate, store.port) as front, RoughLine(front.port) as line):
        store.bucket(BUCKET)
        trial = Trial(queue, store, front, line)
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
    # Not in memory: Swift needs extended attributes.
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="fax-store.", dir="/var/tmp"))
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
