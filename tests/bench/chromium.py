"""Prints an HTML file to PDF by headless Chromium, with a profile of its own that goes away.

print_page(html, pdf) refuses (CannotMake) when Chromium fails, takes more than a minute, or leaves no file. It gives the
same page for the same file and version, but for the dates in the PDF.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import subprocess
import tempfile

from documents import CannotMake


def print_page(html: pathlib.Path, pdf: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-chromium-") as profile:
        # Without a sandbox, as root has none; the pages are our own.
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                   f"--user-data-dir={profile}", "--no-pdf-header-footer", "--virtual-time-budget=5000",
                   f"--print-to-pdf={pdf}", html.resolve().as_uri()]
        try:
            result = subprocess.run(command, capture_output=True, timeout=60)
        except subprocess.TimeoutExpired:
            raise CannotMake(f"Chromium did not print {html} within a minute.") from None
    if result.returncode != 0 or not pdf.exists():
        raise CannotMake(f"Chromium could not print {html}: {result.stderr.decode('utf-8', 'replace')[-500:]}")
