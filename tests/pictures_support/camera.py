# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes pictures of one window in a size that is asked for."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Callable

from harness.accessibility import GONE
from harness.obs import Obs
from harness.wait import DeadlineExceeded, wait_until

CLIENTS = "_NET_CLIENT_LIST"
# What moves, such as a countdown, is taken as it is.
SETTLED_DEADLINE_S = 4.0
RESIZE_EFFECT_S, RESIZE_DEADLINE_S = 3.0, 60.0
NUDGE = 20
# A dock that floats has a frame of its own, in pixels of the screen.
FRAME_MAX = 6


def _output(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


class Window:
    """Of OBS, by its title."""

    def __init__(self, obs: Obs, title: str) -> None:
        self._obs = obs
        self._title = title
        self.number = wait_until(self._find, f"the window {title!r}")

    def _find(self) -> str:
        """Of those with this title the one that the window manager knows: OBS has others within its windows."""
        named = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self._obs.pid), "--name",
                                f"^{self._title}"], capture_output=True, text=True).stdout.split()
        managed = [int(number, 16) for number in re.findall("0x[0-9a-f]+", _output("xprop", "-root", CLIENTS).decode())]
        return next((number for number in named if int(number) in managed), "")

    def _geometry(self) -> tuple[int, int, int, int]:
        """Width, height and place on the screen. xdotool counts the frame of a window twice."""
        told = _output("xwininfo", "-id", self.number).decode()
        return tuple(int(re.search(rf"{name}:\s*(-?\d+)", told)[1])
                     for name in ("Width", "Height", "Absolute upper-left X", "Absolute upper-left Y"))

    def _place(self) -> str:
        """As ImageMagick wants it."""
        width, height, x, y = self._geometry()
        return f"{width}x{height}+{x}+{y}"

    @property
    def size(self) -> tuple[int, int]:
        return self._geometry()[:2]

    def resize(self, width: int, height: int, has_learnt: Callable[[tuple[int, int]], bool]) -> None:
        """In pixels of the screen, until OBS itself knows, which `has_learnt` tells; again where it was about to give
        the window another size."""
        def fits() -> bool:
            size = self.size
            is_near = all(abs(has - wanted) <= FRAME_MAX for has, wanted in zip(size, (width, height)))
            return is_near and has_learnt(size)

        def resized() -> bool:
            if self._becomes(width, height, fits):
                return True
            self._becomes(width + NUDGE, height + NUDGE, lambda: False)
            return False

        wait_until(resized, lambda: f"the window to be {width} x {height}, not {self.size}", RESIZE_DEADLINE_S)

    def _becomes(self, width: int, height: int, fits: Callable[[], bool]) -> bool:
        _output("xdotool", "windowmove", self.number, "20", "40", "windowsize", self.number, str(width), str(height))
        try:
            return wait_until(fits, "", RESIZE_EFFECT_S, GONE)
        except DeadlineExceeded:
            return False

    def take(self, file: Path) -> None:
        """Once two pictures in a row are the same."""
        taken: list[bytes] = []

        def settled() -> bool:
            # of the screen: what is drawn by another window within it belongs to it
            taken.append(_output("import", "-silent", "-window", "root", "-crop", self._place(), "+repage", "ppm:-"))
            return len(taken) > 1 and taken[-1] == taken[-2]

        try:
            wait_until(settled, "the window to stand still", SETTLED_DEADLINE_S)
        except DeadlineExceeded:
            pass
        subprocess.run(["convert", "ppm:-", str(file)], input=taken[-1], check=True, timeout=60)
