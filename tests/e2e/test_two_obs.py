# SPDX-License-Identifier: GPL-2.0-or-later
"""Two OBS of one person, on the same files: what either decides is there for the next one."""
from __future__ import annotations

import json

from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness.dock import Dock
from harness.pushes import PATCH, last_number, patches, push_by_hand, wait_for_push
from harness.wait import wait_until

SECOND_MEETING = 11122233344
OTHER_PAGE_URL = "https://example.org/other"
FOREIGN = {"stream_url": "rtmp://foreign.example/their app", "stream_key": "somebody-elses-key-0815",
           "page_url": "https://foreign.example/live", "resolution": "1080p"}
NEW = {"server": "rtmp://live.example/app", "key": "the new key"}


def remembered(home, meeting: int) -> dict:
    """What state.json holds of the meeting's pushes."""
    state = json.loads((home.plugin_config / "state.json").read_text())
    return state.get("pushes", {}).get(f"default/meeting/{meeting}", {})


def dock_of(obs) -> Dock:
    dock = Dock(obs)
    if not dock.is_showing:  # it has shown itself to the first of the two
        dock.open_from_tools_menu()
    dock.wait_until_showing()
    return dock


def test_settings_of_one_profile(zoom, meeting, ready_home, launch_obs):
    """Each changes its own member, as it has read the file before the other has."""
    ready_home.remember_a_push_by_hand()
    docks = []
    for _ in range(2):
        docks.append(dock_of(launch_obs()))
        docks[-1].wait_until_looked()
    docks[1].type_page_url(OTHER_PAGE_URL)
    wait_until(lambda: ready_home.read_plugin_settings()["broadcasts"][0]["page_url"] == OTHER_PAGE_URL, "the page URL")
    docks[0].keep_in_step.press()
    wait_until(lambda: ready_home.read_plugin_settings()["auto_sync"], "auto-sync")
    docks[1].type_meeting(str(SECOND_MEETING))
    wait_until(lambda: ready_home.read_plugin_settings()["broadcasts"][0]["id"] == SECOND_MEETING, "the meeting")
    settings = ready_home.read_plugin_settings()
    assert settings["auto_sync"] and settings["broadcasts"][0]["page_url"] == OTHER_PAGE_URL
    # nothing but what OBS and the plugin keep there: locks lie elsewhere
    assert sorted(path.name for path in ready_home.profile().glob("obs-zoom*")) == ["obs-zoom-livestream.json"]


def test_decisions_about_two_meetings(zoom, meeting, auto_home, launch_obs, texts):
    """Zoom's settings that are kept, an undo, and a push that is due."""
    zoom.add_meeting(SECOND_MEETING)
    auto_home.add_profile("Second")
    auto_home.set_broadcast(SECOND_MEETING, PAGE_URL, profile="Second")
    auto_home.write_service({"server": STREAM_URL, "key": PLANTED_KEY}, profile="Second")
    first = launch_obs()
    first.expect_log("holds another .* for the meeting that ends in 5432")
    first_dock = dock_of(first)
    first_dock.wait_until_in_step()
    second = launch_obs(arguments=("--profile", "Second"))
    second_dock = dock_of(second)
    second_dock.wait_for_meeting("111 2223 3344")
    second_dock.wait_until_looked()

    zoom.configure("meeting", MEETING, FOREIGN)
    zoom.configure("meeting", SECOND_MEETING, FOREIGN)
    first_dock.check_again()
    first_dock.wait_for_status(texts.pattern("Status.Differs"))
    second_dock.check_again()
    second_dock.wait_for_zoom_line(lambda shown: "foreign.example" in shown)
    push_by_hand(zoom, second_dock)
    wait_until(lambda: second_dock.can_undo, "the undo")
    wait_until(lambda: remembered(auto_home, SECOND_MEETING).get("undo"), "the undo to be remembered")
    first_dock.press_keep()
    wait_until(lambda: remembered(auto_home, MEETING).get("kept"), "the decision to be remembered")
    assert remembered(auto_home, SECOND_MEETING)["undo"]
    before = last_number(zoom)
    zoom.hold(match=PATCH)
    first.websocket.set_stream_service(NEW)
    zoom.wait_for_request(match={**PATCH, "outcome": "open"}, after=before)
    first.quit()
    second.quit()
    assert remembered(auto_home, MEETING)["pending"]
    assert remembered(auto_home, SECOND_MEETING)["undo"]

    zoom.clear_scripts()
    before = last_number(zoom)
    third = launch_obs(arguments=("--profile", "Untitled"))
    dock = dock_of(third)
    assert wait_for_push(zoom, dock, before)["fields"]["stream_key"] == NEW["key"]
    third.websocket.switch_profile("Second")
    dock.wait_for_meeting("111 2223 3344")
    wait_until(lambda: dock.can_undo, "the undo")
    before = last_number(zoom)
    dock.press_undo()
    dock.wait_for_status(texts["Status.Undone"])
    assert [each["fields"]["stream_key"] for each in patches(zoom, before)] == [FOREIGN["stream_key"]]


def test_an_undo_of_one_meeting(zoom, meeting, ready_home, launch_obs, texts):
    """One has kept what it replaced; the other finds Zoom in step with the same settings, and writes that down."""
    zoom.configure("meeting", MEETING, FOREIGN)
    both = [launch_obs(), launch_obs()]
    docks = [dock_of(obs) for obs in both]
    for dock in docks:
        dock.wait_for_zoom_line(lambda shown: "foreign.example" in shown)
    push_by_hand(zoom, docks[0])
    wait_until(lambda: remembered(ready_home, MEETING).get("undo"), "the undo to be remembered")
    docks[1].check_again()
    docks[1].wait_until_in_step()
    for obs in both:
        obs.quit()
    assert remembered(ready_home, MEETING)["undo"]

    dock = dock_of(launch_obs())
    wait_until(lambda: dock.can_undo, "the undo")
    before = last_number(zoom)
    dock.press_undo()
    dock.wait_for_status(texts["Status.Undone"])
    assert [each["fields"]["stream_key"] for each in patches(zoom, before)] == [FOREIGN["stream_key"]]
