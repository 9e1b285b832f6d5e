# SPDX-License-Identifier: GPL-2.0-or-later
"""What the benchmarks share: a desktop with a stand-in, OBS runs in it, and how figures are printed."""
from __future__ import annotations

import argparse
import contextlib
import math
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Iterator, Sequence

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "e2e")]

from harness.display import PrivateDesktop  # noqa: E402
from harness.dock import Dock  # noqa: E402
from harness.locale_text import LocaleText  # noqa: E402
from harness.prepared import enter_all  # noqa: E402
from harness.scene import Scene  # noqa: E402
from zoom.client import StandIn  # noqa: E402

TOKEN = "token-of-the-benchmarks"
KEY = "key-of-the-benchmarks"
MEETING = 85746065432
MEETING_OF_CURL = 85746065433
STREAM_URL = "rtmps://a.rtmps.youtube.example:443/live2"
PAGE_URL = "https://example.org/live"


def rounds_from_arguments(description: str, default: int) -> int:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=default, help="measurements of each kind (default: %(default)s)")
    rounds = parser.parse_args().rounds
    if rounds < 1:
        parser.error("at least one round")
    return rounds


def build_dir() -> Path:
    return Path(os.environ.get("ZOOM_PLUGIN_BUILD_DIR") or TESTS.parent / "build" / "release").resolve()


class Stage:
    """Where OBS runs, beside a stand-in that knows the meeting."""

    def __init__(self, desktop: PrivateDesktop, zoom: StandIn) -> None:
        self.zoom = zoom
        self._scene = Scene(desktop, "bench", build_dir())
        self._scene.environment.update(OBS_ZOOM_API_URL=zoom.api_url, OBS_ZOOM_CA_FILE=zoom.ca_file)

    @contextlib.contextmanager
    def obs(self, with_plugin: bool = True, auto_sync: bool = False, **options) -> Iterator:
        """An OBS in a new home, in which all is entered. Ended by force where the caller has not ended it."""
        home = self._scene.new_home(with_plugin)
        if with_plugin:
            enter_all(home, TOKEN, MEETING, PAGE_URL, {"server": STREAM_URL, "key": KEY}, auto_sync=auto_sync)
        else:
            home.write_service({"server": STREAM_URL, "key": KEY})
        obs = self._scene.launch_obs(home, **options)
        try:
            yield obs
        finally:
            obs.clean_up()


@contextlib.contextmanager
def stage(**stand_in_options) -> Iterator[Stage]:
    with PrivateDesktop() as desktop, tempfile.TemporaryDirectory(dir=desktop.directory) as directory:
        with StandIn.start(directory, token=TOKEN, **stand_in_options) as zoom:
            for meeting in (MEETING, MEETING_OF_CURL):
                zoom.add_meeting(meeting)
            yield Stage(desktop, zoom)


def ready_dock(obs):
    """The dock, when a press of the button would push."""
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.wait_for_status(LocaleText()["Status.Ready"])
    return dock


def dock_in_step(obs):
    """The dock, when auto-sync has nothing left to do."""
    dock = Dock(obs)
    dock.wait_until_in_step()
    dock.wait_until_looked()
    return dock


def percentile_95(values: Sequence[float]) -> float:
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def print_row(what: str, values_ms: Sequence[float], other: str, other_values_ms: Sequence[float]) -> None:
    """One line: both medians and 95th percentiles, the ratio and the difference of the medians."""
    median, other_median = statistics.median(values_ms), statistics.median(other_values_ms)
    print(f"{what:<38} {median:8.1f} {percentile_95(values_ms):8.1f}   {other:<26} {other_median:8.1f} "
          f"{percentile_95(other_values_ms):8.1f} {median / other_median:7.2f}x {median - other_median:+9.1f}", flush=True)


def print_count(what: str, count: int, words: str) -> None:
    """One line: a number that is no time."""
    print(f"{what:<38} {count:8}   {words}", flush=True)


def print_heading() -> None:
    print(f"{'milliseconds':<38} {'median':>8} {'95 %':>8}   {'against':<26} {'median':>8} {'95 %':>8} "
          f"{'ratio':>8} {'more':>9}", flush=True)
