"""One round: a job to 1 or 12 recipients, a disturbance at a random moment, and the count of faxes when it is at rest.

A round is all in its Plan, which comes from the seed and the round's number alone. run(plan, site) gives the Outcome:
    duplicates   recipients who got more than one fax
    lost         recipients who got none although nobody is told: CUPS calls the job completed, aborted or canceled, does
                 not know it, or says nothing of why it is held; or it did not come to rest
    held         recipients who got none, and the job is held (or, where a filter failed, stopped), with the reason
A job that is held is released, as a person would, at most twice. When nothing of the backend is left and CUPS believes the
job to be at its end, another job is printed, as an office would; the interrupted one shall go on then.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import random
import time
from dataclasses import dataclass, field

import ipp
from disturbances import FORGETFUL, KINDS, chosen_faults, chosen_kind
from fax_site import HOME, FaxSite
from processes import Timeout, until

LETTER = HOME / "install/demo-letter/letter.pdf"
LONGEST = 60  # seconds until a job is at rest
GOES_ON = 5   # seconds after another job's end, for the interrupted one to go on
MOST_RELEASES = 2
NUMBERS_EACH = 20  # of a round: for its job, and behind them one for the next job of the office
AT_REST = {ipp.STOPPED: "stopped", ipp.COMPLETED: "completed", ipp.ABORTED: "aborted", ipp.CANCELED: "canceled"}


@dataclass(frozen=True)
class Plan:
    number: int
    recipients: list[str]
    other_recipient: str
    faults: list[dict]
    kind: str
    steps: int      # of the service to wait for: faxes that were created or sent
    pause: float    # seconds after that
    second: str     # another disturbance after the first, or ""
    second_pause: float

    def __str__(self) -> str:
        faults = ", ".join(" ".join(f"{key}={value}" for key, value in each.items()) for each in self.faults)
        second = f", then {self.second} after {self.second_pause:.2f} s" if self.second else ""
        return (f"{len(self.recipients)} recipients, {self.kind} {self.pause:.3f} s after step {self.steps}{second}"
                f"; faults: {faults or 'none'}")


def plan_of(seed: int, number: int) -> Plan:
    dice = random.Random(f"{seed}/{number}")
    first = 5_000_000 + number * NUMBERS_EACH
    many = dice.choice([False, True])
    steps = dice.choice([0, 0, 1, 2, 3, 4, 5, 6] if many else [0, 0, 1, 2])
    pause = dice.uniform(0, 0.4) if steps == 0 else dice.choice([0, dice.uniform(0, 0.05), dice.uniform(0, 0.5)])
    kind = chosen_kind(dice, FORGETFUL if steps == 0 else "")
    second = chosen_kind(dice, FORGETFUL) if kind != FORGETFUL and dice.random() < 0.2 else ""
    return Plan(number, [str(first + i) for i in range(12 if many else 1)], str(first + NUMBERS_EACH - 1),
                chosen_faults(dice), kind, steps, pause, second, dice.uniform(0, 1))


@dataclass
class Outcome:
    plan: Plan
    job: int = 0
    duplicates: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    message: str = ""     # what CUPS says of the job at the end
    missed: bool = False  # there was nobody left to disturb
    releases: int = 0
    others: int = 0       # jobs of the office that were needed
    story: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.duplicates and not self.lost


class _Round:
    def __init__(self, plan: Plan, site: FaxSite):
        self.plan = plan
        self.site = site
        self.outcome = Outcome(plan)
        self.first_fax = 0
        self.began = time.monotonic()

    def run(self) -> Outcome:
        self.site.ask_emulator("api/faults", method="DELETE")
        self.first_fax = self.site.newest_fax() + 1
        for fault in self.plan.faults:
            self.site.ask_emulator("api/faults", fault)
        revision = self.site.revision()
        job = self.site.print(LETTER, self.plan.recipients)
        self.outcome.job = job
        self.say(f"printed job {job}: {self.plan}")
        self.disturb(job, revision)
        self.settle(job, self.plan.recipients)
        self.judge(job)
        return self.outcome

    def say(self, line: str) -> None:
        self.outcome.story.append(f"{time.monotonic() - self.began:6.2f} {line}")

    def disturb(self, job: int, revision: int) -> None:
        for _ in range(self.plan.steps):
            now = self.site.revision(revision, 2)
            if now == revision:
                break
            revision += 1
        if self.plan.steps == 0:
            try:
                until(lambda: self.site.backends(job), "the backend's start", 2, 0.005)
            except Timeout:
                pass
        for kind, pause in ((self.plan.kind, self.plan.pause), (self.plan.second, self.plan.second_pause)):
            if kind:
                time.sleep(pause)
                done = KINDS[kind][0](self.site, job)
                self.outcome.missed = not done
                self.say(kind if done else f"{kind}: nobody there")

    def settle(self, job: int, recipients: list[str]) -> None:
        """Until everybody has a fax, or nothing moves any more without a person, who releases the job or prints another."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            state = self.at_rest(job)
            if state == "":
                time.sleep(0.03)
                continue
            missing = self.missing(recipients)
            # Between the two looks it may have gone on.
            if not missing or self.at_rest(job) != state:
                if not missing:
                    return
                continue
            if state != "held" and self.outcome.others == 0:
                self.print_another(job)
            elif state in ("held", "stopped") and self.outcome.releases < MOST_RELEASES:
                self.release(job, state)
            else:
                return
        self.say("it did not come to rest")

    def at_rest(self, job: int) -> str:
        """What CUPS says of the job when nobody works on it: "held", "completed" …, "unknown"; "" while it goes on."""
        attributes = self.site.job(job)
        if self.site.backends(job):
            return ""
        if attributes is None:
            return "unknown"
        state = attributes["job-state"]
        if state == ipp.HELD:
            # Until a time of the day: CUPS tries again then.
            return "held" if attributes.get("job-hold-until") == "indefinite" else ""
        return AT_REST.get(state, "")

    def missing(self, recipients: list[str]) -> list[str]:
        return [number for number, count in self.site.faxes_to(recipients, self.first_fax).items() if count == 0]

    def release(self, job: int, state: str) -> None:
        self.outcome.releases += 1
        self.say(f"job {job} is {state}, and released: {self.site.job(job).get('job-printer-state-message')}")
        self.site.command("lp", "-i", str(job), "-H", "resume" if state == "held" else "restart")
        time.sleep(0.1)

    def print_another(self, job: int) -> None:
        rest = self.at_rest(job)
        self.outcome.others += 1
        other = self.site.print(LETTER, [self.plan.other_recipient])
        self.say(f"CUPS calls the job at its end with recipients missing; printed another, job {other}")
        until(lambda: self.at_rest(other), "the other job's end", LONGEST, 0.05)
        with contextlib.suppress(Timeout):
            until(lambda: self.at_rest(job) != rest, "the interrupted job to go on", GOES_ON, 0.05)

    def judge(self, job: int) -> None:
        counts = self.site.faxes_to(self.plan.recipients + [self.plan.other_recipient], self.first_fax)
        other = counts[self.plan.other_recipient]
        missing = [number for number in self.plan.recipients if counts[number] == 0]
        attributes = self.site.job(job) or {}
        message = attributes.get("job-printer-state-message", "")
        self.outcome.message = message
        is_told = attributes.get("job-state") in (ipp.HELD, ipp.STOPPED) and message != ""
        self.outcome.duplicates = [number for number, count in counts.items() if count > 1]
        self.outcome.held = missing if is_told else []
        self.outcome.lost = [] if is_told else missing
        if self.outcome.others and other == 0:
            self.outcome.lost.append(self.plan.other_recipient)
        self.say(f"CUPS: {attributes or 'unknown job'}; {len(self.plan.recipients) - len(missing)} of "
                 f"{len(self.plan.recipients)} recipients have a fax, {len(self.outcome.held)} are held, "
                 f"{len(self.outcome.lost)} lost, {len(self.outcome.duplicates)} have two")


def run(plan: Plan, site: FaxSite) -> Outcome:
    return _Round(plan, site).run()
