"""A Debian of our own, in which packages are installed and programs run: a copy of a folder that is gone with this process.

`with DebianRoot(folder) as debian` lays a file system in memory over the folder, which stays as it is. This process has
to be root in mount, process and network namespaces of its own (unshare): then nothing of what is done here reaches the
machine, and what is still running at the end is ended by the kernel. There is a loopback device and no other.

    debian.run("apt-get", "install", "-y", "/srv/x.deb")    as root; refuses (RuntimeError) when it fails
    debian.run("lp", "letter.pdf", user="clerk")
    debian.path("/etc/cups")                                the same place, seen from here
SPDX-License-Identifier: GPL-3.0-or-later
"""

import fcntl
import os
import pathlib
import socket
import struct
import subprocess
import tempfile

from processes import end, start, until

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root",
               "DEBIAN_FRONTEND": "noninteractive"}


def raise_loopback() -> None:
    """In a new network namespace the device is there, and down."""
    set_flags, up, running = 0x8914, 0x1, 0x40
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14x", b"lo", up | running))


class DebianRoot:
    def __init__(self, folder: pathlib.Path):
        self._folder = folder
        self._memory = pathlib.Path(tempfile.mkdtemp(prefix="fax-package."))
        self._root = self._memory / "root"
        self._cupsd: subprocess.Popen | None = None

    def __enter__(self) -> "DebianRoot":
        raise_loopback()
        self._mount("-t", "tmpfs", "none", self._memory)
        for name in ("upper", "work", "root"):
            (self._memory / name).mkdir()
        self._mount("-t", "overlay", "none", "-o", f"lowerdir={self._folder},upperdir={self._memory}/upper,"
                    f"workdir={self._memory}/work", self._root)
        self._mount("-t", "proc", "proc", self._root / "proc")
        self._mount("--rbind", "/dev", self._root / "dev")
        return self

    def __exit__(self, *_) -> None:
        self.stop_cups()
        subprocess.run(["umount", "--recursive", "--lazy", str(self._memory)], check=False)
        self._memory.rmdir()

    @staticmethod
    def _mount(*arguments) -> None:
        subprocess.run(["mount", *map(str, arguments)], check=True)

    def path(self, place: str) -> pathlib.Path:
        return self._root / place.lstrip("/")

    def tried(self, *command: str, user: str = "root", seconds: float = 120) -> subprocess.CompletedProcess:
        """As `run`, and a failure is the caller's to judge. What was said is in .stdout, errors too."""
        become = [] if user == "root" else ["runuser", "-u", user, "--"]
        return subprocess.run(["chroot", str(self._root), *become, *command], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds,
                              env=ENVIRONMENT, check=False)

    def run(self, *command: str, user: str = "root", seconds: float = 120) -> str:
        result = self.tried(*command, user=user, seconds=seconds)
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {result.returncode}: {result.stdout.strip()[-1500:]}")
        return result.stdout

    def start_cups(self) -> None:
        """cupsd as the distribution has it, with its configuration; systemd, which would start it, is not here."""
        self._cupsd = start(["chroot", str(self._root), "/usr/sbin/cupsd", "-f"], self._memory / "cupsd.out",
                            environment=ENVIRONMENT)
        until(lambda: "scheduler is running" in self.tried("lpstat", "-r").stdout, "cupsd")

    def stop_cups(self) -> None:
        if self._cupsd:
            end(self._cupsd)
            self._cupsd = None

    def mode_of(self, place: str) -> str:
        """Owner, group and mode, as 'root root 0700'; with symbolic links followed."""
        return self.run("stat", "-L", "-c", "%U %G %04a", place).strip()

    def keep_logs(self, folder: pathlib.Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for place in ("/var/log/cups/error_log", "/var/log/apt/term.log", "/etc/cups/ppd/Fax.ppd"):
            if self.path(place).exists():
                (folder / os.path.basename(place)).write_bytes(self.path(place).read_bytes())
