"""Business documents that people know: templates that LibreOffice ships, and long licence texts, printed by LibreOffice.

The templates lie in the packages libreoffice-common and libreoffice-impress of Debian; one that is missing is refused
(CannotMake), as its pages would be missing in the figures.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import subprocess
import tempfile

from documents import CannotMake, half_of
from recipe import Recipe, package_version

TEMPLATES = pathlib.Path("/usr/lib/libreoffice/share/template/common")
LICENCES = pathlib.Path("/usr/share/common-licenses")

FILES = [TEMPLATES / path for path in (
    "officorr/Modern_business_letter_sans_serif.ott",
    "offimisc/Businesscard-with-logo.ott",
    "personal/CV.ott",
    "personal/Resume1page.ott",
    "wizard/agenda/10grey.ott",
    "wizard/agenda/1simple.ott",
    "wizard/agenda/2elegant.ott",
    "wizard/agenda/3modern.ott",
    "wizard/agenda/8green.ott",
    "wizard/agenda/9colorful.ott",
    "wizard/agenda/aw-4classic.ott",
    "wizard/agenda/aw-5blue.ott",
    "wizard/agenda/aw-7red.ott",
    "wizard/fax/bus-classic_f.ott",
    "wizard/fax/bus-modern_f.ott",
    "wizard/fax/pri-fax_f.ott",
    "wizard/letter/bus-modern_l.ott",
    "wizard/letter/off-office_l.ott",
    "wizard/letter/pri-redline_l.ott",
    "wizard/report/cnt-012.ott",
    "wizard/report/cnt-03.ott",
    "wizard/report/cnt-041.ott",
    "wizard/report/stl-07.ott",
    "presnt/Blueprint_Plans.otp",
    "presnt/Metropolis.otp",
    "presnt/Grey_Elegant.otp",
    "presnt/Midnightblue.otp",
)] + [LICENCES / name for name in ("GPL-2", "GPL-3", "LGPL-2.1")]


def recipes() -> list[Recipe]:
    version = package_version("libreoffice-common")
    return [Recipe(path.stem if path.suffix in (".ott", ".otp") else path.name, "business",
                   half_of(path.stem if path.suffix in (".ott", ".otp") else path.name), f"{version} {path}", _make,
                   batch="libreoffice", source=path)
            for path in FILES]


def _make(folder: pathlib.Path, batch: list[Recipe]) -> None:
    missing = [str(recipe.source) for recipe in batch if not recipe.source.exists()]
    if missing:
        raise CannotMake(f"LibreOffice's templates are not all here: {', '.join(missing)}.")
    with tempfile.TemporaryDirectory(prefix="bench-office-", dir=folder) as work:
        # A licence has no suffix, by which LibreOffice would know it as text.
        sources = []
        for recipe in batch:
            source = recipe.source
            if source.parent == LICENCES:
                source = pathlib.Path(work) / f"{recipe.name}.txt"
                source.write_bytes(recipe.source.read_bytes())
            sources.append(source)
        command = ["soffice", f"-env:UserInstallation={(pathlib.Path(work) / 'profile').as_uri()}", "--headless",
                   "--convert-to", "pdf", "--outdir", work, *sources]
        result = subprocess.run(command, capture_output=True, text=True, timeout=600)
        for recipe, source in zip(batch, sources):
            # LibreOffice takes "LGPL-2" for the name of LGPL-2.1, but not when it ends in .txt.
            made = pathlib.Path(work) / f"{source.stem}.pdf"
            if not made.exists():
                raise CannotMake(f"LibreOffice could not print {source}: {result.stderr[-500:]}")
            recipe.keep(folder, made)
