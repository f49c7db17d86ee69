"""A desktop of the checks' own: a virtual display, a window manager, and a session bus with accessibility on it.

make_home(scratch) gives this process, and all that it starts, an empty home in the folder `scratch`, so that nothing of
the person who runs this is read or changed. `with Desktop(scratch)` starts Xvfb, dbus-daemon and openbox, and points
the environment of this process to them; at the end all is ended. What is to reach the programs that the bus starts, as
CUPS_SERVER, has to be in the environment before. Keys and mouse are those of the X server (xdotool), as a person's.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import subprocess
import time

from processes import Timeout, end, output_of, start, until

WIDTH, HEIGHT = 1280, 1000


def make_home(scratch: pathlib.Path) -> None:
    home = scratch / "home"
    for name, folder in {"HOME": home, "XDG_CONFIG_HOME": home / ".config", "XDG_DATA_HOME": home / ".local/share",
                         "XDG_STATE_HOME": home / ".local/state", "XDG_CACHE_HOME": home / ".cache",
                         "XDG_RUNTIME_DIR": scratch / "runtime", "TMPDIR": scratch / "tmp"}.items():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    for name in ("WAYLAND_DISPLAY", "XAUTHORITY", "SESSION_MANAGER", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION",
                 "GTK_MODULES", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE", "CUPS_SERVER", "LC_ALL", "LANGUAGE"):
        os.environ.pop(name, None)
    os.environ |= {
        "LANG": "C.UTF-8",
        "GDK_BACKEND": "x11", "QT_QPA_PLATFORM": "xcb",
        # Software rendering; sizes as drawn, whatever the screen claims to be.
        "GSK_RENDERER": "cairo", "LIBGL_ALWAYS_SOFTWARE": "1", "QT_FONT_DPI": "96",
        # Settings live in files of this home: no service is asked for them.
        "GSETTINGS_BACKEND": "keyfile", "GIO_USE_VFS": "local", "GTK_USE_PORTAL": "0",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "GNOME_ACCESSIBILITY": "1", "NO_AT_BRIDGE": "0",
    }


class Desktop:
    def __init__(self, scratch: pathlib.Path):
        self.scratch = scratch
        self._processes: list[subprocess.Popen] = []

    def __enter__(self) -> "Desktop":
        try:
            os.environ["DISPLAY"] = self._start_display()
            os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
            self._start("window-manager", ["openbox", "--sm-disable"])
            until(lambda: "_NET_SUPPORTING_WM_CHECK(WINDOW)" in output_of(["xprop", "-root"]), "the window manager")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        while self._processes:
            end(self._processes.pop())

    def _start(self, name: str, command: list[str], **more) -> subprocess.Popen:
        process = start(command, self.scratch / f"{name}.log", **more)
        self._processes.append(process)
        return process

    def _start_display(self) -> str:
        server = self._start("display", ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten",
                                         "tcp", "-noreset"], stdout=subprocess.PIPE)
        return ":" + _first_line(server, "the X server's number")

    def _start_bus(self) -> str:
        bus = self._start("bus", ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
        return _first_line(bus, "the bus's address")


def _first_line(process: subprocess.Popen, what: str) -> str:
    line = process.stdout.readline().decode().strip()
    if not line:
        raise RuntimeError(f"{process.args} ended without {what}")
    return line


def press(*keys: str) -> None:
    output_of(["xdotool", "key", "--delay", "40", *keys])


def type_text(text: str) -> None:
    output_of(["xdotool", "type", "--delay", "25", "--", text])


def click(x: int, y: int) -> None:
    output_of(["xdotool", "mousemove", str(x), str(y), "sleep", "0.1", "click", "1"])


def windows(title: str) -> list[str]:
    """The ids of the windows on the screen whose title matches the regular expression."""
    result = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True, text=True)
    return result.stdout.split()


def wait_for_window(title: str, seconds: float = 30) -> str:
    return until(lambda: windows(title), f'a window "{title}"', seconds)[-1]


def press_until_window(keys: str, title: str, seconds: float = 40) -> str:
    """Presses the keys, again when nothing comes of them: programs show a window before they listen to keys."""
    def opened() -> list[str]:
        if found := windows(title):
            return found
        press(keys)
        try:
            return until(lambda: windows(title), title, 5)
        except Timeout:
            return []

    return until(opened, f'a window "{title}" after {keys}', seconds)[-1]


def activate(title: str, seconds: float = 30) -> str:
    """Brings the window whose title matches to the front, once it is there."""
    window = wait_for_window(title, seconds)
    output_of(["xdotool", "windowactivate", "--sync", window])
    return window


def wait_until_still(window: str) -> None:
    """Waits until the window looks the same for half a second."""
    def looks() -> bytes:
        return subprocess.run(["import", "-window", window, "rgb:-"], capture_output=True).stdout

    def is_still() -> bool:
        before = looks()
        time.sleep(0.5)
        return looks() == before

    until(is_still, "a window that does not change")


def picture(path: pathlib.Path, window: str = "root") -> None:
    """The window, as it stands on the screen, as a PNG of few colours."""
    output_of(["import", "-window", window, "-frame", "+dither", "-colors", "64", f"PNG8:{path}"])
