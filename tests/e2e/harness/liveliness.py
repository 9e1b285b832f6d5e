# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether OBS's user interface and its graphics run: what a person notices when a plugin holds them up."""
from __future__ import annotations

import re

from . import input_events
from .accessibility import GONE
from .obs import Obs
from .wait import wait_until

FRAMES = re.compile(r"^\d+ / (\d+) \(")


def see_a_menu_open(obs: Obs, menu: str = "File") -> None:
    """Opens a menu of the main window on the screen, and closes it again."""
    title = obs.menu_item(menu)
    popup = title.find("popup menu", showing_only=False)
    assert not popup.is_showing
    title.press()
    wait_until(lambda: popup.is_showing, f"the menu {menu!r} to open", not_yet=GONE)
    input_events.press_keys("Escape")
    wait_until(lambda: not popup.is_showing, f"the menu {menu!r} to close", not_yet=GONE)


def see_frames_by_remote_control(obs: Obs) -> None:
    before = obs.websocket.frames_rendered()
    wait_until(lambda: obs.websocket.frames_rendered() > before, "another frame")


class StatsDock:
    """OBS's own dock "Stats", where no remote control reaches: its numbers are painted by the UI thread."""

    def __init__(self, obs: Obs) -> None:
        self._obs = obs
        obs.menu_item("Docks", "Stats").press()
        wait_until(self._frames, "the dock 'Stats'", not_yet=GONE)

    def _frames(self) -> int:
        """Frames rendered so far, the largest of the dock's "late / all (percent)"."""
        counts = [FRAMES.match(seen.name) for seen in self._obs.application.walk(showing_only=True)
                  if seen.role == "label"]
        return max((int(count[1]) for count in counts if count), default=0)

    def see_frames(self) -> None:
        before = self._frames()
        wait_until(lambda: self._frames() > before, "another frame in the dock 'Stats'", not_yet=GONE)
