"""Firefox: its own print dialog, and the system's, which is GTK 3's.

Its own shows no options of the driver, so there the number stands in the page, as a mark.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
from collections.abc import Iterator

import accessible
import desktop
import gtk_dialogs
from accessible import Element
from letters import web_letter
from trial import DIALLED, MARK, MARKED_NUMBER, TYPED, Trial

SETTINGS = """user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("accessibility.force_disabled", -1);
"""


@contextlib.contextmanager
def dialog_for(trial: Trial, *lines: str) -> Iterator[Element]:
    """The window of Firefox, in which its own dialog for a letter with the lines is open."""
    letter = web_letter(trial.scratch / "letter.html", *lines)
    profile = trial.scratch / "home/firefox"
    profile.mkdir(exist_ok=True)
    (profile / "user.js").write_text(SETTINGS)
    with trial.program("firefox-esr", "--no-remote", "--profile", profile, letter.as_uri()):
        window = desktop.activate("^Letter — Mozilla Firefox$", seconds=60)
        desktop.wait_until_still(window)
        desktop.press("ctrl+p")
        found = accessible.window("Letter — Mozilla Firefox", window)
        found.find("link", "Print using the system dialog…")
        desktop.wait_until_still(window)
        yield found


def mark_in_own_dialog(trial: Trial) -> None:
    with dialog_for(trial, MARK) as window:
        trial.keep_picture("firefox-dialog", window.window_id)
        window.find("push button", "Print").click()
        trial.expect_sent_to([MARKED_NUMBER])


def typed_in_system_dialog(trial: Trial) -> None:
    with dialog_for(trial) as window:
        window.find("link", "Print using the system dialog…").click()
        gtk_dialogs.type_number_by_keys(trial, "firefox-system-dialog", TYPED)
        trial.expect_sent_to(DIALLED)


CHECKS = [
    ("Firefox, its dialog: mark in the page", mark_in_own_dialog),
    ("Firefox, system dialog: number typed", typed_in_system_dialog),
]
