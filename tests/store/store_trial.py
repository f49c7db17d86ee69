"""What a check is given: the fax queue, the store with what stands before it, and what a printed job became there.

A check is a function that takes a Trial and raises an exception when what became of its job is not what it has to be.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from fax_queue import HOME, FaxQueue, Job
from processes import output_of, until
from rough_line import RoughLine
from swift_store import StoredObject, Swift
from tls_front import TlsFront

BUCKET = "faxout"
HOLD = 3  # of a backend: cupsd holds the job
LETTER = HOME / "install/demo-letter/letter.pdf"


class Wrong(Exception):
    """The job, or what lies in the store, is not what it should be."""


def require(condition: bool, what: object) -> None:
    if not condition:
        raise Wrong(str(what))


@dataclass
class Announced:
    """A file of a fax, as the service was told of it and the journal keeps it."""
    fax_id: str
    name: str  # of the object
    bytes: int
    sha256: str


class Trial:
    def __init__(self, queue: FaxQueue, store: Swift, front: TlsFront, line: RoughLine):
        self.queue = queue
        self.store = store
        self.front = front
        self.line = line
        self._names: set[str] = set()   # objects of the jobs before
        self._created: set[int] = set()  # and their faxes
        self._answers = 0
        self._connections = 0

    def begin(self) -> None:
        """What has come so far belongs to others; the store is asked at the rough line."""
        self.queue.forget_jobs()
        self._names = set(self.store.names(BUCKET))
        self._created = {fax["id"] for fax in self.queue.ask_emulator("api/faxes?measured=no")["faxes"]}
        self._answers = len(self.front.answers())
        self._connections = self.line.connections
        self.set_store(self.line.port)

    def set_store(self, port: int, **more: int) -> None:
        """Where the service sends uploads from now on; `more` are other settings of the emulator."""
        settings = {"redirect-host": f"127.0.0.1:{port}", "store-access-key": self.store.access_key,
                    "store-secret-key": self.store.secret_key, "url-lifetime": 600}
        settings |= {name.replace("_", "-"): value for name, value in more.items()}
        self.queue.change_emulator(settings)

    def print(self, *options: str) -> None:
        output_of(["lp", *(word for option in options for word in ("-o", option)), str(LETTER)])

    def names(self) -> list[str]:
        """The objects that came since the check began."""
        return sorted(set(self.store.names(BUCKET)) - self._names)

    def creates(self) -> list[dict]:
        """The faxes that the service made since the check began."""
        return [fax for fax in self.queue.ask_emulator("api/faxes?measured=no")["faxes"] if fax["id"] not in self._created]

    def statuses(self) -> list[int]:
        """How the uploads since the check began were answered, in order."""
        return [status for method, _, status in self.front.answers()[self._answers:] if method == "PUT"]

    def connections(self) -> int:
        return self.line.connections - self._connections

    def wait_for_object(self) -> None:
        until(self.names, "an object in the store")

    def expect_sent(self) -> Job:
        job = self.queue.next_job(60)
        require(job.state == "sent", job)
        return job

    def expect_held(self, words: str, state: str = "held") -> Job:
        """The next job waits for a person, in this state of the journal; these words say why."""
        job = self.queue.next_job(60)
        require(job.state == state and words in job.reason, job)
        code = until(lambda: self.queue.exit_code(job.number), f"the end of the backend of job {job.number}")
        require(code == HOLD, f"the backend ended with {code}")
        return job

    def expect_stored(self, job: Job) -> list[StoredObject]:
        """The store has each file of the job's faxes, byte for byte, and nothing else that is new."""
        announced = self._announced(job)
        require(len(announced) > 0 and self.names() == sorted(each.name for each in announced),
                f"{self.names()} is in the store, and {announced} was sent")
        objects = []
        for each in announced:
            stored = self.store.object(BUCKET, each.name)
            require(len(stored.content) == each.bytes, f"{len(stored.content)} bytes are stored of {each}")
            require(hashlib.sha256(stored.content).hexdigest() == each.sha256, f"other bytes are stored of {each}")
            require(stored.content.startswith(b"%PDF-"), "what is stored is no PDF")
            objects.append(stored)
        return objects

    def _announced(self, job: Job) -> list[Announced]:
        with sqlite3.connect(f"file:{self.queue.state}/journal.db?mode=ro", uri=True) as journal:
            rows = journal.execute(
                "SELECT service_id, service_uid, file, bytes, sha256 FROM upload JOIN fax ON fax.key = upload.fax"
                " JOIN job ON job.uuid = fax.job WHERE job.number = ? AND fax.state = 'sent'", (job.number,)).fetchall()
        told = {str(fax["id"]): fax for fax in self.creates()}
        files = []
        for fax_id, uid, file, size, sha256 in rows:
            require(fax_id in told and told[fax_id]["uid"] == uid, f"the service knows no fax {fax_id} with the uid {uid}")
            require(told[fax_id]["files"][file]["declaredSize"] == size, f"the service was told another size than {size}")
            files.append(Announced(fax_id, f"{uid}/{file + 1}", size, sha256))
        return files


Check = Callable[[Trial], None]
