"""Evince, the document viewer of GNOME: it remembers what was typed in its print dialog, which is GTK 3's.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import shutil

import desktop
import gtk_dialogs
from accessible import Element
from fax_queue import HOME
from processes import until
from trial import DIALLED, TYPED, Trial

LETTER_PDF = (2, "Castellanos")  # install/demo-letter


def print_letter(trial: Trial, type_it: bool) -> None:
    letter = shutil.copy(HOME / "install/demo-letter/letter.pdf", trial.scratch / "letter.pdf")
    with trial.program("evince", letter):
        desktop.activate("^letter.pdf")
        desktop.press_until_window("ctrl+p", "^Print$")
        dialog = gtk_dialogs.open_dialog()
        if type_it:
            gtk_dialogs.type_number(dialog, TYPED)
        else:
            check_remembered(dialog)
        trial.keep_picture("evince-typed" if type_it else "evince-remembered", dialog.window_id)
        gtk_dialogs.press_print(dialog)
        trial.expect_sent_to(DIALLED, LETTER_PDF)


def check_remembered(dialog: Element) -> None:
    gtk_dialogs.show_tab(dialog, "Advanced", gtk_dialogs.NUMBER)
    field = dialog.beside(gtk_dialogs.NUMBER, ("text",))
    until(lambda: field.text == TYPED, "the number of the last time in the dialog", 5)


CHECKS = [
    ("Evince: number typed", lambda trial: print_letter(trial, type_it=True)),
    ("Evince: number remembered from the last time", lambda trial: print_letter(trial, type_it=False)),
]
