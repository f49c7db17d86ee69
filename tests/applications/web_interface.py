"""The web interface of CUPS, in Chromium: "Set Default Options" gives the queue a number of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import accessible
import desktop
from chromium import chromium
from command_line import lp
from trial import DIALLED, TYPED, Trial


def default_of_the_queue(trial: Trial) -> None:
    try:
        set_default(trial)
        lp(trial)
        trial.expect_sent_to(DIALLED)
    finally:
        trial.queue.set_default("None")


def set_default(trial: Trial) -> None:
    url = f"http://127.0.0.1:{trial.queue.port}/admin?op=set-printer-options&printer_name=Fax"
    with chromium(trial, url, "Set Printer Options .*") as window:
        pass


CHECKS = [("CUPS web interface: default number of the queue", default_of_the_queue)]
