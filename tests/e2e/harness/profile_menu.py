# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's Profile menu, for what obs-websocket cannot do."""
from __future__ import annotations

import re
from pathlib import Path

from .accessibility import GONE, Widget
from .obs import Obs
from .wait import wait_until


def _entry(name: str) -> re.Pattern:
    """From OBS 32 on, entries that open a window say so by three dots."""
    return re.compile(rf"^{name}(\.\.\.)?$")


class ProfileMenu:
    """What copies, moves or removes a profile's files waits until the plugin has written to them."""

    def __init__(self, obs: Obs) -> None:
        self._obs = obs

    def duplicate(self, name: str) -> None:
        """OBS switches to the copy."""
        self._enter_name("Duplicate", "Add Profile", name)

    def rename(self, name: str) -> None:
        self._enter_name("Rename", "Rename Profile", name)

    def remove(self) -> None:
        """The current one; OBS switches to another."""
        self._obs.wait_until_written()
        self._obs.menu_item("Profile", _entry("Remove")).press()
        question = self._obs.window("Confirm Remove")
        question.find("button", "Yes").press()
        self._wait_until_closed("Confirm Remove")

    def import_directory(self, directory: Path) -> None:
        """A profile's directory, as Export writes it."""
        self._obs.menu_item("Profile", _entry("Import")).press()
        dialog = self._obs.window("Import Profile")
        field = dialog.find("text", "Directory:")

        def is_entered() -> bool:
            # the dialog empties its field once it has read the directory that it begins with
            if field.text != str(directory):
                field.set_text(str(directory))
                return False
            return True

        wait_until(is_entered, "the directory", not_yet=GONE)
        dialog.find("button", "Choose").press()
        self._wait_until_closed("Import Profile")

    def has(self, name: str) -> bool:
        return self._item(name) is not None

    def choose(self, name: str) -> None:
        wait_until(lambda: self.has(name), f"the profile {name!r} in the menu", not_yet=GONE)
        self._item(name).press()

    def _item(self, name: str) -> Widget | None:
        return self._obs.menu_item("Profile").look_for(("menu item", "check menu item", "radio menu item"), name,
                                                       showing_only=False)

    def _enter_name(self, item: str, title: str, name: str) -> None:
        self._obs.wait_until_written()
        self._obs.menu_item("Profile", _entry(item)).press()
        dialog = self._obs.window(title)
        field = dialog.find("text")
        field.set_text(name)
        wait_until(lambda: field.text == name, "the name", not_yet=GONE)
        dialog.find("button", "OK").press()
        self._wait_until_closed(title)

    def _wait_until_closed(self, title: str) -> None:
        wait_until(lambda: not self._obs.window_is_open(title), f"the window {title!r} to close", not_yet=GONE)
