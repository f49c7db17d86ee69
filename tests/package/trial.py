"""What a check is given: a Debian, the package in two versions, and the fax service, with what came of a job.

A check is a function that takes a Trial and raises an exception when something is not as it has to be. The checks stand
in an order: each finds what those before it have left.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import pathlib
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator

from debian_root import DebianRoot
from processes import end, start, until

LETTER = "/usr/share/cups-voipnow/demo-letter.pdf"
PACKAGE = "printer-driver-voipnow-fax"
MODEL = "lsb/usr/voipnow/voipnow-fax.ppd"
STATE = "/var/lib/cups-voipnow"
AT_REST = ("sent", "held", "stopped", "failed", "in-doubt", "canceled")


# As if each unit that it is asked about were there, on and not yet running.
RECORDER = """#!/bin/sh
echo "$@" >>/srv/systemctl.log
case " $* " in
    *" is-enabled "*) echo enabled ;;
    *" is-active "*) exit 3 ;;
esac
"""


class Wrong(Exception):
    """Something is not as it has to be."""


def require(condition: object, what: object) -> None:
    if not condition:
        raise Wrong(str(what))


class Trial:
    def __init__(self, debian: DebianRoot, package: pathlib.Path, older: pathlib.Path):
        self.debian = debian
        self.package = package  # on this side; in the Debian it is /srv/NAME
        self.older = older
        self.first_job = 0  # the number of the one that a_clerk_faxes has sent
        self._emulator: subprocess.Popen | None = None
        self._address: dict[str, str] = {}

    def start_service(self, program: pathlib.Path) -> None:
        folder = self.debian.path("/srv/emulator")
        folder.mkdir()
        self._emulator = start([str(program), "--directory", str(folder)], self.debian.path("/srv/emulator.log"),
                               stdout=subprocess.PIPE)
        self._address = json.loads(self._emulator.stdout.readline())
        folder.chmod(0o755)

    def stop_service(self) -> None:
        if self._emulator:
            end(self._emulator)

    @property
    def device(self) -> str:
        return f"voipnow://{self._address['api']}/@me/0003*210"

    def settings(self) -> str:
        """The lines that an administrator adds to voipnow.conf."""
        return (f"\n[{self._address['api']}]\napp-key = {self._address['app-key']}\n"
                f"app-secret = {self._address['app-secret']}\nca-file = /srv/emulator/ca.pem\n"
                "upload-hosts = 127.0.0.1\n")

    def faxes(self) -> list[dict]:
        """All that the service has got, the oldest first."""
        with urllib.request.urlopen(self._address["inbox"] + "api/faxes", timeout=20) as answer:
            return sorted(json.load(answer)["faxes"], key=lambda fax: int(fax["id"]))

    def apt_install(self, package: pathlib.Path) -> str:
        """As an administrator would, with the answers of unattended upgrades: changed settings are kept."""
        return self.debian.run("apt-get", "install", "-y", "--no-install-recommends", "--allow-downgrades",
                               "-o", "Dpkg::Use-Pty=0", "-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
                               f"/srv/{package.name}", seconds=300)

    @contextlib.contextmanager
    def recorded_systemctl(self) -> Iterator[Callable[[], list[str]]]:
        """systemd does not run here; within, the package's scripts believe that it does. Gives what it was asked to do."""
        program, log = self.debian.path("/usr/bin/systemctl"), self.debian.path("/srv/systemctl.log")
        real = program.read_bytes() if program.exists() else None
        running = self.debian.path("/run/systemd/system")
        log.unlink(missing_ok=True)
        running.mkdir(parents=True)
        program.write_text(RECORDER)
        program.chmod(0o755)
        try:
            yield lambda: log.read_text().splitlines() if log.exists() else []
        finally:
            running.rmdir()
            if real is None:
                program.unlink()
            else:
                program.write_bytes(real)

    def order_fault(self, fault: dict) -> None:
        """What is to go wrong next at the service (tests/emulator/fault.hpp)."""
        with urllib.request.urlopen(self._address["inbox"] + "api/faults", json.dumps(fault).encode(), timeout=20):
            pass

    def print(self, *arguments: str, files: tuple[str, ...] = (LETTER,)) -> int:
        """A clerk prints; the job's number."""
        said = self.debian.run("lp", "-d", "Fax", *arguments, *files, user="clerk")
        return int(re.search(r"Fax-(\d+)", said).group(1))

    def printed(self, *arguments: str, files: tuple[str, ...] = (LETTER,)) -> dict:
        """The job as the journal has it, when it has come to rest."""
        return self.at_rest(self.print(*arguments, files=files))

    def job(self, number: int) -> dict | None:
        jobs = json.loads(self.debian.run("voipnow-fax", "log", "--json"))
        return next((job for job in jobs if job["job"] == number), None)

    def at_rest(self, number: int, states: tuple[str, ...] = AT_REST) -> dict:
        def found() -> dict | None:
            job = self.job(number)
            return job if job and job["state"] in states else None
        job = until(found, f"the end of job {number}", 60, 0.3)
        return job | {"number": number}
