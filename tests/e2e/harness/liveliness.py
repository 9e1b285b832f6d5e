# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether OBS's user interface and its graphics run: what a person notices when a plugin holds them up."""
from __future__ import annotations

import re
from typing import Callable

import pytest

from . import input_events
from .accessibility import GONE
from .obs import Obs
from .wait import wait_until

FRAMES = re.compile(r"^\d+ / (\d+) \(")
# The plugin's lines when it hears that OBS ends, which is some time after OBS has begun to, and when it gives a silent
# server up.
OBS_EXITS = re.compile(r"OBS exits: nothing more is sent")
GAVE_UP = re.compile(r"failed: network\.timeout")


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


def close_while_nobody_answers(obs: Obs, close: Callable[[], None]) -> None:
    """OBS ends while the plugin waits for a silent server, and not by the plugin's giving up.

    `close` is at hand when the waiting begins: on a busy machine the time to look for a menu's item is as long as the
    plugin waits."""
    obs.expect_log(GAVE_UP.pattern)
    close()
    obs.wait_for_exit()
    up_to_end, _, end = obs.output.partition(OBS_EXITS.search(obs.output)[0])
    assert not GAVE_UP.search(end), "OBS's end has waited until the plugin gave up"
    if GAVE_UP.search(up_to_end):
        pytest.skip("this machine took longer from the press to OBS's end than the plugin waits for an answer")


class StatsDock:
    """OBS's own dock "Stats", where no remote control reaches: its numbers are painted by the UI thread."""

    def __init__(self, obs: Obs) -> None:
        self._obs = obs
        obs.menu_item("Docks", "Stats").press()
        wait_until(self._frames, "the dock 'Stats'", not_yet=GONE)

    def _frames(self) -> int:
        """Frames rendered so far, the largest of the dock's "late / all (percent)"."""
        counts = [FRAMES.match(seen.name)
                  for seen in self._obs.application.walk(showing_only=True, roles=("label",))]
        return max((int(count[1]) for count in counts if count), default=0)

    def see_frames(self) -> None:
        before = self._frames()
        wait_until(lambda: self._frames() > before, "another frame in the dock 'Stats'", not_yet=GONE)
