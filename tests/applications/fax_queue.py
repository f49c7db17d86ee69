"""The fax printer of the checks: the emulator of the fax service, a CUPS of their own, and its queue "Fax".

`with FaxQueue(scratch, stage)` starts both from the install tree `stage` and points the clients' environment
(CUPS_SERVER) to this CUPS; its default printer is "Fax". Each check asks what came of the next job:

    job = queue.next_job()
    job.recipients       the numbers that the service was told, in order
    job.files            the fax pages that it received
    job.options          the options that CUPS handed to the backend (argv[5] in its log)
    job.state, .reason   as the journal has them ("sent"; "held" and why)

Refuses (Timeout) when no job comes, or it does not come to rest.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import urllib.request
from dataclasses import dataclass, field

from processes import end, output_of, start, until

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
AT_REST = ("sent", "held", "stopped", "failed", "in-doubt")


@dataclass
class Job:
    number: int = 0
    state: str = ""
    reason: str = ""
    recipients: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    files: list[pathlib.Path] = field(default_factory=list)  # PDF, as the service received them

    def __str__(self) -> str:
        asked = {name: self.options[name] for name in ("phone", "job-billing") if name in self.options}
        return f"job {self.number} is {self.state} to {self.recipients}, asked for {asked} ({self.reason})"


class FaxQueue:
    def __init__(self, scratch: pathlib.Path, stage: pathlib.Path, settings: str = ""):
        self.scratch = scratch
        self.stage = stage
        self.state = scratch / "state"
        self._settings = settings  # lines of voipnow.conf besides those that are needed
        self._emulator: subprocess.Popen | None = None
        self._address: dict[str, str] = {}
        self._seen = 0  # the last job that a check has asked about

    def __enter__(self) -> "FaxQueue":
        try:
            self._start_emulator()
            self._start_cups()
            self._add_queue()
            self._try_it()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        subprocess.run([str(HOME / "install/private-cups"), "stop", str(self.scratch / "cups")], capture_output=True)
        if self._emulator:
            end(self._emulator)

    def _start_emulator(self) -> None:
        self._emulator = start([str(self.stage / "usr/bin/voipnow-emulator"), "--directory",
                                str(self.scratch / "emulator")], self.scratch / "emulator.log", stdout=subprocess.PIPE)
        self._address = json.loads(self._emulator.stdout.readline())

    def _start_cups(self) -> None:
        lines = output_of([str(HOME / "install/private-cups"), "start", str(self.scratch / "cups"), str(self.stage),
                           "--while", str(os.getpid()), "--open-administration"])
        self.environment = dict(line.split("=", 1) for line in lines.split())
        # The port, as some clients cannot use the socket.
        self.port = self.environment["CUPS_PORT"]
        os.environ["CUPS_SERVERROOT"] = self.environment["CUPS_SERVERROOT"]
        os.environ["CUPS_SERVER"] = f"127.0.0.1:{self.port}"

    def _add_queue(self) -> None:
        self.state.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.state, "lp")
        configuration = pathlib.Path(self.environment["CUPS_SERVERROOT"], "voipnow.conf")
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"state-dir = {self.state}\n{self._settings}[{self._address['api']}]\napp-key = {self._address['app-key']}\n"
            f"app-secret = {self._address['app-secret']}\nca-file = {self._address['ca']}\nupload-hosts = 127.0.0.1\n")
        self.device = f"voipnow://{self._address['api']}/@me/0003*210"
        output_of(["lpadmin", "-p", "Fax", "-E", "-v", self.device, "-m", "voipnow/voipnow-fax.ppd"])
        output_of(["lpadmin", "-d", "Fax"])

    def _try_it(self) -> None:
        """A first fax, without which no dialog need be tried."""
        output_of(["lp", "-o", "phone=5550100", str(HOME / "install/demo-letter/letter.pdf")])
        self.ask_emulator("api/wait?faxes=1&seconds=30")

    def set_default(self, value: str) -> None:
        """The queue's own number, as an administrator sets it; "None" for none."""
        output_of(["lpadmin", "-p", "Fax", "-o", f"phone={value}"])

    def add_to_phonebook(self, name: str, number: str) -> None:
        """An entry that dialogs show as a choice "NAME (NUMBER)" of the fax number."""
        output_of([str(self.stage / "usr/bin/voipnow-fax"), "phonebook", "add", name, number],
                  environment=self.environment)

    def ask_emulator(self, target: str, body: str | None = None):
        url = self._address["inbox"] + target
        request = urllib.request.Request(url, body.encode() if body is not None else None,
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=40) as answer:
            return json.load(answer)

    def change_emulator(self, settings: dict) -> None:
        self.ask_emulator("api/settings", json.dumps(settings))

    def journal(self) -> list[dict]:
        return json.loads(output_of([str(self.stage / "usr/bin/voipnow-fax"), "log", "--json"],
                                    environment=self.environment))

    def forget_jobs(self) -> None:
        """What has been printed so far is no next job, and may go on printing unseen."""
        self._seen = max((each["job"] for each in self.journal()), default=0)

    def next_job(self, seconds: float = 30) -> Job:
        """Waits for the job behind the last one asked about, until it is at rest."""
        def at_rest() -> dict | None:
            return next((each for each in self.journal()
                         if each["job"] > self._seen and each["state"] in AT_REST), None)

        entry = until(at_rest, "a job to come to rest", seconds, 0.2)
        self._seen = entry["job"]
        return self._job_of(entry)

    def released_job(self, number: int) -> Job:
        """Waits for the job that was held, until it is at rest again."""
        def released() -> dict | None:
            return next((each for each in self.journal()
                         if each["job"] == number and each["state"] in AT_REST and each["state"] != "held"), None)

        return self._job_of(until(released, f"the released job {number}"))

    def exit_code(self, job: int) -> int | None:
        """What the backend's last run for this job ended with, where that was not 0."""
        codes = re.findall(rf"\[Job {job}\] Backend returned status (\d+) ", self._error_log())
        return int(codes[-1]) if codes else None

    def _job_of(self, entry: dict) -> Job:
        faxes = [fax for fax in self.ask_emulator("api/faxes")["faxes"] if str(fax["id"]) in entry["fax-ids"]]
        return Job(entry["job"], entry["state"], entry["reason"],
                   [number for fax in faxes for number in fax["recipients"]], self._options_of(entry["job"]),
                   [pathlib.Path(file["path"]) for fax in faxes for file in fax["files"]])

    def _options_of(self, job: int) -> dict[str, str]:
        lines = re.findall(rf'\[Job {job}\] argv\[5\]="(.*)"$', self._error_log(), re.MULTILINE)
        # The log escapes backslashes once more.
        words = shlex.split(lines[-1].replace("\\\\", "\\")) if lines else []
        return dict(word.split("=", 1) if "=" in word else (word, "true") for word in words)

    def _error_log(self) -> str:
        return pathlib.Path(self.environment["CUPS_ERROR_LOG"]).read_text("utf-8", "replace")
