# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's window of documentation."""
from __future__ import annotations

import re

from . import input_events
from .accessibility import GONE, Widget, name_fits
from .combo_box import ComboBox
from .obs import Obs
from .wait import wait_until

TITLE = "Zoom Livestream help"
# of text that is only read
PAGE_ROLES = ("label", "text")


class HelpWindow:
    def __init__(self, obs: Obs) -> None:
        self._obs = obs

    @property
    def root(self) -> Widget:
        return self._obs.window(TITLE)

    @property
    def page(self) -> ComboBox:
        """The title of the one that shows, and all the others."""
        return ComboBox(lambda: self.root.find("combo box"))

    def place(self) -> str:
        """The heading, or the message, at which the page stands."""
        return next((seen.description for seen in self.root.walk(showing_only=True, roles=PAGE_ROLES)
                     if seen.name == TITLE), "")

    def wait_for_place(self, wanted: str | re.Pattern) -> None:
        seen = [""]

        def look() -> bool:
            seen[0] = self.place()
            return name_fits(seen[0], wanted)

        wait_until(look, lambda: f"the help to be at {wanted!r}, not {seen[0]!r}", not_yet=GONE)

    def go_back(self) -> None:
        self.root.find("button", "Back").press()

    def close(self) -> None:
        self.root.find(PAGE_ROLES, TITLE).focus()
        input_events.press_keys("Escape")
        wait_until(lambda: not self._obs.window_is_open(TITLE), "the help to close", not_yet=GONE)
