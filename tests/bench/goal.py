"""A goal of a benchmark, and what was measured for it.

A goal holds when its figure is within its limits. The figure is a ratio to a competitor wherever there is one, measured in
the same run: absolute times say more about the machine than about the program.
SPDX-License-Identifier: GPL-3.0-or-later
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    part: str          # of the benchmark, as --only names it
    name: str
    against: str = ""  # the competitor, where the figure is a ratio
    most: float | None = None
    least: float | None = None
    unit: str = "x"    # x for a ratio, % for a share, and other words for counts

    def shown(self, figure: float) -> str:
        if self.unit == "x":
            return f"{figure:.2f} x"
        return f"{figure:.2f} %" if self.unit == "%" else f"{figure:g} {self.unit}"

    @property
    def limits(self) -> str:
        if self.most is not None and self.least is not None:
            return f"{self.least:.2f} to {self.most:.2f} x"
        sign, limit = ("≤", self.most) if self.most is not None else ("≥", self.least)
        return f"{sign} {limit:g} {self.unit}"


@dataclass(frozen=True)
class Measured:
    figure: float
    ours: str = ""    # in plain units
    theirs: str = ""

    def meets(self, goal: Goal) -> bool:
        return ((goal.most is None or self.figure <= goal.most) and
                (goal.least is None or self.figure >= goal.least))
