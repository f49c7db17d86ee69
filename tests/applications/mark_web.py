"""Letters with a mark as HTML, which Chromium and Qt print.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import html

from mark_layouts import MARK, WHERE, Layout, Part

# Qt's text documents know few styles: tables carry the grounds and the lines, and "transparent" hides.
HIDDEN = {"chromium": "visibility: hidden", "qt": "color: transparent"}


def page(layout: Layout, program: str, hidden: bool) -> str:
    """`program` is one of HIDDEN. With `hidden` the mark's place is there, and nothing in it."""
    style = f' style="{HIDDEN[program]}"' if hidden else ""
    mark = f"<span{style}>{html.escape(MARK)}</span>"
    parts = "".join(_table(part, mark) for part in layout.parts)
    return ('<!doctype html><meta charset="utf-8"><style>@page { size: letter; margin: 54pt } '
            'body, td { font-family: "Liberation Sans"; font-size: 11pt } table { border-collapse: collapse }</style>'
            f"<title>{layout.name}</title><body>{parts}")


def _table(part: Part, mark: str) -> str:
    border = "1" if part.lines else "0"
    cells = "".join(f'<td width="{part.width * 4 // 3}" bgcolor="{part.ground}" '
                    f'style="color: {part.ink}; width: {part.width}pt">{html.escape(cell).replace(WHERE, mark)}</td>'
                    for cell in part.cells)
    return f'<table border="{border}" cellpadding="6" cellspacing="0"><tr>{cells}</tr></table><p>&nbsp;</p>'
