"""Letters with a mark as GTK programs print them: text by Pango, on a PDF surface of cairo.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib

import cairo
import gi

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

from mark_layouts import MARK, WHERE, Layout, Part, ink_of_mark

WIDTH, HEIGHT, MARGIN, PADDING = 612, 792, 54, 5


def write_pdf(layout: Layout, hidden: bool, pdf: pathlib.Path) -> None:
    """With `hidden` the mark's place is there, and nothing in it."""
    surface = cairo.PDFSurface(str(pdf), WIDTH, HEIGHT)
    context = cairo.Context(surface)
    top = MARGIN
    for part in layout.parts:
        top += _draw(context, part, top, hidden) + 16
    surface.finish()


def _draw(context: cairo.Context, part: Part, top: float, hidden: bool) -> float:
    """Gives the height of the part."""
    texts = [_text(context, cell, part.width - 2 * PADDING) for cell in part.cells]
    height = max(text.get_pixel_extents()[1].height for text in texts) + 2 * PADDING
    for number, (cell, text) in enumerate(zip(part.cells, texts)):
        left = MARGIN + number * part.width
        context.rectangle(left, top, part.width, height)
        context.set_source_rgb(*_colour(part.ground))
        context.fill_preserve() if part.lines else context.fill()
        context.set_source_rgb(*_colour(part.ink))
        context.set_line_width(0.5)
        context.stroke()
        ink = None if hidden else ink_of_mark(part)
        _show(context, text, (left + PADDING, top + PADDING), part, ink, cell.find(WHERE))
    return height


def _text(context: cairo.Context, cell: str, width: float) -> Pango.Layout:
    text = PangoCairo.create_layout(context)
    PangoCairo.context_set_resolution(text.get_context(), 72)  # of the points of a PDF
    text.set_font_description(Pango.FontDescription("Liberation Sans 11"))
    text.set_width(round(width * Pango.SCALE))
    # With a colour the mark is a run of its own; which colour it gets is said when it is drawn.
    text.set_markup(cell.replace(WHERE, f'<span foreground="#000000">{MARK}</span>'), -1)
    return text


def _show(context: cairo.Context, text: Pango.Layout, at: tuple[float, float], part: Part, ink: str | None,
          mark: int) -> None:
    """The mark, which begins at byte `mark`, is drawn with this ink or not at all."""
    walk = text.get_iter()
    while True:
        run = walk.get_run_readonly()
        colour = ink if run and 0 <= mark <= run.item.offset < mark + len(MARK) else part.ink
        if run and colour:
            context.set_source_rgb(*_colour(colour))
            context.move_to(at[0] + walk.get_run_extents()[1].x / Pango.SCALE,
                            at[1] + walk.get_baseline() / Pango.SCALE)
            PangoCairo.show_glyph_item(context, text.get_text(), run)
        if not walk.next_run():
            break


def _colour(text: str) -> tuple[float, ...]:
    return tuple(int(text[at:at + 2], 16) / 255 for at in (1, 3, 5))
