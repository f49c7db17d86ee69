"""LibreOffice Writer: the number in the printer's properties, and a mark in the text, which headless printing needs.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib

import accessible
import desktop
from accessible import Element
from letters import office_letter
from trial import CHOICE, DIALLED, ENTRY_NUMBER, MARK, MARKED_NUMBER, TYPED, Trial

# The user interface of GTK is the one of GNOME, and of the other desktops but for Plasma.
ENVIRONMENT = {"SAL_USE_VCLPLUGIN": "gtk3"}


def office(trial: Trial, *arguments: str | pathlib.Path) -> list[str | pathlib.Path]:
    profile = trial.scratch / "home/office"
    return ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo", "--nofirststartwizard",
            *arguments]


def print_with_number(trial: Trial, choice: str, typed: str | None, picture: str) -> None:
    letter = office_letter(trial.scratch / f"{picture}.fodt")
    with trial.program(*office(trial, "--writer", letter), environment=ENVIRONMENT):
        dialog = open_dialog(letter.name)
        dialog.find("push button", "Properties...").click()
        properties = accessible.window("Properties of Fax")
        properties.find("page tab", "Device").click()
        properties.find("table cell", "Fax number").click()
        properties.find("table cell", choice).click()
        if typed:
            properties.find("text").fill(typed)
        trial.keep_picture(picture, properties.window_id)
        properties.find("push button", "OK").click()
        dialog.find("push button", "Print").click()
        trial.expect_sent_to(DIALLED if typed else [ENTRY_NUMBER])


def open_dialog(document: str) -> Element:
    desktop.activate(f"^{document} .*Writer$", seconds=60)
    desktop.press_until_window("ctrl+p", "^Print$")
    return accessible.window("Print")


def typed(trial: Trial) -> None:
    print_with_number(trial, "Custom", TYPED, "dialog-libreoffice")


def chosen(trial: Trial) -> None:
    print_with_number(trial, CHOICE, None, "choice-libreoffice")


def headless_with_mark(trial: Trial) -> None:
    letter = office_letter(trial.scratch / "marked.fodt", MARK)
    with trial.program(*office(trial, "--headless", "--pt", "Fax", letter)):
        trial.expect_sent_to([MARKED_NUMBER])


CHECKS = [
    ("LibreOffice: number typed in the printer's properties", typed),
    ("LibreOffice: entry of the phone book", chosen),
    ("LibreOffice, headless: mark in the text", headless_with_mark),
]
