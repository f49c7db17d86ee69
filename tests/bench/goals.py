"""The goals of the fax pages, in the order of the table, and what was measured for each.

A goal holds when its figure is within its limits. The figure is a ratio to a competitor wherever there is one, measured in
the same run: absolute times say more about the machine than about the program.
SPDX-License-Identifier: GPL-3.0-or-later
"""

from dataclasses import dataclass

from contenders import GS, MUTOOL, PDFTOPPM


@dataclass(frozen=True)
class Goal:
    part: str          # speed, memory, bytes, legibility, corpus
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


GOALS = {
    "business-gs": Goal("speed", "business documents, wall time", GS, most=0.33),
    "business-mutool": Goal("speed", "business documents, wall time", MUTOOL, most=0.8),
    "business-pdftoppm": Goal("speed", "business documents, wall time", PDFTOPPM, most=0.6),
    "manual-one": Goal("speed", "manual of 200 pages, one worker, wall time", GS, most=0.7),
    "manual-two": Goal("speed", "manual of 200 pages, two workers, wall time", GS, most=0.4),
    "memory-business": Goal("memory", "peak memory, the worst business document", GS, most=1.0),
    "memory-pages": Goal("memory", "peak memory, 1,000 pages against 10", "ours at 10 pages", most=1.1, least=0.9),
    "bytes-gs": Goal("bytes", "G4 bytes a page, fine", GS, most=0.35),
    "bytes-pdftoppm": Goal("bytes", "G4 bytes a page, fine", PDFTOPPM, most=0.15),
    "recall-fine": Goal("legibility", "words read on business pages, fine", least=93, unit="%"),
    "recall-standard": Goal("legibility", "words read on business pages, standard", least=88, unit="%"),
    "errors-fine": Goal("legibility", "characters wrong on stress pages, fine", most=1, unit="%"),
    "errors-standard": Goal("legibility", "characters wrong on stress pages, standard", most=3, unit="%"),
    "corpus-crashes": Goal("corpus", "files of the corpus that crash the filter", most=0, unit="files"),
    "corpus-hangs": Goal("corpus", "files that take more than 60 s", most=0, unit="files"),
    "corpus-memory": Goal("corpus", "peak memory, the worst file", most=256, unit="MB"),
    "corpus-lost": Goal("corpus", "files with exit 0 and pages lost", most=0, unit="files"),
}
PARTS = list(dict.fromkeys(goal.part for goal in GOALS.values()))
