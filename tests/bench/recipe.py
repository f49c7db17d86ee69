"""Recipe: how one document is made, and whether the one that lies there was made that way.

A recipe's key is a text of everything that makes the document what it is. It is kept beside the document, and a
document with another key is made again.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import pathlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    name: str
    group: str
    half: str
    key: str
    make: Callable[[pathlib.Path, list["Recipe"]], None]  # makes all recipes of a batch in the folder; CannotMake
    batch: str = ""                                       # recipes of the same batch are made by one call
    source: pathlib.Path | None = None                    # the file that it is made from

    def path(self, folder: pathlib.Path) -> pathlib.Path:
        return folder / self.group / f"{self.name}.pdf"

    def _key_path(self, folder: pathlib.Path) -> pathlib.Path:
        return self.path(folder).with_suffix(".key")

    def is_made(self, folder: pathlib.Path) -> bool:
        key = self._key_path(folder)
        return self.path(folder).exists() and key.exists() and key.read_text() == digest(self.key)

    def keep(self, folder: pathlib.Path, made: pathlib.Path) -> None:
        """Puts the finished file `made` into the folder, and its key beside it."""
        self.path(folder).parent.mkdir(parents=True, exist_ok=True)
        self._key_path(folder).unlink(missing_ok=True)
        made.replace(self.path(folder))
        self._key_path(folder).write_text(digest(self.key))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def package_version(package: str) -> str:
    """The version of an installed Debian package; an empty text when it is not there."""
    result = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else ""
