"""The checks: what becomes of a job whose uploads go to a store that others wrote.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import time

from rough_line import AnswerHeld, Delayed, StalledAfter
from store_trial import Trial, require

# Behind the handshake of TLS, and before the end of the letter's fax.
IN_THE_MIDDLE = 6000


def right(trial: Trial) -> None:
    trial.print("phone=5550100")
    job = trial.expect_sent()
    stored, = trial.expect_stored(job)
    fax, = trial.creates()
    require(trial.statuses() == [200], trial.statuses())
    require(len(stored.content) > 2 * IN_THE_MIDDLE, "the letter is too short for the checks that follow")
    require(stored.headers["content-type"] == "application/pdf", stored.headers)
    require(stored.headers["x-object-meta-he-int-faxout"] == "1", stored.headers)
    require(stored.headers["x-object-meta-app-faxid"] == str(fax["id"]), stored.headers)


def several(trial: Trial) -> None:
    numbers = [str(5550100 + count) for count in range(12)]
    trial.print(f"phone={','.join(numbers)}")
    job = trial.expect_sent()
    # Creates run side by side.
    require(sorted(job.recipients) == numbers, job)
    require(len(trial.expect_stored(job)) == 3, "12 recipients are three faxes")


def expired(trial: Trial) -> None:
    # The upload begins in time, and comes to the store when the URL has ended.
    trial.set_store(trial.line.port, url_lifetime=2)
    trial.line.order(Delayed(2.5))
    trial.print("phone=5550100")
    job = trial.expect_sent()
    *refused, last = trial.statuses()
    require(last == 200 and refused and set(refused) == {403}, trial.statuses())
    require(len(trial.creates()) == len(trial.statuses()), "a URL that has ended needs a new create")
    trial.expect_stored(job)


def altered(trial: Trial) -> None:
    trial.set_store(trial.front.altering_port)
    trial.print("phone=5550100")
    trial.expect_held("SignatureDoesNotMatch")
    require(trial.statuses() == [403], trial.statuses())
    require(trial.names() == [], trial.names())


def stalled(trial: Trial) -> None:
    trial.line.order(StalledAfter(IN_THE_MIDDLE))
    trial.print("phone=5550100")
    job = trial.expect_sent()
    require(trial.connections() == 2, f"{trial.connections()} connections to the store")
    require(trial.statuses()[-1] == 200, trial.statuses())
    require(len(trial.creates()) == 1, "the URL has not ended: it needs no new create")
    trial.expect_stored(job)


def repeated(trial: Trial) -> None:
    trial.line.order(AnswerHeld(IN_THE_MIDDLE))
    trial.print("phone=5550100")
    trial.wait_for_object()
    trial.line.cut()
    job = trial.expect_sent()
    require(trial.statuses() == [200, 200], trial.statuses())
    require(len(trial.creates()) == 1, "the URL has not ended: it needs no new create")
    trial.expect_stored(job)


def doubtful(trial: Trial) -> None:
    trial.set_store(trial.line.port, url_lifetime=2)
    trial.line.order(AnswerHeld(IN_THE_MIDDLE))
    trial.print("phone=5550100")
    trial.wait_for_object()
    time.sleep(2)
    trial.line.cut()
    trial.expect_held("may have accepted", "in-doubt")
    require(trial.statuses() == [200], trial.statuses())
    require(len(trial.names()) == 1 and len(trial.creates()) == 1, f"{trial.names()}, {trial.creates()}")


CHECKS = [
    ("right: the store has the fax's bytes and headers", right),
    ("12 recipients: one object for each of three faxes", several),
    ("expired: the store refuses, a new create, one object", expired),
    ("altered header: the store refuses, the job is held, nothing is stored", altered),
    ("stall in the middle: repeated to the same URL, one object", stalled),
    ("answer lost: repeated to the same URL, one object", repeated),
    ("answer lost, and the URL has ended: in doubt, held, one object", doubtful),
]
