"""The print commands lp and lpr.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from letters import plain_letter
from processes import output_of
from trial import BILLED_NUMBER, BILLING, DIALLED, ENTRY, ENTRY_NUMBER, MARK, MARKED_NUMBER, TYPED, Trial


def lp(trial: Trial, *options: str, text: tuple[str, ...] = ()) -> None:
    output_of(["lp", *options, str(plain_letter(trial.scratch / "letter.txt", *text))])


def option_of_lp(trial: Trial) -> None:
    lp(trial, "-o", f'phone="{TYPED}"')
    trial.expect_sent_to(DIALLED)


def option_of_lpr(trial: Trial) -> None:
    output_of(["lpr", "-o", f'phone="{TYPED}"', str(plain_letter(trial.scratch / "letter.txt"))])
    trial.expect_sent_to(DIALLED)


def entry_for_lp(trial: Trial) -> None:
    lp(trial, "-o", f'phone="{ENTRY}"')
    trial.expect_sent_to([ENTRY_NUMBER])


def billing_for_lp(trial: Trial) -> None:
    lp(trial, "-o", f'job-billing="{BILLING}"')
    trial.expect_sent_to([BILLED_NUMBER])


def mark_in_plain_text(trial: Trial) -> None:
    # The filter of CUPS that makes PDF of text says of no letter which one it is: the font does.
    lp(trial, text=(MARK,))
    trial.expect_sent_to([MARKED_NUMBER])


def default_in_lpoptions(trial: Trial) -> None:
    output_of(["lpoptions", "-p", "Fax", "-o", f'phone="{TYPED}"'])
    try:
        lp(trial)
        trial.expect_sent_to(DIALLED)
    finally:
        output_of(["lpoptions", "-p", "Fax", "-r", "phone"])


def given_to_a_held_job(trial: Trial) -> None:
    lp(trial)
    job = trial.expect_held("there is no fax number")
    output_of(["lp", "-i", str(job.number), "-o", f'phone="{TYPED}"', "-H", "resume"])
    trial.expect_sent_to(DIALLED, released=job.number)


CHECKS = [
    ("lp: option", option_of_lp),
    ("lpr: option", option_of_lpr),
    ("lp: entry of the phone book", entry_for_lp),
    ("lp: billing info", billing_for_lp),
    ("lp: mark in plain text", mark_in_plain_text),
    ("lpoptions: a person's own default", default_in_lpoptions),
    ("lp -i: number given to a held job", given_to_a_held_job),
]
