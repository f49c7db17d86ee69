"""Checks of the installed package in use: a queue under Debian's own CUPS, its users, and their jobs.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import time

from processes import until
from trial import LETTER, MODEL, STATE, Trial, require


def cups_offers_device_and_model(trial: Trial) -> None:
    require("network voipnow\n" in trial.debian.run("lpinfo", "--include-schemes", "voipnow", "-v"), "no device")
    require(f"{MODEL} VoipNow Fax" in trial.debian.run("lpinfo", "-m"), "no model")


def an_administrator_sets_a_queue_up(trial: Trial) -> None:
    debian = trial.debian
    with debian.path("/etc/cups/voipnow.conf").open("a") as settings:
        settings.write(trial.settings())
    debian.run("lpadmin", "-p", "Fax", "-E", "-v", trial.device, "-m", MODEL)
    debian.run("lpadmin", "-p", "Fax", "-o", "Resolution=204x98dpi", "-o", "FaxSubject=Custom.Orders")
    debian.run("voipnow-fax", "phonebook", "add", "First Bank", "+1 555 0100", "--group", "banks")
    require("accepting requests" in debian.run("lpstat", "-a", "Fax"), "no queue")


def setup_adds_a_printer(trial: Trial) -> None:
    debian = trial.debian
    address = trial.device.removeprefix("voipnow://").split("/")[0]
    debian.path("/srv/secret").write_text("demo-secret\n")
    debian.run("voipnow-fax", "setup", "--printer", "Lobby", "--host", address, "--extension", "0003*210", "--app-key",
               "demo-key", "--secret-file", "/srv/secret", "--set", "ca-file=/srv/emulator/ca.pem", "--set",
               "upload-hosts=127.0.0.1", "--no-input")
    require(debian.mode_of("/etc/cups/voipnow.conf") == "root root 0600", "the secret is for others to read")
    debian.run("lp", "-d", "Lobby", "-o", "phone=5551230", LETTER, user="clerk")
    until(lambda: any(fax["recipients"] == ["5551230"] for fax in trial.faxes()), "a fax of the printer Lobby")
    said = debian.tried("voipnow-fax", "check", "Lobby")
    require(said.returncode < 2, said.stdout)
    until(lambda: "Lobby-" not in debian.run("lpstat", "-o"), "the end of the job")
    debian.run("lpadmin", "-x", "Lobby")


def a_clerk_faxes(trial: Trial) -> None:
    before = len(trial.faxes())
    job = trial.printed("-o", "phone=5551234")
    trial.first_job = job["number"]
    require(job["state"] == "sent", job)
    fax, = trial.faxes()[before:]
    require(fax["recipients"] == ["5551234"] and fax["pages"] == 2, fax)
    require(trial.debian.run("lpstat", "-p", "Fax").startswith("printer Fax is idle."), "the queue is not idle")


def names_covers_and_several_documents_work(trial: Trial) -> None:
    before = len(trial.faxes())
    job = trial.printed("-o", 'phone="First Bank"', "-o", "FaxCover=Standard", files=(LETTER, LETTER))
    require(job["state"] == "sent", job)
    fax, = trial.faxes()[before:]
    require(fax["recipients"] == ["+15550100"] and fax["pages"] == 5, fax)


def its_owner_releases_a_held_job_and_others_cannot(trial: Trial) -> None:
    job = trial.printed()
    require(job["state"] == "held" and "no fax number" in job["reason"], job)
    number = str(job["number"])
    refused = trial.debian.tried("voipnow-fax", "release", number, "--to", "5550999", user="colleague")
    require(refused.returncode == 1, refused.stdout)
    trial.debian.run("lp", "-i", f"Fax-{number}", "-o", "phone=5550777", "-H", "resume", user="clerk")
    job = trial.at_rest(job["number"], ("sent",))
    require(job["recipients"] == ["5550777"], job)


def administrators_read_the_journal_and_others_do_not(trial: Trial) -> None:
    require("5551234" in trial.debian.run("voipnow-fax", "log", user="keeper"), "lpadmin sees nothing")
    require("5551234" not in trial.debian.tried("voipnow-fax", "log", user="colleague").stdout, "it is for all to see")
    for place in ("/etc/cups/voipnow.conf", f"{STATE}/journal.db"):
        require(trial.debian.tried("cat", place, user="colleague").returncode, f"{place} is for all to read")
    # What the backend wrote after giving root up.
    for file in trial.debian.path(STATE).iterdir():
        mode = trial.debian.mode_of(f"{STATE}/{file.name}")
        wanted = "0640" if file.name.startswith("journal.db") else "0600"
        require(mode.startswith("voipnow-fax ") and mode.endswith(wanted), f"{file.name} is {mode}")


def an_administrator_releases_and_cancels_jobs_of_others(trial: Trial) -> None:
    first, second = trial.printed(), trial.printed()
    trial.debian.run("voipnow-fax", "release", str(first["number"]), "--to", "5550778", user="keeper")
    require(trial.at_rest(first["number"], ("sent",))["recipients"] == ["5550778"], "it went elsewhere")
    trial.debian.run("cancel", f"Fax-{second['number']}", user="keeper")
    require("Fax-" not in trial.debian.run("lpstat", "-o"), "it is still there")


def a_job_is_canceled_while_it_is_sent(trial: Trial) -> None:
    # The signal goes from cupsd to the process that watches, from there to the one that works.
    trial.order_fault({"call": "upload", "delay-ms": 30_000})
    number = trial.print("-o", "phone=5551235")
    until(lambda: (trial.job(number) or {}).get("state") == "sending", "the upload")
    trial.debian.run("cancel", f"Fax-{number}", user="clerk")
    began = time.monotonic()
    until(lambda: "Fax-" not in trial.debian.run("lpstat", "-o"), "the end of the job")
    until(lambda: "printer Fax is idle" in trial.debian.run("lpstat", "-p", "Fax"), "the end of the backend")
    require(time.monotonic() - began < 4, "that took too long")
    require(trial.job(number)["state"] == "canceled", trial.job(number))


def it_works_as_apparmor_starts_it(trial: Trial) -> None:
    # Its rule "Cx" means AT_SECURE to the C library, which then takes TMPDIR out of the environment.
    programs = ("/usr/lib/cups/backend/voipnow", "/usr/lib/cups/filter/pdftofax")
    for program in programs:
        place = trial.debian.path(program)
        mode = place.stat().st_mode
        place.rename(f"{place}.real")
        place.write_text(f'#!/bin/bash\nunset TMPDIR\nexec -a "$0" {program}.real "$@"\n')
        place.chmod(mode)
    try:
        job = trial.printed("-o", "phone=5551237", "-o", "FaxCover=Standard")
        require(job["state"] == "sent", job)
    finally:
        for program in programs:
            place = trial.debian.path(program)
            place.with_name(f"{place.name}.real").replace(place)
