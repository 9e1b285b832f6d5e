# SPDX-License-Identifier: GPL-2.0-or-later
"""What is kept of a failed test, for reading it afterwards."""
from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Callable

from . import screenshot
from .obs import Obs

PROJECT = Path(__file__).resolve().parents[3]


def directory_for(test_name: str) -> Path:
    """$ZOOM_E2E_ARTIFACTS/<test>, by default below the build directory."""
    build_dir = Path(os.environ.get("ZOOM_PLUGIN_BUILD_DIR") or PROJECT / "build")
    base = Path(os.environ.get("ZOOM_E2E_ARTIFACTS") or build_dir / "e2e-artifacts")
    return base / re.sub(r"[^\w.-]+", "_", test_name).strip("_")


def keep_living(directory: Path, runs: list[Obs]) -> None:
    """What only a running OBS can tell: the picture and the accessibility tree."""
    directory.mkdir(parents=True, exist_ok=True)
    screenshot.take(directory / "screenshot.png")
    for number, obs in enumerate(runs, 1):
        if obs.is_running:
            (directory / f"obs-{number}-accessibility.txt").write_text(obs.tree())


def keep_written(directory: Path, runs: list[Obs], save_journal: Callable[[Path], None] | None) -> None:
    """What has been written: OBS's log and output of each run, and the requests that reached Zoom."""
    directory.mkdir(parents=True, exist_ok=True)
    for number, obs in enumerate(runs, 1):
        shutil.copy(obs.output_file, directory / f"obs-{number}-output.txt")
        if obs.log_file:
            shutil.copy(obs.log_file, directory / f"obs-{number}-log.txt")
    if save_journal is not None:
        save_journal(directory / "journal.json")
