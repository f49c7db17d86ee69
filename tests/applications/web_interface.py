"""The web interface of CUPS, in Chromium that Playwright drives: a printer is added, set up, tried, and changed.

web/cups_web.mjs does what a person does on the pages; here stands what has to come of it.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import pathlib
import subprocess
from collections.abc import Callable, Iterator

from processes import end, output_of, start
from trial import CHOICE, DIALLED, ENTRY_NUMBER, TYPED, Trial, Wrong

DEVICE = "VoipNow Fax, connection voipnow://PBX/@me/EXTENSION"
MODEL = "VoipNow Fax (en)"
TEST_PAGE = (1, "Printer test page")
WITH_COVER = (2, "A test")
NO_NUMBER = "there is no fax number"
LONG_LIST = "5550101, 5550102, 5550103, 5550104, 5550105"

Pages = Callable[..., object]  # pages("job", name="Fax", …): a task of cups_web.mjs, and its answer


@contextlib.contextmanager
def web_pages(trial: Trial) -> Iterator[Pages]:
    command = ["node", str(trial.web_driver / "cups_web.mjs"), "/usr/bin/chromium",
               f"http://127.0.0.1:{trial.queue.port}"]
    process = start(command + ([str(trial.pictures)] if trial.pictures else []), trial.scratch / "web.log",
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def pages(task: str, **more) -> object:
        process.stdin.write(json.dumps({"task": task, **more}).encode() + b"\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline() or '{"error": "the driver of Chromium ended; see web.log"}')
        if "error" in said:
            raise Wrong(said["error"])
        return said["answer"]

    try:
        yield pages
    finally:
        end(process)


def expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise Wrong(f"{what}: {found}, wanted {wanted}")


def new_printer(trial: Trial) -> None:
    """From the list of found devices to the first fax, which is the test page."""
    try:
        with web_pages(trial) as pages:
            added = pages("addPrinter", device=DEVICE, connection=trial.queue.device, name="Desk",
                          description="Fax of the front desk", make="VoipNow", model=MODEL)
            expect("the device's name", added["label"], f"{DEVICE} (VoipNow Fax)")
            expect("the connection", output_of(["lpstat", "-v", "Desk"]).split(": ")[1].strip(), trial.queue.device)
            pages("setDefaults", name="Desk",
                  options={"Fax number": TYPED, "Resolution": "Standard", "Cover page": "Standard", "Subject": "A test"},
                  pictures={"Resolution": "defaults", "Subject": "cover"})
            job = pages("printTestPage", name="Desk")
            sent = trial.expect_sent_to(DIALLED, WITH_COVER)
            expect("the job", sent.number, job)
            fax = trial.queue.ask_emulator("api/faxes")["faxes"][-1]
            pages("job", name="Desk", job=job, has="Sent to ", which="completed", picture="completed")
        if any(page["height"] > 1200 for page in fax["files"][0]["measures"]):
            raise Wrong(f"the pages are not in standard resolution: {fax['files'][0]['measures']}")
    finally:
        remove("Desk")


def held_job(trial: Trial) -> None:
    """A job without a number: its message is read, a number is given to the printer, and the job is released."""
    try:
        with web_pages(trial) as pages:
            job = pages("printTestPage", name="Fax")
            trial.expect_held(NO_NUMBER)
            pages("job", name="Fax", job=job, has=NO_NUMBER, picture="held")
            pages("setDefaults", name="Fax", options={"Fax number": TYPED})
            pages("releaseJob", name="Fax", job=job)
            trial.expect_sent_to(DIALLED, TEST_PAGE, released=job)
            pages("job", name="Fax", job=job, has="completed at", which="completed")
    finally:
        trial.queue.set_default("None")


def saved_twice(trial: Trial) -> None:
    """What is set once stays when other things are set, and the printer is modified."""
    server_root = pathlib.Path(trial.queue.environment["CUPS_SERVERROOT"])
    credentials = (server_root / "voipnow.conf").read_bytes()
    try:
        with web_pages(trial) as pages:
            pages("setDefaults", name="Fax", options={"Fax number": CHOICE, "Subject": 'The "Easter" offer'})
            before = pages("defaults", name="Fax")
            expect("the default number", before["Fax number"]["chosen"], CHOICE)
            pages("setDefaults", name="Fax", options={"Resolution": "Standard"})
            modified = pages("modifyPrinter", name="Fax", description="Another description")
            expect("the driver", modified["driver"], "Current Driver - VoipNow Fax")
            pages("setDefaults", name="Fax", options={"Resolution": "Fine"})
            after = pages("defaults", name="Fax")
            for option in ("Fax number", "Subject"):
                expect(f"{option} after it", after[option], before[option])
            expect("voipnow.conf", (server_root / "voipnow.conf").read_bytes(), credentials)
            pages("printTestPage", name="Fax")
            trial.expect_sent_to([ENTRY_NUMBER], TEST_PAGE)
    finally:
        trial.queue.set_default("None")
        output_of(["lpadmin", "-p", "Fax", "-o", "FaxSubject=None"])


def long_default(trial: Trial) -> None:
    """CUPS cuts a long default when it is saved again: what is left of it is not dialled."""
    try:
        with web_pages(trial) as pages:
            pages("setDefaults", name="Fax", options={"Fax number": LONG_LIST})
            pages("printTestPage", name="Fax")
            trial.expect_sent_to(LONG_LIST.split(", "), TEST_PAGE)
            pages("setDefaults", name="Fax", options={"Resolution": "Fine"})
            pages("printTestPage", name="Fax")
            trial.expect_held("may have lost its end")
    finally:
        trial.queue.set_default("None")


def remove(printer: str) -> None:
    subprocess.run(["lpadmin", "-x", printer], capture_output=True)


CHECKS = [
    ("CUPS web interface: a new printer, from the list of devices to its test page", new_printer),
    ("CUPS web interface: a held job is read, mended and released", held_job),
    ("CUPS web interface: options saved twice and a modified printer lose nothing", saved_twice),
    ("CUPS web interface: a long default that CUPS cut is not dialled", long_default),
]
