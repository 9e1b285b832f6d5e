# SPDX-License-Identifier: GPL-2.0-or-later
"""Another time of day, by libfaketime, for OBS alone. The monotonic clock stays the machine's."""
from __future__ import annotations

import os
from pathlib import Path

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
HOUR_S = 3600


class WallClock:
    """That of each OBS which is started with `environment`."""

    def __init__(self, file: Path, preloaded: str) -> None:
        self._file = file
        self._ahead_s = 0
        self.set_forward(0)
        self.environment = {
            "LD_PRELOAD": f"{preloaded} {LIBRARIES[0]}".strip(), "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_RESET": "1",
        }

    def set_forward(self, seconds: int) -> None:
        self._ahead_s += seconds
        new = self._file.with_suffix(".new")
        new.write_text(f"+{self._ahead_s}\n")
        os.replace(new, self._file)
