# SPDX-License-Identifier: GPL-2.0-or-later
"""QR codes on the screen, read from a picture of it as a telephone does."""
from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from . import screenshot
from .wait import wait_until


def read_from_screen() -> str:
    """What the only one that shows says, as soon as it can be read."""

    def read() -> list[str]:
        with tempfile.TemporaryDirectory() as directory:
            picture = screenshot.take(Path(directory) / "screen.png")
            # without D-Bus, which it would tell of each code
            found = subprocess.run(["zbarimg", "--quiet", "--raw", "--nodbus", str(picture)], capture_output=True,
                                   text=True, timeout=60)
        return found.stdout.splitlines()

    return wait_until(lambda: [text for text in [read()] if len(text) == 1], "one QR code on the screen")[0][0]
