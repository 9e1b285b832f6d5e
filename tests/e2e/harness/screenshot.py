# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of the private display."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .accessibility import GONE
from .obs import Obs
from .wait import wait_until

# OBS's first size is too small for all its docks. In parts of the virtual screen.
WINDOW_WIDTH, WINDOW_HEIGHT = "90%", "85%"


def take(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["import", "-silent", "-window", "root", str(path)], check=True, timeout=60)
    return path


def take_settled(path: Path) -> Path:
    """When what the accessibility tree already tells has been painted too: two pictures in a row are the same."""
    earlier: list[bytes] = []

    def settled() -> bool:
        pixels = subprocess.run(["import", "-silent", "-window", "root", "rgb:-"], check=True, capture_output=True,
                                timeout=60).stdout
        same = bool(earlier) and earlier[-1] == pixels
        earlier[:] = [pixels]
        return same

    wait_until(settled, "the screen to stand still")
    return take(path)


def enlarge(obs: Obs) -> None:
    """Which makes OBS paint all of its window, too: with the docks still on the move, Qt leaves parts unpainted."""
    first_width = obs.main_window.extents[2]
    window = obs.x_window
    subprocess.run(["xdotool", "windowmove", window, "40", "60", "windowsize", window, WINDOW_WIDTH, WINDOW_HEIGHT],
                   check=True, capture_output=True)
    wait_until(lambda: obs.main_window.extents[2] != first_width, "OBS's window to grow", not_yet=GONE)


class Steps:
    """Pictures of what a test does, one after the other, where $ZOOM_STEP_PICTURES names a folder for them."""

    def __init__(self, obs: Obs) -> None:
        folder = os.environ.get("ZOOM_STEP_PICTURES")
        self._folder = Path(folder) if folder else None
        self._taken = 0
        if self._folder:
            enlarge(obs)

    def take(self, name: str) -> None:
        self._taken += 1
        if self._folder:
            take_settled(self._folder / f"{self._taken}-{name}.png")
