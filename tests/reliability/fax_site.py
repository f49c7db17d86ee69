"""One office: a private CUPS with the queue "Fax", and the emulator of the fax service behind it.

`with FaxSite(folder, stage)` starts both in `folder` from the install tree `stage`. Several can be there at a time, so
nothing of them is in this process's own environment. The scheduler can be killed and started again; queue and jobs stay,
the emulator too. The backend's processes are found by their job, whoever their parent is by then.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import urllib.request
from dataclasses import dataclass

import ipp
from processes import end, output_of, start, until

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
# A job that ended with "retry" is tried again after a second. And jobs are on disk at once: CUPS as it is shipped writes
# down what it has been told every half minute only, and forgets the rest when it is killed.
CUPS_SETTINGS = {"PRIVATE_CUPS_RETRY_SECONDS": "1", "PRIVATE_CUPS_DIRECTIVES": "DirtyCleanInterval 0"}
EXTENSION = "0003*210"


@dataclass(frozen=True)
class BackendProcess:
    pid: int
    parent: int
    job: int


class FaxSite:
    def __init__(self, folder: pathlib.Path, stage: pathlib.Path):
        self.folder = folder
        self.stage = stage
        self.port = 0
        self._emulator: subprocess.Popen | None = None
        self._address: dict[str, str] = {}
        self._environment: dict[str, str] = {}
        self._cupsd = 0
        self._newest = 0  # id of the last fax that was seen

    def __enter__(self) -> "FaxSite":
        try:
            self.folder.mkdir()
            self.folder.chmod(0o711)  # filters run as lp, and pass through here
            self._start_emulator()
            self.start_cups("--while", str(os.getpid()))
            self._add_queue()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        subprocess.run([str(HOME / "install/private-cups"), "stop", str(self.folder / "cups")], capture_output=True)
        for process in self.backends():
            self.kill(process.pid)
        if self._emulator:
            end(self._emulator)

    def _start_emulator(self) -> None:
        self._emulator = start([str(self.stage / "usr/bin/voipnow-emulator"), "--directory",
                                str(self.folder / "emulator")], self.folder / "emulator.log", stdout=subprocess.PIPE)
        self._address = json.loads(self._emulator.stdout.readline())

    def _add_queue(self) -> None:
        configuration = pathlib.Path(self._environment["CUPS_SERVERROOT"], "voipnow.conf")
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"state-dir = {self.folder}/state\n[{self._address['api']}]\napp-key = {self._address['app-key']}\n"
            f"app-secret = {self._address['app-secret']}\nca-file = {self._address['ca']}\nupload-hosts = 127.0.0.1\n")
        self.command("lpadmin", "-p", "Fax", "-E", "-v", f"voipnow://{self._address['api']}/@me/{EXTENSION}",
                     "-m", "voipnow/voipnow-fax.ppd")

    # The scheduler

    def start_cups(self, *more: str) -> None:
        lines = output_of([str(HOME / "install/private-cups"), "start", str(self.folder / "cups"), str(self.stage), *more],
                          environment=CUPS_SETTINGS)
        self._environment = dict(line.split("=", 1) for line in lines.split())
        self.port = int(self._environment["CUPS_PORT"])
        self._cupsd = int(self._environment["CUPSD_PID"])

    def end_cups(self, number: signal.Signals) -> None:
        self.kill(self._cupsd, number)
        until(lambda: not self._is_cupsd_alive(), "the end of cupsd", 25, 0.005)

    def _is_cupsd_alive(self) -> bool:
        """One that has ended but that its parent has not yet looked at is not."""
        try:
            return pathlib.Path(f"/proc/{self._cupsd}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    def recover(self) -> None:
        """After a round that broke off in the middle: a scheduler is there again."""
        if not self._is_cupsd_alive():
            self.start_cups()

    def forget_job(self, job: int) -> None:
        """While the scheduler is down: it will not know the job, as when it had not written it down yet."""
        for path in (self.folder / "cups/spool").glob(f"c{job:05}*"):
            path.unlink()

    def command(self, *words: str) -> str:
        return output_of(list(words), environment=self._environment | {"LC_ALL": "C.UTF-8"})

    def print(self, document: pathlib.Path, recipients: list[str]) -> int:
        said = self.command("lp", "-d", "Fax", "-o", "phone=" + ",".join(recipients), str(document))
        return int(re.match(r"request id is Fax-(\d+)", said).group(1))

    def job(self, number: int) -> dict | None:
        return ipp.job_attributes(self.port, number)

    # The backend

    def backends(self, job: int | None = None) -> list[BackendProcess]:
        """Those of this scheduler's tree that are alive, of one job or of all; parents before their children."""
        program = str(self.folder / "cups/lib/backend/voipnow").encode()
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                if os.readlink(entry / "exe").encode() != program:
                    continue
                words = (entry / "cmdline").read_bytes().split(b"\0")
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # gone, or another user's
            if len(words) > 5 and words[1].isdigit() and fields[0] != "Z" and job in (None, int(words[1])):
                found.append(BackendProcess(int(entry.name), int(fields[1]), int(words[1])))
        pids = {each.pid for each in found}
        return sorted(found, key=lambda each: (each.parent in pids, each.pid))

    @staticmethod
    def kill(pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass

    def log_of(self, job: int) -> str:
        """What the scheduler wrote down of a job, and the journal of all."""
        log = pathlib.Path(self._environment["CUPS_ERROR_LOG"]).read_text("utf-8", "replace")
        lines = [line for line in log.splitlines() if f"[Job {job}]" in line]
        entries = [json.dumps(entry) for entry in self.journal() if entry["job"] == job]
        return "\n".join(lines + entries) + "\n"

    def journal(self) -> list[dict]:
        return json.loads(self.command(str(self.stage / "usr/bin/voipnow-fax"), "log", "--json"))

    # The service

    def ask_emulator(self, target: str, body: dict | None = None, method: str | None = None):
        request = urllib.request.Request(self._address["inbox"] + target,
                                         json.dumps(body).encode() if body is not None else None,
                                         {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=40) as answer:
            return json.load(answer)

    def faxes(self, since: int = 0) -> list[dict]:
        return self.ask_emulator(f"api/faxes?measured=no&from={since}")["faxes"]

    def newest_fax(self) -> int:
        """The id of the last fax that was created, 0 before the first."""
        self._newest = max([fax["id"] for fax in self.faxes(self._newest + 1)], default=self._newest)
        return self._newest

    def faxes_to(self, recipients: list[str], since: int = 0) -> dict[str, int]:
        """How many faxes each of them was sent."""
        counts = dict.fromkeys(recipients, 0)
        for fax in self.faxes(since):
            for number in fax["recipients"] if fax["state"] == "sent" else ():
                if number in counts:
                    counts[number] += 1
        return counts

    def revision(self, since: int = 0, seconds: int = 0) -> int:
        """That of the emulator, when it is another than `since` or the time is up."""
        return self.ask_emulator(f"api/changes?since={since}&seconds={seconds}")["revision"]
