"""What can be read on fax pages, by Tesseract: whether they are the pages of the document that was printed.

text_of_pages(files) gives the text of each page of the PDF files.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import tempfile

from processes import output_of


def text_of_pages(files: list[pathlib.Path]) -> list[str]:
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            output_of(["pdftoppm", "-r", "200", "-gray", str(file), f"{folder}/{number:03}"])
        for picture in sorted(pathlib.Path(folder).glob("*.pgm")):
            # One thread: for a page it is as quick as more, and other things run beside it.
            texts.append(output_of(["tesseract", str(picture), "-", "--psm", "6"],
                                   environment={"OMP_THREAD_LIMIT": "1"}))
    return texts
