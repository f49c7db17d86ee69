#!/usr/bin/python3 -B
"""Installs, uses, updates, removes and purges the Debian package in a Debian of its own.

    package.py --package DEB --root ROOT --stage STAGE [--only WORDS]…

Started by tests/package/run in namespaces of its own; ROOT is a folder with a Debian in it, STAGE an install tree with
the emulator of the fax service. Prints a line for each check and closes with "N passed, N failed"; the exit code is 0
when nothing failed and something ran. After a failure the logs are kept beside ROOT, in package-logs.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

# How the tests with real programs start programs.
sys.path.insert(1, str(pathlib.Path(__file__).resolve().parent.parent / "applications"))
from checks import CHECKS
from debian_root import DebianRoot
from trial import Trial


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Installs and uses the Debian package in a Debian of its own.")
    parser.add_argument("--package", type=pathlib.Path, required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--stage", type=pathlib.Path, required=True)
    parser.add_argument("--only", action="append", default=[],
                        help="only checks whose name has these words, and those that others build upon")
    return parser.parse_args()


def without(text: str, begin: str, end: str) -> str:
    """The text without what stands from `begin` to the end of `end`."""
    first = text.index(begin)
    return text[:first] + text[text.index(end, first) + len(end):]


def older_package(package: pathlib.Path, to: pathlib.Path) -> None:
    """The package as if it were of a version before: with a printer description and settings that had less in them."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = pathlib.Path(scratch) / "tree"
        subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(tree)], check=True)
        control = tree / "DEBIAN/control"
        lines = control.read_text().splitlines(keepends=True)
        control.write_text("".join("Version: 0~older\n" if line.startswith("Version:") else line for line in lines))
        model = tree / "usr/share/ppd/voipnow/voipnow-fax.ppd"
        model.write_text(without(model.read_text(), "*OpenUI *FaxSplit", "*CloseUI: *FaxSplit\n"))
        settings = tree / "etc/cups/voipnow.conf"
        settings.write_text(without(settings.read_text(), "#[printer Fax-Lobby]", "repeat-window = 10m\n"))
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", str(tree), str(to)], check=True,
                       stdout=subprocess.DEVNULL)


def works(name: str, check, trial: Trial) -> bool:
    began = time.monotonic()
    try:
        check(trial)
    except Exception as error:  # whatever went wrong: the next check has its own chance
        print(f"  FAILED  {name}: {type(error).__name__}: {error}", flush=True)
        return False
    print(f"  ok      {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return True


def run(options: argparse.Namespace) -> tuple[int, int]:
    passed = failed = 0
    with DebianRoot(options.root) as debian:
        shutil.copy(options.package, debian.path("/srv"))
        older = debian.path("/srv/older.deb")
        older_package(options.package, older)
        trial = Trial(debian, options.package, older)
        try:
            trial.start_service(options.stage / "usr/bin/voipnow-emulator")
            for name, check, is_step in CHECKS:
                if options.only and not is_step and not any(word.lower() in name.lower() for word in options.only):
                    continue
                if works(name, check, trial):
                    passed += 1
                else:
                    failed += 1
            if failed:
                logs = options.root.parent / "package-logs"
                debian.keep_logs(logs)
                print(f"The logs are in {logs}.")
        finally:
            trial.stop_service()
    return passed, failed


def main() -> int:
    passed, failed = run(arguments())
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
