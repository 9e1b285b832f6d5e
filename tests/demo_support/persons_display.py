# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS on the person's own display: the person presses the button, the terminal tells what comes of it."""
from __future__ import annotations

import os
import subprocess
import threading
from collections import deque
from pathlib import Path

from harness import processes
from harness.home import MODULE, Home
from zoom.client import StandIn, StandInError

from . import telling
from .job import Job, prepare, real_environment

A_DAY_S = 24 * 3600.0
LAST_LINES = 15
# Where programs look for a person's files before they look into the home.
PERSONS_PLACES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
LOG_PREFIX = f"[{MODULE}] "
PUSHED = "pushed to the meeting"


def run(job: Job, zoom: StandIn | None, environment: dict[str, str], build_dir: Path, directory: Path) -> bool:
    """Returns when OBS has been closed: whether a push arrived."""
    home = Home(directory / "home", own_picture=True)
    home.install_plugin(build_dir)
    prepare(home, job)
    _tell_what_to_do(zoom)
    if zoom:
        threading.Thread(target=_tell_arrivals, args=(zoom,), daemon=True).start()
    process = processes.start(
        ["obs", "--multi"], env=_environment(home, zoom, environment), cwd=home.path, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    try:
        pushed = _follow(process, tell=zoom is None)
    finally:
        processes.stop(process)
    if zoom:
        return any(telling.is_push(entry) for entry in zoom.journal())
    return pushed


def _environment(home: Home, zoom: StandIn | None, environment: dict[str, str]) -> dict[str, str]:
    """The person's, with another home and none of the plugin's own settings, but for Zoom itself."""
    kept = {name: value for name, value in os.environ.items()
            if name not in PERSONS_PLACES and name != "PYTHONPATH" and not name.startswith("OBS_ZOOM_")}
    # Its usual place is in the home.
    kept.setdefault("XAUTHORITY", str(Path.home() / ".Xauthority"))
    if zoom is None:
        kept.update(real_environment(os.environ))
    temporary = home.path / "tmp"
    temporary.mkdir()
    # dconf would write to the person's database, by their session bus.
    return {**kept, "GSETTINGS_BACKEND": "memory", "OBS_ZOOM_SECRETS": "file", **environment,
            "HOME": str(home.path), "TMPDIR": str(temporary)}


def _tell_what_to_do(zoom: StandIn | None) -> None:
    goal = "a stand-in for Zoom on this computer" if zoom else "Zoom itself"
    print(f"""
OBS opens now, with a configuration of its own; yours is not touched.
  1. Find the dock "Zoom Livestream" at the right of OBS's window. Meeting and page URL are filled in.
  2. Press "Send settings to Zoom": it sends them to {goal}. What comes of it is told in the dock, and here.
  3. Change what you like, also under Settings > Stream, and send again.
  4. Close OBS (or press Ctrl+C here) to end: all that it wrote is erased then.
""")


def _tell_arrivals(zoom: StandIn) -> None:
    told = 0
    try:
        while True:
            entries = zoom.wait_for_request(told + 1, {"outcome": "answered"}, A_DAY_S)
            for entry in entries[told:]:
                print(telling.request_lines(entry), flush=True)
            told = len(entries)
    except StandInError:
        pass  # it has ended with OBS


def _follow(process: subprocess.Popen, tell: bool) -> bool:
    """Reads OBS's output to its end, telling the plugin's own lines where `tell`: whether one told of a push."""
    pushed, last_lines = False, deque(maxlen=LAST_LINES)
    for line in process.stdout:
        last_lines.append(line)
        _, is_plugins, words = line.rstrip().partition(LOG_PREFIX)
        if is_plugins:
            pushed = pushed or words.startswith(PUSHED)
            if tell:
                print(f"  {words}", flush=True)
    if process.wait():
        print(f"OBS ended with {process.returncode}. Its last words:\n{''.join(last_lines)}"
              "Where this display cannot show OBS, try tests/demo --once.")
    return pushed
