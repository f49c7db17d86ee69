"""The print dialogs of GTK 3 and GTK 4, in the printing page of the demo programs that come with GTK.

The dialogs of Evince, Chromium and Firefox are GTK 3's too, and are worked by what stands here. In GTK 4.8 what is
typed as a custom string is lost, so there the ways are a listed choice and the billing info.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import time

import accessible
import desktop
from accessible import Element
from processes import until
from trial import BILLED_NUMBER, BILLING, DIALLED, ENTRY_NUMBER, TYPED, Trial

# Through the portal, where there is one, Chromium calls the dialog otherwise.
ANY_TITLE = "^&?Print[^A-Za-z]*$"
NUMBER, BILLING_INFO = "Fax number", "Billing info"
OWN_SOURCE = (None, "gtk")  # what the demo programs print


def open_dialog(title: str = "Print") -> Element:
    """The dialog, once it knows the options of the queue Fax, which is the default printer."""
    dialog = accessible.window(title)
    until(lambda: _tabs(dialog, "Advanced"), "the tab with the printer's options")
    return dialog


def _tabs(dialog: Element, name: str) -> list[Element]:
    # In GTK 4 a tab has the name "Tab", and its label the name.
    return dialog.all_of("page tab", name) or dialog.all_of("label", name)


def show_tab(dialog: Element, tab: str, label: str) -> None:
    """Turns to the tab, on which the label stands."""
    def is_shown() -> bool:
        _tabs(dialog, tab)[0].click()
        return bool(dialog.all_of("label", label))

    until(is_shown, f"the tab {tab}")


def type_number(dialog: Element, number: str) -> None:
    show_tab(dialog, "Advanced", NUMBER)
    dialog.beside(NUMBER, ("text",)).fill(number)


def type_billing(dialog: Element, text: str) -> None:
    show_tab(dialog, "Job", BILLING_INFO)
    dialog.beside(BILLING_INFO, ("text",)).fill(text)


def choose_number(dialog: Element) -> None:
    """The first entry of the phone book, which stands below "Not set"."""
    show_tab(dialog, "Advanced", NUMBER)
    dialog.beside(NUMBER, ("combo box",)).click(at_right=True)
    time.sleep(0.3)
    desktop.press("Down", "Return")
    time.sleep(0.3)


def press_print(dialog: Element) -> None:
    (dialog.all_of("push button", "Print") or dialog.all_of("label", "Print"))[0].click()


def type_number_by_keys(trial: Trial, picture: str, number: str) -> None:
    """Types the number and prints, in a GTK 3 dialog that accessibility does not show, as those of browsers."""
    dialog = desktop.activate(ANY_TITLE)
    desktop.wait_until_still(dialog)  # the tab for the printer's options comes when they are known
    desktop.press("End", "Tab", "ctrl+a")
    desktop.type_text(number)
    trial.keep_picture(picture, dialog)
    desktop.press("alt+p")


def typed_in_gtk3(trial: Trial, picture: str = "dialog-gtk3", **environment: str) -> None:
    with trial.program("gtk3-demo", "--run=printing", environment=environment):
        dialog = open_dialog()
        type_number(dialog, TYPED)
        trial.keep_picture(picture, dialog.window_id)
        press_print(dialog)
        trial.expect_sent_to(DIALLED, OWN_SOURCE)


def typed_in_portal(trial: Trial) -> None:
    """As programs in a sandbox print: the desktop shows the dialog for them."""
    typed_in_gtk3(trial, "portal", GTK_USE_PORTAL="1")


def typed_in_gtk4(trial: Trial) -> None:
    with trial.program("gtk4-demo", "--run=printing"):
        dialog = open_dialog()
        type_number(dialog, TYPED)
        press_print(dialog)
        trial.expect_held("there is no fax number")


def billed(trial: Trial, program: str) -> None:
    with trial.program(program, "--run=printing"):
        dialog = open_dialog()
        type_billing(dialog, BILLING)
        trial.keep_picture(f"billing-{program}", dialog.window_id)
        press_print(dialog)
        trial.expect_sent_to([BILLED_NUMBER], OWN_SOURCE)


def chosen(trial: Trial, program: str, picture: str = "") -> None:
    with trial.program(program, "--run=printing"):
        dialog = open_dialog()
        choose_number(dialog)
        trial.keep_picture(picture or f"choice-{program}", dialog.window_id)
        press_print(dialog)
        trial.expect_sent_to([ENTRY_NUMBER], OWN_SOURCE)


def long_default(trial: Trial, program: str) -> None:
    """The dialog sends the queue's default along, cut to 40 characters: what is faxed to is the whole default."""
    numbers = [f"555010{digit}" for digit in "12345"]
    trial.queue.set_default(f"Custom.{','.join(numbers)}")
    try:
        with trial.program(program, "--run=printing"):
            dialog = open_dialog()
            show_tab(dialog, "Advanced", NUMBER)
            press_print(dialog)
            trial.expect_sent_to(numbers, OWN_SOURCE)
    finally:
        trial.queue.set_default("None")


CHECKS = [
    ("GTK 3 dialog: number typed", typed_in_gtk3),
    ("GTK 3 dialog: billing info", lambda trial: billed(trial, "gtk3-demo")),
    ("GTK 3 dialog: entry of the phone book", lambda trial: chosen(trial, "gtk3-demo")),
    ("GTK 3 dialog: a long default of the queue", lambda trial: long_default(trial, "gtk3-demo")),
    ("xdg portal: number typed", typed_in_portal),
    ("GTK 4 dialog: number typed is lost, and the job is held", typed_in_gtk4),
    ("GTK 4 dialog: billing info", lambda trial: billed(trial, "gtk4-demo")),
    ("GTK 4 dialog: entry of the phone book", lambda trial: chosen(trial, "gtk4-demo", "dialog-gtk4")),
    ("GTK 4 dialog: a long default of the queue", lambda trial: long_default(trial, "gtk4-demo")),
]
