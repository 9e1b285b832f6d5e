# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes pictures of one window in a size that is asked for."""
from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Callable

from harness.accessibility import GONE
from harness.obs import Obs
from harness.wait import DeadlineExceeded, wait_until

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
        search = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self._obs.pid), "--name",
                                 f"^{self._title}"], capture_output=True, text=True)
        return search.stdout.split()[-1] if search.stdout.split() else ""

    @property
    def size(self) -> tuple[int, int]:
        told = dict(line.split("=") for line in
                    _output("xdotool", "getwindowgeometry", "--shell", self.number).decode().splitlines())
        return int(told["WIDTH"]), int(told["HEIGHT"])

    def resize(self, width: int, height: int, has_learnt: Callable[[tuple[int, int]], bool]) -> None:
        """In pixels of the screen, until OBS itself knows, which `has_learnt` tells; again where it was about to give the
        window another size."""
        def fits() -> bool:
            size = self.size
            return all(abs(has - wanted) <= FRAME_MAX for has, wanted in zip(size, (width, height))) and has_learnt(size)

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
            taken.append(_output("import", "-silent", "-window", self.number, "ppm:-"))
            return len(taken) > 1 and taken[-1] == taken[-2]

        try:
            wait_until(settled, "the window to stand still", SETTLED_DEADLINE_S)
        except DeadlineExceeded:
            pass
        subprocess.run(["convert", "ppm:-", str(file)], input=taken[-1], check=True, timeout=60)
