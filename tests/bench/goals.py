"""The goals of the fax pages, in the order of the table.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from contenders import GS, MUTOOL, PDFTOPPM
from goal import Goal

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
