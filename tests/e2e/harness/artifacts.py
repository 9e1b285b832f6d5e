# SPDX-License-Identifier: GPL-2.0-or-later
"""What is kept of a failed test, for reading it afterwards."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Callable

from . import screenshot, threads
from .obs import Obs

PROJECT = Path(__file__).resolve().parents[3]


def directory_for(test_name: str) -> Path:
    """$ZOOM_E2E_ARTIFACTS/<test>, by default below the build directory."""
    build_dir = Path(os.environ.get("ZOOM_PLUGIN_BUILD_DIR") or PROJECT / "build")
    base = Path(os.environ.get("ZOOM_E2E_ARTIFACTS") or build_dir / "e2e-artifacts")
    return base / re.sub(r"[^\w.-]+", "_", test_name).strip("_")


def keep_living(directory: Path, runs: list[Obs]) -> None:
    """What only a running OBS can tell: picture, windows of the X server, accessibility tree, and threads."""
    directory.mkdir(parents=True, exist_ok=True)
    screenshot.take(directory / "screenshot.png")
    (directory / "windows.txt").write_text(_windows())
    for number, obs in enumerate(runs, 1):
        if obs.is_running:
            # first: it can be told of one that does not answer, too
            (directory / f"obs-{number}-threads.txt").write_text(threads.described(obs.pid))
            (directory / f"obs-{number}-accessibility.txt").write_text(obs.tree())


def _windows() -> str:
    """All of them, with what each is and whether it can be seen."""
    def told(*words: str) -> str:
        return subprocess.run(["xwininfo", *words], capture_output=True, text=True, errors="replace").stdout

    tree = told("-root", "-tree")
    return "".join([tree, *(told("-id", number) for number in re.findall(r"^\s+(0x[0-9a-f]+) ", tree, re.MULTILINE))])


def keep_written(directory: Path, runs: list[Obs], save_journal: Callable[[Path], None] | None) -> None:
    """What has been written: OBS's log and output of each run, and the requests that reached Zoom."""
    directory.mkdir(parents=True, exist_ok=True)
    for number, obs in enumerate(runs, 1):
        shutil.copy(obs.output_file, directory / f"obs-{number}-output.txt")
        if obs.log_file:
            shutil.copy(obs.log_file, directory / f"obs-{number}-log.txt")
    if save_journal is not None:
        save_journal(directory / "journal.json")
