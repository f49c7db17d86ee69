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
from received_text import text_of_pages
from processes import end, start

MARK = "@@fax: 5550101@@"
MARKED_NUMBER = "5550101"
# A number as people write it, and one more; and how they are dialled.
TYPED = "+1 (555) 010-0123, 5550101"
DIALLED = ["+15550100123", "5550101"]
BILLING = "fax: 5550102"
BILLED_NUMBER = "5550102"
ENTRY, ENTRY_NUMBER = "First Bank", "5550107"  # of the phone book
CHOICE = f"{ENTRY} ({ENTRY_NUMBER})"  # as dialogs show it


# How many pages a document has, and a word that can be read on the first of them; None where that does not matter.
Pages = tuple[int | None, str | None]
LETTER: Pages = (1, "Castellanos")  # letters.py


class Wrong(Exception):
    """The job became something else than it should have."""


class Trial:
    def __init__(self, queue: FaxQueue, scratch: pathlib.Path, pictures: pathlib.Path | None,
                 web_driver: pathlib.Path):
        self.queue = queue
        self.scratch = scratch
        self.pictures = pictures
        self.web_driver = web_driver  # cups_web.mjs, and what it needs
        self.failure = scratch / "failure.png"  # where the picture of the screen goes when a check fails

    @contextlib.contextmanager
    def program(self, *command: str | pathlib.Path, environment: dict[str, str] | None = None,
                **more) -> Iterator[subprocess.Popen]:
        """Runs a program for as long as the block lasts."""
        words = [str(word) for word in command]
        process = start(words, self.scratch / f"{pathlib.Path(words[0]).name}.log", environment, **more)
        try:
            yield process
        except Exception:
            if not self.failure.exists():
                desktop.picture(self.failure)
            raise
        finally:
            end(process)

    def keep_picture(self, name: str, window: str = "root") -> None:
        """Keeps a picture of the window as it is now, when pictures are wanted."""
        if self.pictures:
            desktop.picture(self.pictures / f"{name}.png", window)

    def expect_sent_to(self, recipients: list[str], pages: Pages = LETTER, released: int | None = None) -> Job:
        """The next job, or the job `released` that was held before, is one fax, to these, and of these pages."""
        job = self.queue.released_job(released) if released else self.queue.next_job()
        if job.state != "sent" or job.recipients != recipients:
            raise Wrong(f"{job}, wanted {recipients}")
        number, word = pages
        texts = text_of_pages(job.files)
        if number not in (None, len(texts)) or (word and word.lower() not in texts[0].lower()):
            raise Wrong(f"{job}: {len(texts)} pages, on which Tesseract reads {texts}, wanted {number} with \"{word}\"")
        return job

    def expect_held(self, words: str) -> Job:
        """The next job is held, with these words in its message, and nobody is faxed."""
        job = self.queue.next_job()
        if job.state != "held" or words not in job.reason or job.recipients:
            raise Wrong(f"{job}, wanted it held")
        return job


Check = Callable[[Trial], None]
