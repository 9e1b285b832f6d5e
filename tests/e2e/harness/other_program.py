# SPDX-License-Identifier: GPL-2.0-or-later
"""A window of another program, to which a person goes away from OBS and comes back."""
from __future__ import annotations

import subprocess

from . import processes
from .accessibility import GONE
from .obs import Obs
from .wait import wait_until

TITLE = "window of another program"


class OtherProgram:
    """Within the block it has the keyboard, and after it OBS has."""

    def __init__(self, obs: Obs) -> None:
        self._obs = obs
        self._program: subprocess.Popen | None = None

    def __enter__(self) -> OtherProgram:
        self._program = processes.start(["xmessage", "-title", TITLE, "-center", TITLE], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            activate(wait_until(_its_windows, "the other program's window")[0])
            # Qt lets some time pass, in which the person may have come back
            wait_until(lambda: not any(window.is_active for window in self._obs.application.children()),
                       "OBS to be left", not_yet=GONE)
        except BaseException:
            processes.stop(self._program)
            raise
        return self

    def __exit__(self, *_) -> None:
        processes.stop(self._program)
        activate(self._obs.x_window)
        wait_until(lambda: self._obs.main_window.is_active, "OBS to be come back to", not_yet=GONE)


def go_away_and_come_back(obs: Obs) -> None:
    """OBS's window is not the active one for a while; when it is again, this returns."""
    with OtherProgram(obs):
        pass


def _its_windows() -> list[str]:
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{TITLE}$"], capture_output=True,
                          text=True).stdout.split()


def activate(window: str) -> None:
    """The window of that number on the X server has the keyboard from then on."""
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True, capture_output=True, timeout=60)
