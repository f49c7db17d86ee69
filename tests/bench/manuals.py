"""Long documents: manuals of Debian's package r-doc-pdf, typeset by TeX.

  manual-200    "Writing R Extensions", whole: about 200 pages
  manual-10, manual-1000    as many pages of the reference manual, from the same place, for the line on memory
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import shutil
import subprocess
import tempfile

from documents import CannotMake
from recipe import Recipe, package_version

MANUALS = pathlib.Path("/usr/share/R/doc/manual")
PACKAGE = "r-doc-pdf"
FIRST_PAGE = 101  # behind the table of contents
# Name: the file, and how many of its pages; 0 is all.
DOCUMENTS = {
    "manual-200": ("R-exts.pdf", 0),
    "manual-10": ("fullrefman.pdf", 10),
    "manual-1000": ("fullrefman.pdf", 1000),
}


def recipes() -> list[Recipe]:
    version = package_version(PACKAGE)
    return [Recipe(name, "manual", "report", f"{version} {file} {FIRST_PAGE} {pages}", _make, source=MANUALS / file)
            for name, (file, pages) in DOCUMENTS.items()]


def _make(folder: pathlib.Path, batch: list[Recipe]) -> None:
    for recipe in batch:
        if not recipe.source.exists():
            raise CannotMake(f"{recipe.source} of the package {PACKAGE} is missing. Where dpkg is set up to leave out "
                             "/usr/share/doc (path-exclude), install the package without that.")
        pages = DOCUMENTS[recipe.name][1]
        with tempfile.TemporaryDirectory(prefix="bench-manual-", dir=folder) as work:
            made = pathlib.Path(work) / "manual.pdf"
            if not pages:
                shutil.copy(recipe.source, made)
            else:
                chosen = f"{FIRST_PAGE}-{FIRST_PAGE + pages - 1}"
                result = subprocess.run(["qpdf", "--empty", "--pages", recipe.source, chosen, "--", made],
                                        capture_output=True, text=True)
                if result.returncode not in (0, 3):  # 3: with warnings
                    raise CannotMake(f"qpdf could not take the pages {chosen} of {recipe.source}: {result.stderr}")
            recipe.keep(folder, made)
