"""What is on the screen, as assistive technology sees it (AT-SPI): found by role and name, used by mouse and keys.

    dialog = window("Print")
    dialog.find("page tab", "Job").click()
    dialog.field("Billing info:").type("fax: 5550101")
    dialog.choose("Fax number:", "First Bank (5550107)")

Everything waits, up to 20 seconds, for what it looks for, and refuses (Timeout) when it is not there. A click is one of
the X server's at the middle of the element, so what is hidden or has no size cannot be used. GTK is
asked for positions in the window, as GTK 4 tells no others; all else for those on the screen, as Qt and Firefox reckon
the others wrong.
SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import time
from collections.abc import Callable, Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

import desktop
from processes import Timeout, output_of, until

INPUTS = ("text", "entry", "password text")
CHOICES = ("combo box",)


class Element:
    def __init__(self, accessible: Atspi.Accessible, window_id: str, on_screen: bool):
        self.accessible = accessible
        self.window_id = window_id
        self._on_screen = on_screen

    @property
    def role(self) -> str:
        return self.accessible.get_role_name()

    @property
    def name(self) -> str:
        return self.accessible.get_name() or ""

    @property
    def text(self) -> str:
        interface = self.accessible.get_text_iface()
        return Atspi.Text.get_text(interface, 0, -1) if interface else self.name

    def box(self) -> tuple[int, int, int, int]:
        """Left, top, width, height, in the window (GTK) or on the screen; all 0 for what is not laid out."""
        component = self.accessible.get_component_iface()
        if component is None:
            return 0, 0, 0, 0
        at = component.get_extents(Atspi.CoordType.SCREEN if self._on_screen else Atspi.CoordType.WINDOW)
        return (at.x, at.y, at.width, at.height) if at.width > 0 and at.height > 0 and at.x >= 0 else (0, 0, 0, 0)

    def is_shown(self) -> bool:
        return self.box()[2] > 0

    def children(self) -> Iterator["Element"]:
        for index in range(min(self.accessible.get_child_count(), 300)):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                yield Element(child, self.window_id, self._on_screen)

    def everything(self) -> Iterator["Element"]:
        """This and all below, in the order of the screen; what goes away meanwhile is passed over."""
        yield self
        try:
            for child in self.children():
                yield from child.everything()
        except GLib.Error:
            pass

    def all_of(self, role: str | tuple[str, ...], name: str | None = None) -> list["Element"]:
        roles = (role,) if isinstance(role, str) else role
        found = []
        for each in self.everything():
            try:
                if each.role in roles and (name is None or _same(each.name, name)) and each.is_shown():
                    found.append(each)
            except GLib.Error:
                pass
        return found

    def find(self, role: str | tuple[str, ...], name: str | None = None, seconds: float = 20) -> "Element":
        return until(lambda: self.all_of(role, name), f'a {role} "{name or ""}" in {self.name}', seconds)[0]

    def click(self, at_right: bool = False) -> None:
        """In its middle, or just inside its right edge, where the arrow of a choice is."""
        left, top, width, height = self.box()
        if width == 0:
            raise Timeout(f'{self.role} "{self.name}" cannot be clicked')
        x, y = (0, 0) if self._on_screen else _position(self.window_id)
        desktop.click(x + left + (width - 12 if at_right else width // 2), y + top + height // 2)
        time.sleep(0.3)

    def beside(self, label: str, roles: tuple[str, ...]) -> "Element":
        """The first of these roles that stands right of the label, on its line."""
        def nearest() -> Element | None:
            marks = [each for each in self.all_of(("label", "static"), label)]
            if not marks:
                return None
            left, top, _, height = marks[0].box()
            middle = top + height // 2
            line = [each for each in self.all_of(roles) if each.box()[0] > left
                    and each.box()[1] <= middle <= each.box()[1] + each.box()[3]]
            return min(line, key=lambda each: each.box()[0], default=None)

        return until(nearest, f'a field beside "{label}"')

    def fill(self, text: str) -> None:
        """Types into it, in place of what is there."""
        self.click()
        desktop.press("ctrl+a")
        desktop.type_text(text)
        # GTK 4.8 does not tell what stands in a field.
        until(lambda: self.text in (text, ""), f'"{text}" in the field', 5)


def _same(name: str, wanted: str) -> bool:
    return name.replace("_", "").rstrip(":") == wanted.rstrip(":")


def _position(window_id: str) -> tuple[int, int]:
    lines = output_of(["xwininfo", "-id", window_id])
    return (int(re.search(r"Absolute upper-left X: +(-?\d+)", lines)[1]),
            int(re.search(r"Absolute upper-left Y: +(-?\d+)", lines)[1]))


def window(name: str, identity: str | None = None, seconds: float = 30) -> Element:
    """The top-level window with just this name, brought to the front. `identity` is the X server's id of the window,
    needed where its title is another."""
    identity = identity or desktop.wait_for_window(f"^{re.escape(name)}$", seconds)
    found = until(lambda: _top_level(lambda each: each.get_name() == name), f'an accessible window "{name}"', seconds)
    output_of(["xdotool", "windowactivate", "--sync", identity])
    return Element(found, identity, not _toolkit_of(found).startswith("gtk"))


def application_window(application: str, identity: str) -> Element:
    """The window of the application, whatever its name is, which for browsers is the title of the page."""
    found = until(lambda: _top_level(lambda each: each.get_application().get_name() == application), application)
    return Element(found, identity, not _toolkit_of(found).startswith("gtk"))


def _toolkit_of(found: Atspi.Accessible) -> str:
    return (found.get_application().get_toolkit_name() or "").lower()


def _top_level(wanted: Callable[[Atspi.Accessible], bool]) -> Atspi.Accessible | None:
    screen = Atspi.get_desktop(0)
    for index in range(screen.get_child_count()):
        try:
            application = screen.get_child_at_index(index)
            for number in range(application.get_child_count() if application else 0):
                each = application.get_child_at_index(number)
                if each is not None and wanted(each):
                    return each
        except GLib.Error:
            pass  # it has just ended
    return None
