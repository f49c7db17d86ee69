"""How much of a page's text was read: word recall and character error rate.

Both compare with the document's own text (pdftotext). Typographic quotes, dashes and ligatures count as their plain
forms, since reading them is not what is measured.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import subprocess
import unicodedata
from collections import Counter

from Levenshtein import distance

PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-",
                       "‐": "-", "‑": "-", "…": "..."})


def text_of(pdf: pathlib.Path, page: int) -> str:
    """The text of the page with this number, from 1. Raises CalledProcessError when pdftotext fails."""
    result = subprocess.run(["pdftotext", "-q", "-f", str(page), "-l", str(page), pdf, "-"], check=True,
                            capture_output=True)
    return result.stdout.decode("utf-8", "replace")


def words_read(truth: str, text: str) -> tuple[int, int]:
    """How many of the words of `truth` are in `text`, each as often as it is there, and how many there are."""
    wanted, found = _words(truth), _words(text)
    return (wanted & found).total(), wanted.total()


def _words(text: str) -> Counter:
    return Counter(word.lower() for word in re.findall(r"[A-Za-z0-9]{2,}", _plain(text)))


def character_errors(truth: str, text: str) -> float:
    """Edits that turn `text` into `truth`, for a character of `truth`; at most 1. Where a line ends does not matter."""
    wanted, found = (" ".join(_plain(one).split()) for one in (truth, text))
    return min(1.0, distance(wanted, found) / len(wanted))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(PLAIN)
