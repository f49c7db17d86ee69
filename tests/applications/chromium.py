"""Chromium: its print preview, printing without one (kiosk), and the system's dialog, which is GTK 3's.

The preview shows no options of the driver, so there the number stands in the page, as a mark.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
from collections.abc import Iterator

import accessible
import desktop
import gtk_dialogs
from letters import web_letter
from processes import output_of
from trial import DIALLED, MARK, MARKED_NUMBER, TYPED, Trial


@contextlib.contextmanager
def chromium(trial: Trial, url: str, title: str, *arguments: str) -> Iterator[str]:
    """Shows the page, whose title matches, and gives the id of the window."""
    # Without a sandbox, as root has none; the pages are our own.
    with trial.program("chromium", "--no-sandbox", "--disable-gpu", "--no-first-run", "--force-renderer-accessibility",
                       "--password-store=basic", f"--user-data-dir={trial.scratch}/home/chromium", *arguments, url):
        window = desktop.activate(f"^{title} - Chromium$")
        desktop.wait_until_still(window)
        yield window


def mark_in_preview(trial: Trial) -> None:
    letter = web_letter(trial.scratch / "marked.html", MARK)
    with chromium(trial, letter.as_uri(), "Letter") as window:
        desktop.press("ctrl+p")
        # The preview has the whole window, for those who look at it by accessibility.
        preview = accessible.window("Print", window)
        button = preview.find("push button", "Print")
        desktop.wait_until_still(window)
        trial.keep_picture("chromium-preview", window)
        button.click()
        trial.expect_sent_to([MARKED_NUMBER])


def default_in_kiosk(trial: Trial) -> None:
    output_of(["lpoptions", "-p", "Fax", "-o", f'phone="{TYPED}"'])
    try:
        letter = web_letter(trial.scratch / "letter.html")
        with chromium(trial, letter.as_uri(), "Letter", "--kiosk-printing"):
            desktop.press("ctrl+p")
            trial.expect_sent_to(DIALLED)
    finally:
        output_of(["lpoptions", "-p", "Fax", "-r", "phone"])


def typed_in_system_dialog(trial: Trial) -> None:
    letter = web_letter(trial.scratch / "letter.html")
    with chromium(trial, letter.as_uri(), "Letter"):
        desktop.press_until_window("ctrl+shift+p", gtk_dialogs.ANY_TITLE)
        gtk_dialogs.type_number_by_keys(trial, "chromium-system-dialog", TYPED)
        trial.expect_sent_to(DIALLED)


CHECKS = [
    ("Chromium, its preview: mark in the page", mark_in_preview),
    ("Chromium, kiosk printing: default of lpoptions", default_in_kiosk),
    ("Chromium, system dialog: number typed", typed_in_system_dialog),
]
