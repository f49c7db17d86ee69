"""The checks of the package, in the order in which they run: a story from an old version to the purge.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import subprocess

from apparmor import runs_unconfined
from trial import LETTER, PACKAGE, Trial, Wrong, require

MODEL = "lsb/usr/voipnow/voipnow-fax.ppd"
STATE = "/var/lib/cups-voipnow"
MODES = {
    "/usr/lib/cups/backend/voipnow": "root root 0700",  # cupsd starts it as root
    "/usr/lib/cups/filter/pdftofax": "root root 0755",
    "/usr/lib/cups/filter/faxcover": "root root 0755",
    "/usr/bin/voipnow-fax": "root root 0755",
    "/usr/share/ppd/voipnow/voipnow-fax.ppd": "root root 0644",
    "/usr/share/bash-completion/completions/voipnow-fax": "root root 0644",
    "/etc/cups/voipnow.conf": "root root 0600",  # secrets
    STATE: "voipnow-fax lpadmin 2750",
}
MANUALS = ("man1/voipnow-fax.1", "man5/voipnow.conf.5", "man8/pdftofax.8", "man8/voipnow.8")


def lintian_has_nothing_to_say(trial: Trial) -> None:
    said = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", str(trial.package)],
                          capture_output=True, text=True, check=False)
    require(said.returncode == 0 and not re.search("^[EW]:", said.stdout, re.M), said.stdout + said.stderr)


def an_older_version_is_installed(trial: Trial) -> None:
    trial.debian.run("sh", "-c", "useradd -m clerk; useradd -m colleague; useradd -m -G lpadmin keeper")
    trial.apt_install(trial.older)
    trial.debian.start_cups()


def files_have_their_owners_and_modes(trial: Trial) -> None:
    for place, mode in MODES.items():
        found = trial.debian.mode_of(place)
        require(found == mode, f"{place} is {found}, not {mode}")
    for manual in MANUALS:
        require(trial.debian.path(f"/usr/share/man/{manual}.gz").exists(), manual)


def the_user_can_do_nothing_else(trial: Trial) -> None:
    user = trial.debian.run("getent", "passwd", "voipnow-fax").strip().split(":")
    require(user[5] == "/nonexistent" and user[6] == "/usr/sbin/nologin" and int(user[2]) < 1000, user)
    require(trial.debian.run("id", "-Gn", "voipnow-fax").strip() == "voipnow-fax", "it is in other groups")
    shadow = trial.debian.run("getent", "shadow", "voipnow-fax").split(":")[1]
    require(shadow.startswith(("!", "*")), "it has a password")


def settings_are_a_conffile(trial: Trial) -> None:
    status = trial.debian.run("dpkg-query", "-W", "-f", "${Conffiles}", PACKAGE)
    require("/etc/cups/voipnow.conf" in status, status)


def apparmor_lets_them_work(trial: Trial) -> None:
    profile = trial.debian.path("/etc/apparmor.d/usr.sbin.cupsd")
    if not profile.exists():
        raise Wrong("Debian's CUPS has no profile any more")
    trial.debian.run("apparmor_parser", "--skip-kernel-load", "--skip-cache", "/etc/apparmor.d/usr.sbin.cupsd")
    for program in ("backend/voipnow", "filter/pdftofax", "filter/faxcover"):
        runs_unconfined(profile.read_text(), f"/usr/lib/cups/{program}")
    if not pathlib.Path("/sys/module/apparmor").exists():
        print("          (the rules were read; this machine's kernel has no AppArmor that would keep them)")


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


def a_clerk_faxes(trial: Trial) -> None:
    before = len(trial.faxes())
    job = trial.printed("-o", "phone=5551234")
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


def a_canceled_job_ends(trial: Trial) -> None:
    # A job for a number that nobody answers is not to be had from the emulator; a held one is canceled as well.
    job = trial.printed()
    trial.debian.run("cancel", f"Fax-{job['number']}", user="clerk")
    require("Fax-" not in trial.debian.run("lpstat", "-o"), "it is still there")


def an_update_keeps_everything(trial: Trial) -> None:
    debian = trial.debian
    settings = debian.path("/etc/cups/voipnow.conf").read_text()
    phonebook = debian.path("/etc/cups/voipnow-phonebook").read_text()
    require("FaxSplit" not in debian.path("/etc/cups/ppd/Fax.ppd").read_text(), "the older PPD is not older")
    sent = len(trial.faxes())
    trial.apt_install(trial.package)
    require(debian.path("/etc/cups/voipnow.conf").read_text() == settings, "the settings are others")
    require(debian.mode_of("/etc/cups/voipnow.conf.dpkg-dist") == "root root 0600", "the new settings' mode")
    require(debian.path("/etc/cups/voipnow-phonebook").read_text() == phonebook, "the phone book is another")
    require("5551234" in debian.run("voipnow-fax", "log"), "the journal has forgotten")
    require(trial.device in debian.run("lpstat", "-v", "Fax"), "the queue is another")
    # What was sent is not sent again, also when it is printed again.
    debian.run("lp", "-i", "Fax-1", "-H", "restart")
    trial.at_rest(1, ("sent",))
    require(len(trial.faxes()) == sent, "a fax went out twice")
    files_have_their_owners_and_modes(trial)


def an_update_brings_the_printer_up_to_date(trial: Trial) -> None:
    ppd = trial.debian.path("/etc/cups/ppd/Fax.ppd").read_text()
    require("*OpenUI *FaxSplit" in ppd, "the PPD is still the older one")
    require("First Bank" in ppd and "@banks" in ppd, "the names are gone from the print dialogs")
    for default in ("*DefaultResolution: 204x98dpi", "*DefaultFaxSubject: Custom.Orders"):
        require(default in ppd, f"the default is gone: {default}")
    require("was up to date" in trial.debian.run("voipnow-fax", "phonebook", "refresh"), "it is not up to date")


def without_cups_an_update_says_what_is_left_to_do(trial: Trial) -> None:
    trial.debian.stop_cups()
    trial.apt_install(trial.older)
    said = trial.apt_install(trial.package)
    require("voipnow-fax phonebook refresh" in said, said[-400:])
    trial.debian.start_cups()


def removing_keeps_what_is_the_administrators(trial: Trial) -> None:
    debian = trial.debian
    said = debian.run("apt-get", "remove", "-y", "-o", "Dpkg::Use-Pty=0", PACKAGE)
    require("The printer Fax cannot print from now on" in said, said[-400:])
    for place in ("/usr/bin/voipnow-fax", "/usr/lib/cups/backend/voipnow", "/usr/share/cups-voipnow"):
        require(not debian.path(place).exists(), f"{place} is still there")
    for place in ("/etc/cups/voipnow.conf", "/etc/cups/voipnow-phonebook", f"{STATE}/journal.db"):
        require(debian.path(place).exists(), f"{place} is gone")


def installed_again_it_goes_on(trial: Trial) -> None:
    trial.apt_install(trial.package)
    require("5551234" in trial.debian.run("voipnow-fax", "log"), "the journal has forgotten")
    trial.debian.run("cupsenable", "Fax")
    job = trial.printed("-o", 'phone="First Bank"')
    require(job["state"] == "sent", job)


def purging_leaves_nothing(trial: Trial) -> None:
    debian = trial.debian
    debian.run("lpadmin", "-x", "Fax")  # the queue is its administrator's
    user = debian.run("id", "-u", "voipnow-fax").strip()
    debian.path("/etc/cups/voipnow-covers").mkdir()
    debian.run("apt-get", "purge", "-y", PACKAGE)
    left = debian.run("find", "/", "-xdev", "(", "-path", "/srv", "-o", "-path", "/proc", "-o", "-path", "/dev", ")",
                      "-prune", "-o", "(", "-iname", "*voipnow*", "-o", "-name", "pdftofax*", "-o", "-name",
                      "faxcover*", "-o", "-uid", user, ")", "-print")
    require(not left.strip(), left)
    for database in ("passwd", "group"):
        require(debian.tried("getent", database, "voipnow-fax").returncode == 2, f"there is still a {database} entry")
    require(PACKAGE not in debian.run("dpkg-query", "-W"), "dpkg knows it")


# Name, check, and whether others build upon it.
CHECKS = [
    ("lintian has nothing to say", lintian_has_nothing_to_say, False),
    ("an older version is installed", an_older_version_is_installed, True),
    ("files have their owners and modes", files_have_their_owners_and_modes, False),
    ("the service's user can do nothing else", the_user_can_do_nothing_else, False),
    ("voipnow.conf is a conffile", settings_are_a_conffile, False),
    ("Debian's AppArmor profile lets backend and filters work", apparmor_lets_them_work, False),
    ("CUPS offers device and model", cups_offers_device_and_model, False),
    ("an administrator sets a queue up", an_administrator_sets_a_queue_up, True),
    ("a clerk faxes", a_clerk_faxes, True),
    ("names, cover pages and several documents work", names_covers_and_several_documents_work, False),
    ("its owner releases a held job, and others cannot", its_owner_releases_a_held_job_and_others_cannot, False),
    ("administrators read the journal, and others do not", administrators_read_the_journal_and_others_do_not, False),
    ("a job is canceled", a_canceled_job_ends, False),
    ("an update keeps everything", an_update_keeps_everything, True),
    ("an update brings the printer up to date", an_update_brings_the_printer_up_to_date, False),
    ("without CUPS, an update says what is left to do", without_cups_an_update_says_what_is_left_to_do, False),
    ("removing it keeps what is the administrator's", removing_keeps_what_is_the_administrators, True),
    ("installed again, it goes on", installed_again_it_goes_on, True),
    ("purging it leaves nothing", purging_leaves_nothing, False),
]
