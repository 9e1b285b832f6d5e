# SPDX-License-Identifier: GPL-2.0-or-later
"""A window of another program, to which a person goes away from OBS and comes back."""
from __future__ import annotations

import subprocess

from . import processes
from .accessibility import GONE
from .obs import Obs
from .wait import wait_until

TITLE = "window of another program"


def go_away_and_come_back(obs: Obs) -> None:
    """OBS's window is not the active one for a while; when it is again, this returns."""
    main_window = obs.main_window
    program = processes.start(["xmessage", "-title", TITLE, "-center", TITLE], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        other = wait_until(_its_windows, "the other program's window")[0]
        _activate(other)
        # Qt lets some time pass, in which the person may have come back
        wait_until(lambda: not main_window.is_active, "OBS to be left", not_yet=GONE)
    finally:
        processes.stop(program)
    _activate(obs.x_window)
    wait_until(lambda: main_window.is_active, "OBS to be come back to", not_yet=GONE)


def _its_windows() -> list[str]:
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{TITLE}$"], capture_output=True,
                          text=True).stdout.split()


def _activate(window: str) -> None:
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True, capture_output=True, timeout=60)
