"""The letters with a mark: where the mark stands, told so that each program can set them in its own way.

A letter is a list of parts, one below the other on the page. The mark itself is one string; a program sets the letter
twice: with the mark, and with nothing in the place where it stood, so that all else stands where it stood.
SPDX-License-Identifier: GPL-3.0-or-later
"""

from dataclasses import dataclass, field

MARK = "@@fax: +1 555 010 0101@@"
NUMBER = "+15550100101"
WHERE = "{mark}"  # in a text: here the mark stands

WHITE, BLACK = "#ffffff", "#000000"
BEFORE = "Thank you for your order of April 14. We confirm the instruments and reserve them until May 15."
AFTER = "Please sign the second page and send it back. The order is firm when we have it."


@dataclass(frozen=True)
class Part:
    """A paragraph, or with several cells a table of one row with lines around its cells."""
    cells: tuple[str, ...]
    width: int = 450          # points, of each cell
    ink: str = BLACK
    ground: str = WHITE
    lines: bool = False


def ink_of_mark(part: Part) -> str:
    """Nearly the ink of the part. As the ink is another one, programs write the mark as a piece of text of its own, and
    what stands behind it is placed the same with the mark and without, to the last digit."""
    return f"#{int(part.ink[1:], 16) ^ 1:06x}"


@dataclass(frozen=True)
class Layout:
    name: str
    parts: tuple[Part, ...] = field(repr=False)


def _with(*parts: Part) -> tuple[Part, ...]:
    return Part((BEFORE,)), *parts, Part((AFTER,))


LAYOUTS = (
    Layout("line", _with(Part((WHERE,)))),
    Layout("sentence", _with(Part((f"Copies go to the office {WHERE} and to the file, as last time.",)))),
    Layout("column", _with(Part((f"Send to {WHERE} today.",), width=100, lines=True))),
    Layout("cell", _with(Part(("Recipient", WHERE, "by fax"), width=150, lines=True))),
    Layout("pale", _with(Part((f"To {WHERE} at once",), ground="#fff2b3"))),
    Layout("dark", _with(Part((f"To {WHERE} at once",), ink=WHITE, ground="#1f3a6d"))),
)
