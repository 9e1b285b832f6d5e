# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS in a virtual display, with its real button pressed."""
from __future__ import annotations

import os
from pathlib import Path

from harness import screenshot
from harness.display import PrivateDesktop
from harness.dock import Dock
from harness.locale_text import LocaleText
from harness.scene import Scene
from zoom.client import StandIn

from . import telling
from .job import Job, prepare, real_environment

# Longer than the plugin itself waits for Zoom.
OUTCOME_DEADLINE_S = 180.0
BUSY = ("Status.Pushing", "Status.Checking")
ARRIVED = ("Status.InSync", "Status.Pushed")


def run(job: Job, zoom: StandIn | None, environment: dict[str, str], build_dir: Path, screenshot_file: Path) -> bool:
    """Whether the push arrived. Without a stand-in it goes to Zoom itself, and the dock is the witness."""
    with PrivateDesktop() as desktop:
        scene = Scene(desktop, "demo", build_dir)
        scene.environment.update(environment if zoom else real_environment(os.environ))
        try:
            home = scene.new_home(with_plugin=True, own_picture=True)
            prepare(home, job)
            home.hide_replaced_api()
            print("Starting OBS in a virtual display")
            obs = scene.launch_obs(home)
            said = _press(obs, screenshot_file)
            arrived = _tell_requests(job, zoom) if zoom else _confirms(said)
            print(f"The dock says:\n  {said}")
            print(f"Screenshot: {os.path.relpath(screenshot_file)}")
            obs.quit()
        finally:
            for started in scene.runs:
                started.clean_up()
    return arrived


def _press(obs, screenshot_file: Path) -> str:
    """What the dock says after it. The picture is taken then, whatever it is."""
    dock, texts = Dock(obs), LocaleText()
    dock.wait_until_showing()
    screenshot.enlarge(obs)
    try:
        dock.wait_for_status(texts.pattern("Status.Ready"))
        dock.wait_for_destination(lambda text: text != texts["Destination.Reading"])
        print("Pressing \"Send settings to Zoom\"")
        dock.press_push()
        return dock.wait_for_status(
            lambda text: text and not any(texts.is_in(name, text) for name in (*BUSY, "Status.Ready")),
            OUTCOME_DEADLINE_S)
    finally:
        screenshot.take(screenshot_file)


def _tell_requests(job: Job, zoom: StandIn) -> bool:
    requests = zoom.journal()
    print("What reached the stand-in for Zoom:" if requests else "Nothing reached the stand-in for Zoom.")
    for entry in requests:
        print(telling.request_lines(entry))
    return any(telling.is_push_of(entry, job) for entry in requests)


def _confirms(said: str) -> bool:
    return any(LocaleText().is_in(name, said) for name in ARRIVED)
