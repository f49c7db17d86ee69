"""Checks of the package's life: what it installs, what an update keeps, and what is left of it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import subprocess

from apparmor import runs_unconfined
from processes import until
from trial import PACKAGE, STATE, Trial, Wrong, require

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


def what_lets_stopped_printers_go_on_is_switched_on(trial: Trial) -> None:
    for unit, target in (("path", "paths"), ("timer", "timers")):
        name = f"voipnow-fax-resume.{unit}"
        require(trial.debian.path(f"/usr/lib/systemd/system/{name}").exists(), f"there is no unit {name}")
        require(trial.debian.path(f"/etc/systemd/system/{target}.target.wants/{name}").is_symlink(), f"{name} is off")


def what_is_not_wanted_by_all_is_there_and_off(trial: Trial) -> None:
    for unit in ("system/voipnow-fax-metrics.timer", "user/voipnow-fax-notify.service"):
        require(trial.debian.path(f"/usr/lib/systemd/{unit}").exists(), f"there is no unit {unit}")
        wanted = trial.debian.run("find", "/etc/systemd", "-name", unit.split("/")[1]).strip()
        require(not wanted, f"{unit} is switched on: {wanted}")
    for service in ("system/voipnow-fax-metrics", "system/voipnow-fax-resume", "user/voipnow-fax-notify"):
        text = trial.debian.path(f"/usr/lib/systemd/{service}.service").read_text(encoding="utf-8")
        require("ExecStart=/usr/bin/voipnow-fax " in text, f"{service}.service: {text}")


def asked(calls: list[str], *actions: str) -> str:
    """The calls of systemctl with one of these actions."""
    return "\n".join(call for call in calls if set(call.split()) & set(actions))


def apt_waits_for_no_service(trial: Trial) -> None:
    # A printer whose service does not answer would delay it for minutes.
    with trial.recorded_systemctl() as calls:
        trial.apt_install(trial.package)
        said = asked(calls(), "start", "restart", "try-restart", "stop")
        require("voipnow-fax-resume.timer" in said and "voipnow-fax-resume.path" in said, calls())
        require(".service" not in said, said)
        # What somebody has switched on stays so in an update.
        require("metrics" not in asked(calls(), "stop"), said)
    trial.apt_install(trial.older)


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
    debian.run("lp", "-i", f"Fax-{trial.first_job}", "-H", "restart")
    until(lambda: "Fax-" not in debian.run("lpstat", "-o"), "the end of the job that was printed again")
    trial.at_rest(trial.first_job, ("sent",))
    require(len(trial.faxes()) == sent, "a fax went out twice")
    files_have_their_owners_and_modes(trial)


def an_update_brings_the_printer_up_to_date(trial: Trial) -> None:
    ppd = trial.debian.path("/etc/cups/ppd/Fax.ppd").read_text()
    require("*OpenUI *FaxSplit" in ppd, "the PPD is still the older one")
    require("First Bank" in ppd and "@banks" in ppd, "the names are gone from the print dialogs")
    for default in ("*DefaultResolution: 204x98dpi", "*DefaultFaxSubject: Custom.Orders"):
        require(default in ppd, f"the default is gone: {default}")
    require("was up to date" in trial.debian.run("voipnow-fax", "phonebook", "refresh"), "it is not up to date")


def an_update_waits_for_a_fax_that_is_on_its_way(trial: Trial) -> None:
    # With another PPD, cupsd kills the backend and starts the job anew.
    trial.apt_install(trial.older)
    ppd = trial.debian.path("/etc/cups/ppd/Fax.ppd")
    require("FaxSplit" not in ppd.read_text(), "the PPD is not the older one")
    sent = len(trial.faxes())
    trial.order_fault({"call": "upload", "delay-ms": 5_000})
    number = trial.print("-o", "phone=5551236")
    until(lambda: (trial.job(number) or {}).get("state") == "sending", "the upload")
    trial.apt_install(trial.package)
    require(trial.job(number)["state"] == "sent", "the update did not wait")
    require("*OpenUI *FaxSplit" in ppd.read_text(), "the PPD is still the older one")
    require(len(trial.faxes()) == sent + 1, "it went out more than once")


def without_cups_an_update_says_what_is_left_to_do(trial: Trial) -> None:
    trial.debian.stop_cups()
    trial.apt_install(trial.older)
    said = trial.apt_install(trial.package)
    require("voipnow-fax phonebook refresh" in said, said[-400:])
    trial.debian.start_cups()


def removing_keeps_what_is_the_administrators(trial: Trial) -> None:
    debian = trial.debian
    with trial.recorded_systemctl() as calls:
        said = debian.run("apt-get", "remove", "-y", "-o", "Dpkg::Use-Pty=0", PACKAGE)
        for unit in ("metrics.timer", "resume.timer", "resume.path"):
            require(f"voipnow-fax-{unit}" in asked(calls(), "stop"), f"{unit} goes on: {calls()}")
    require("The printer Fax cannot print from now on" in said, said[-400:])
    for place in ("/usr/bin/voipnow-fax", "/usr/lib/cups/backend/voipnow", "/usr/share/cups-voipnow"):
        require(not debian.path(place).exists(), f"{place} is still there")
    for place in ("/etc/cups/voipnow.conf", "/etc/cups/voipnow-phonebook", f"{STATE}/journal.db"):
        require(debian.path(place).exists(), f"{place} is gone")


def what_an_installation_by_hand_has_left_is_written_on(trial: Trial) -> None:
    # Where there was no user voipnow-fax, the backend has worked as lp.
    debian = trial.debian
    debian.run("chown", "-R", "lp:lp", STATE)
    debian.run("chmod", "0700", STATE)
    with trial.recorded_systemctl() as calls:
        trial.apt_install(trial.package)
        begun = asked(calls(), "start", "restart")
        require("voipnow-fax-resume.timer" in begun and ".service" not in begun, calls())
    debian.run("cupsenable", "Fax")
    job = trial.printed("-o", "phone=5551238")
    require(job["state"] == "sent", job)
    for file in (STATE, f"{STATE}/journal.db", f"{STATE}/locks"):
        require(debian.mode_of(file).startswith("lp "), f"{file} is {debian.mode_of(file)}")
    require(debian.mode_of(STATE) == "lp lpadmin 2750", debian.mode_of(STATE))
    # As README.Debian tells.
    until(lambda: "printer Fax is idle" in debian.run("lpstat", "-p", "Fax"), "the end of the backend")
    debian.stop_cups()
    debian.run("chown", "-R", "-h", "voipnow-fax", STATE)
    debian.start_cups()
    require(trial.printed("-o", "phone=5551239")["state"] == "sent", "it cannot be handed over")
    require(debian.mode_of(f"{STATE}/journal.db").startswith("voipnow-fax "), debian.mode_of(f"{STATE}/journal.db"))
    debian.run("apt-get", "remove", "-y", PACKAGE)


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
    interrupted = debian.path("/etc/cups/.voipnow.conf.aB3dE9")  # as of a setup that was interrupted
    own = debian.path("/etc/cups/voipnow.conf.before")
    for file in (interrupted, own):
        file.touch(0o600)
    debian.run("apt-get", "purge", "-y", PACKAGE)
    require(own.exists(), "the copy of an administrator is gone")
    own.unlink()
    left = debian.run("find", "/", "-xdev", "(", "-path", "/srv", "-o", "-path", "/proc", "-o", "-path", "/dev", ")",
                      "-prune", "-o", "(", "-iname", "*voipnow*", "-o", "-name", "pdftofax*", "-o", "-name",
                      "faxcover*", "-o", "-uid", user, ")", "-print")
    require(not left.strip(), left)
    for database in ("passwd", "group"):
        require(debian.tried("getent", database, "voipnow-fax").returncode == 2, f"there is still a {database} entry")
    require(PACKAGE not in debian.run("dpkg-query", "-W"), "dpkg knows it")
