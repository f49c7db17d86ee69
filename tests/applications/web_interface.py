"""The web interface of CUPS, in Chromium: "Set Default Options" gives the queue a number of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import time

import accessible
import desktop
from accessible import Element
from chromium import chromium
from command_line import lp
from processes import until
from trial import DIALLED, TYPED, Trial


def default_of_the_queue(trial: Trial) -> None:
    try:
        set_default(trial)
        lp(trial)
        trial.expect_sent_to(DIALLED)
    finally:
        trial.queue.set_default("None")


def set_default(trial: Trial) -> None:
    with chromium(trial, f"http://127.0.0.1:{trial.queue.port}/printers/Fax", "Fax - CUPS .*") as window:
        page = page_with(window, "push button", "Show All Jobs")
        choose(next(each for each in page.all_of("combo box") if "Set Default Options" in choices_of(each)),
               "Set Default Options")
        page = page_with(window, "push button", "Set Default Options")
        choose(next(each for each in page.all_of("combo box") if "Not set" in choices_of(each)), "Custom")
        page.find("entry").fill(TYPED)
        trial.keep_picture("web-interface", window)
        page.find("push button", "Set Default Options").click()
        until(lambda: "successfully" in " ".join(each.name for each in page_of(window).everything()), "the success")


def page_with(window: str, role: str, name: str) -> Element:
    """The page, once it has this element."""
    def there() -> Element | None:
        page = page_of(window)
        return page if page.all_of(role, name) else None

    return until(there, f"a page with {name}")


def page_of(window: str) -> Element:
    return accessible.application_window("Chromium", window).find("document web")


def choices_of(choice: Element) -> list[str]:
    return [each.name for each in choice.everything() if each.role == "menu item"]


def choose(choice: Element, words: str) -> None:
    choice.click()
    time.sleep(0.5)
    desktop.type_text(words)
    desktop.press("Return")
    time.sleep(0.5)


CHECKS = [("CUPS web interface: default number of the queue", default_of_the_queue)]
