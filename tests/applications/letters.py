"""The letters that the checks print: one page, with a paragraph of its own for each given line.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import html
import pathlib

LINES = ("Dear Ms. Castellanos,", "thank you for your order of April 14.", "Yours sincerely, Leonard Ashdown")

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:text>{}</office:text></office:body></office:document>
"""


def office_letter(path: pathlib.Path, *more: str) -> pathlib.Path:
    """For LibreOffice Writer."""
    path.write_text(FODT.format("".join(f"<text:p>{html.escape(line)}</text:p>" for line in (*LINES, *more))), "utf-8")
    return path


def web_letter(path: pathlib.Path, *more: str) -> pathlib.Path:
    """For browsers."""
    text = "".join(f"<p>{html.escape(line)}</p>" for line in (*LINES, *more))
    path.write_text(f'<!doctype html><meta charset="utf-8"><title>Letter</title>{text}', "utf-8")
    return path


def plain_letter(path: pathlib.Path, *more: str) -> pathlib.Path:
    path.write_text("\n\n".join((*LINES, *more)) + "\n", "utf-8")
    return path
