"""The print dialog of Qt 5 and Qt 6. No option can be typed there: the ways are a listed choice and the billing info.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import sys
import time
from collections.abc import Callable

import accessible
import desktop
from accessible import Element
from letters import plain_letter
from trial import BILLED_NUMBER, BILLING, CHOICE, ENTRY_NUMBER, Trial

PROGRAM = pathlib.Path(__file__).with_name("qt_program.py")


def choose_number(properties: Element, choice: str = CHOICE) -> None:
    properties.find("page tab", "Advanced").click()
    properties.beside("Fax number", ("combo box",)).click()
    time.sleep(0.3)
    # The phone book's entry is the first below "Not set", and "Custom" the last.
    desktop.press("Down" if choice == CHOICE else "End", "Return")
    properties.find("combo box", choice)


def type_billing(properties: Element) -> None:
    properties.find("page tab", "Job Options").click()
    properties.beside("Billing information", ("text",)).fill(BILLING)


def print_with(trial: Trial, version: str, give_number: Callable[[Element], None], picture: str) -> None:
    """Prints with Qt's dialog, after the number was given in the window with the printer's properties."""
    letter = plain_letter(trial.scratch / "letter.txt")
    with trial.program(sys.executable, "-B", PROGRAM, version, letter):
        dialog = accessible.window("Print")
        dialog.find("combo box", "Fax")
        dialog.find("push button", "Properties").click()
        properties = accessible.window("Printer Properties")
        give_number(properties)
        trial.keep_picture(picture, properties.window_id)
        properties.find("push button", "OK").click()
        dialog.find("push button", "Print").click()


def chosen(trial: Trial, version: str) -> None:
    print_with(trial, version, choose_number, f"choice-qt{version}")
    trial.expect_sent_to([ENTRY_NUMBER])


def billed(trial: Trial, version: str) -> None:
    print_with(trial, version, type_billing, "dialog-qt" if version == "6" else "billing-qt5")
    trial.expect_sent_to([BILLED_NUMBER])


def custom(trial: Trial, version: str) -> None:
    print_with(trial, version, lambda properties: choose_number(properties, "Custom"), f"custom-qt{version}")
    trial.expect_held("there is no fax number")


CHECKS = [
    ("Qt 5 dialog: entry of the phone book", lambda trial: chosen(trial, "5")),
    ("Qt 5 dialog: billing info", lambda trial: billed(trial, "5")),
    ("Qt 5 dialog: \"Custom\" without a number, and the job is held", lambda trial: custom(trial, "5")),
    ("Qt 6 dialog: entry of the phone book", lambda trial: chosen(trial, "6")),
    ("Qt 6 dialog: billing info", lambda trial: billed(trial, "6")),
    ("Qt 6 dialog: \"Custom\" without a number, and the job is held", lambda trial: custom(trial, "6")),
]
