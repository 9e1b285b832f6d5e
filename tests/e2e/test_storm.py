# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever happens at once and in whichever order: no push is a mixture, none goes to a wrong meeting, none is lost."""
from __future__ import annotations

import os
import random

import pytest
from conftest import PLANTED_TOKEN
from harness.dock import Dock
from harness.pushes import patches
from harness.storm import Storm, see_the_laws

# the failing run's, printed below, to have the same actions once more
SEED = int(os.environ.get("ZOOM_E2E_SEED", random.SystemRandom().randrange(2**32)))
COUNT = int(os.environ.get("ZOOM_E2E_STORM", 40))
FAILED = "push to the meeting that ends in .* failed: |cannot be read|could not be read"


@pytest.fixture
def storm(zoom, home, launch_obs):
    from harness import storm
    print(f"ZOOM_E2E_SEED={SEED}")
    storm.prepare(home, zoom, PLANTED_TOKEN)
    obs = launch_obs()
    obs.expect_log(FAILED)
    dock = Dock(obs)
    dock.wait_until_in_step()
    made = storm.Storm(obs, dock, zoom, home, SEED)
    made.make_collections()
    return made


def test_changes_from_all_sides(zoom, storm):
    storm.rage(COUNT, storm.PUSHING_ACTIONS)
    storm.calm()
    storm.wait_until_in_step()
    storm.obs.quit()
    see_the_laws(zoom)
    assert len(patches(zoom)) > 3, "this was no storm"
    assert storm.pushes_by_hand > 0, "the person did nothing"


def test_with_second_thoughts_of_people(zoom, storm):
    """Undo, cancel, keep, and somebody who works in Zoom's portal: the next change is pushed as always."""
    storm.obs.expect_log("holds another .* for the meeting that ends in")
    storm.rage(COUNT, storm.PUSHING_ACTIONS | storm.OTHER_ACTIONS)
    storm.calm()
    storm.keep_in_step()
    storm.change_service()
    storm.wait_until_in_step()
    storm.obs.quit()
    see_the_laws(zoom)


def test_quitting_in_the_middle(zoom, home, storm, launch_obs):
    storm.rage(COUNT // 2, storm.PUSHING_ACTIONS)
    # remote control has to stop before: OBS itself does not survive to be asked something while it ends
    storm.change_service()
    storm.obs.ask_to_quit()
    storm.obs.wait_for_exit()
    zoom.clear_scripts()
    again = launch_obs()
    dock = Dock(again)
    after = Storm(again, dock, zoom, home, SEED)
    after.calm()
    after.wait_until_in_step()
    again.quit()
    see_the_laws(zoom)


def test_a_thousand_saves(zoom, in_step_dock, obs):
    for number in range(1000):
        obs.websocket.set_stream_service({"server": "rtmp://live.example/app", "key": f"save {number}"})
    zoom.wait_for_request(match={"method": "PATCH"})
    in_step_dock.wait_until_in_step()
    obs.quit()
    pushed = [int(entry["fields"]["stream_key"].removeprefix("save ")) for entry in patches(zoom)]
    assert pushed == sorted(set(pushed)), "an older one came after a newer one"
    assert pushed[-1] == 999
    # how seldom depends on how fast the machine saves; the unit tests of sync know the pauses
    assert len(pushed) < 250
