# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of the private display."""
from __future__ import annotations

import subprocess
from pathlib import Path

from .wait import wait_until


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
