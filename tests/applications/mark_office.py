"""Letters with a mark as flat OpenDocument, which LibreOffice Writer prints.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import html

from mark_layouts import MARK, WHERE, Layout, Part, ink_of_mark

NAMESPACES = "".join(f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"),
    ("svg", "svg-compatible"))
) + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"{namespaces}>
<office:font-face-decls><style:font-face style:name="Sans" svg:font-family="Liberation Sans"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Sans"
 fo:font-size="11pt" fo:language="en" fo:country="US"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="letter"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in"
 fo:margin="0.75in"/></style:page-layout>
{styles}
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="letter"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def page(layout: Layout, hidden: bool) -> str:
    """With `hidden` the mark's place is there, and nothing in it."""
    styles = "".join(_styles(number, part, hidden) for number, part in enumerate(layout.parts))
    body = "".join(_table(number, part) for number, part in enumerate(layout.parts))
    return PAGE.format(namespaces=NAMESPACES, styles=styles, body=body)


def _styles(number: int, part: Part, hidden: bool) -> str:
    border = "0.5pt solid #000000" if part.lines else "none"
    return (f'<style:style style:name="table{number}" style:family="table"><style:table-properties'
            f' style:width="{part.width * len(part.cells)}pt" table:align="left"/></style:style>'
            f'<style:style style:name="column{number}" style:family="table-column"><style:table-column-properties'
            f' style:column-width="{part.width}pt"/></style:style>'
            f'<style:style style:name="cell{number}" style:family="table-cell"><style:table-cell-properties'
            f' fo:background-color="{part.ground}" fo:border="{border}" fo:padding="4pt"/></style:style>'
            f'<style:style style:name="ink{number}" style:family="paragraph"><style:text-properties'
            f' fo:color="{part.ink}"/></style:style>'
            f'<style:style style:name="mark{number}" style:family="text"><style:text-properties'
            f' fo:color="{ink_of_mark(part)}" loext:opacity="{0 if hidden else 100}%"/></style:style>')


def _table(number: int, part: Part) -> str:
    mark = f'<text:span text:style-name="mark{number}">{html.escape(MARK)}</text:span>'
    cells = "".join(f'<table:table-cell table:style-name="cell{number}"><text:p text:style-name="ink{number}">'
                    f'{html.escape(cell).replace(WHERE, mark)}</text:p></table:table-cell>' for cell in part.cells)
    return (f'<table:table table:name="t{number}" table:style-name="table{number}"><table:table-column'
            f' table:style-name="column{number}" table:number-columns-repeated="{len(part.cells)}"/>'
            f'<table:table-row>{cells}</table:table-row></table:table><text:p/>')
