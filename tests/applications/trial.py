"""What a check is given: the fax queue, documents to print, and the judgement of what came of the job.

A check is a function that takes a Trial and raises an exception when the client's way to give the number does not work.
A family of clients is a module with CHECKS, a list of (name, check); applications.py runs them.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import pathlib
import subprocess
from collections.abc import Callable, Iterator

import desktop
from fax_queue import FaxQueue, Job
from processes import end, start

MARK = "@@fax: 5550101@@"
MARKED_NUMBER = "5550101"
# A number as people write it, and one more; and how they are dialled.
TYPED = "+1 (555) 010-0123, 5550101"
DIALLED = ["+15550100123", "5550101"]
BILLING = "fax: 5550102"
BILLED_NUMBER = "5550102"
ENTRY, ENTRY_NUMBER, ENTRY_KEY = "First Bank", "5550107", "pb12345678"  # of the phone book
CHOICE = f"{ENTRY} ({ENTRY_NUMBER})"  # as dialogs show it

# Of the ways to give a number, those that the fax printer knows; of the others it is looked whether the client sends
# what it has to.
KNOWN_WAYS = {"phone"}  # and then "phone book", "billing info", "marks"


class Wrong(Exception):
    """The job became something else than it should have."""


class Trial:
    def __init__(self, queue: FaxQueue, scratch: pathlib.Path, pictures: pathlib.Path | None):
        self.queue = queue
        self.scratch = scratch
        self.pictures = pictures

    @contextlib.contextmanager
    def program(self, *command: str | pathlib.Path, environment: dict[str, str] | None = None,
                **more) -> Iterator[subprocess.Popen]:
        """Runs a program for as long as the block lasts."""
        words = [str(word) for word in command]
        process = start(words, self.scratch / f"{pathlib.Path(words[0]).name}.log", environment, **more)
        try:
            yield process
        finally:
            end(process)

    def keep_picture(self, name: str, window: str = "root") -> None:
        """Keeps a picture of the window as it is now, when pictures are wanted."""
        if self.pictures:
            desktop.picture(self.pictures / f"{name}.png", window)

    def expect_sent_to(self, recipients: list[str], released: int | None = None) -> Job:
        """The next job, or the job `released` that was held before, is one fax, to these."""
        job = self.queue.released_job(released) if released else self.queue.next_job()
        if job.state != "sent" or job.recipients != recipients:
            raise Wrong(f"{job}, wanted {recipients}")
        return job

    def expect_held(self, words: str) -> Job:
        """The next job is held, with these words in its message, and nobody is faxed."""
        job = self.queue.next_job()
        if job.state != "held" or words not in job.reason or job.recipients:
            raise Wrong(f"{job}, wanted it held")
        return job

    def expect_billed(self) -> None:
        """As the next job, a fax to the number in the billing info."""
        self._expect("billing info", [BILLED_NUMBER], lambda job: job.options.get("job-billing") == BILLING)

    def expect_chosen(self, key: str = ENTRY_KEY) -> None:
        """As the next job, a fax to the number of the phone book's entry, which the client calls `key`."""
        self._expect("phone book", [ENTRY_NUMBER], lambda job: job.options.get("phone") == key)

    def expect_marked(self, number: str = MARKED_NUMBER, mark: str = MARK) -> None:
        """As the next job, a fax to the number in the mark."""
        self._expect("marks", [number], lambda job: _squeezed(mark) in _squeezed(self.queue.text_of(job.number)))

    def _expect(self, way: str, recipients: list[str], is_asked_for: Callable[[Job], bool]) -> None:
        if way in KNOWN_WAYS:
            self.expect_sent_to(recipients)
            return
        job = self.queue.next_job()
        if job.state != "held" or not is_asked_for(job):
            raise Wrong(str(job))


def _squeezed(text: str) -> str:
    return "".join(text.split())


Check = Callable[[Trial], None]
