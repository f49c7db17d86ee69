"""Marks in documents of each program: who is faxed, and whether the mark is taken off the page and nothing else.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import functools
import pathlib

from mark_documents import PROGRAMS, MarkedLetter, make_letters
from page_comparison import difference, fax_pages
from processes import output_of
from trial import Trial, Wrong


@functools.cache
def letters(folder: pathlib.Path) -> list[MarkedLetter]:
    return make_letters(folder)


def taken_off(trial: Trial, program: str) -> None:
    """The page of the letter with the mark is, after the mark was taken off, the page on which it never was."""
    wrong = []
    pictures = trial.scratch / "mark-pages"
    pictures.mkdir(exist_ok=True)
    for letter in letters(trial.scratch / "mark-letters"):
        if letter.program != program:
            continue
        marked, blank = (fax_pages(pdf, pictures, trial.queue.stage)[0] for pdf in (letter.marked, letter.blank))
        if found := difference(marked, blank):
            wrong.append(f"{letter.layout}: {found}")
    if wrong:
        raise Wrong("; ".join(wrong))


def faxed_to(trial: Trial, program: str) -> None:
    for letter in letters(trial.scratch / "mark-letters"):
        if letter.program == program:
            output_of(["lp", str(letter.marked)])
            trial.expect_sent_to([letter.number], (1, None))


CHECKS = [check for program in PROGRAMS for check in (
    (f"Marks in documents of {program}: who is faxed", functools.partial(faxed_to, program=program)),
    (f"Marks in documents of {program}: taken off the page", functools.partial(taken_off, program=program)),
)]
