# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's hotkeys: by a real key, by obs-websocket, in each profile its own, and what is told where nothing comes."""
from __future__ import annotations

import json

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness import remote
from harness.dock import Dock
from harness.home import FIRST_PROFILE
from harness.input_events import held
from harness.pushes import last_number, patches, push_by_hand, wait_for_push
from harness.wait import wait_until

PUSH, START, STOP = (f"obs_zoom_livestream.{name}" for name in ("push", "start", "stop"))
SECOND_MEETING = MEETING + 10_000
SECOND_PAGE_URL = "https://example.org/second"


def set_keys(home, keys: dict[str, str], profile: str = FIRST_PROFILE) -> None:
    """By the names of hotkeys, as OBS's settings save them."""
    file = home.profile(profile) / "basic.ini"
    lines = (f"{hotkey}={json.dumps({'bindings': [{'key': f'OBS_KEY_{key}'}]})}\n" for hotkey, key in keys.items())
    file.write_text(f"{file.read_text()}\n[Hotkeys]\n{''.join(lines)}")


def press_by_name(obs, name: str) -> None:
    obs.websocket.request("TriggerHotkeyByName", hotkeyName=name)


def test_keys_are_of_their_profile_and_stay(zoom, meeting, ready_home, launch_obs, texts):
    zoom.add_meeting(SECOND_MEETING)
    ready_home.add_profile("Second")
    ready_home.set_broadcast(SECOND_MEETING, SECOND_PAGE_URL, profile="Second")
    ready_home.write_service({"server": STREAM_URL, "key": PLANTED_KEY}, profile="Second")
    set_keys(ready_home, {PUSH: "F9", START: "F8"})
    set_keys(ready_home, {PUSH: "F10"}, "Second")
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_for_status(texts["Status.Ready"])
    assert {PUSH, START, STOP} <= set(obs.websocket.request("GetHotkeyList")["hotkeys"])
    with held("F9"):
        pushed = wait_for_push(zoom, dock, 0)
    assert pushed["fields"]["page_url"] == PAGE_URL

    obs.websocket.switch_profile("Second")
    dock.wait_for_meeting("857 4607 5432")
    dock.wait_until_looked()
    with held("F9"):
        # the next key comes behind it
        with held("F10"):
            pushed = wait_for_push(zoom, dock, pushed["number"])
    assert pushed["fields"]["page_url"] == SECOND_PAGE_URL
    obs.websocket.create_profile("Without keys")
    dock.wait_for_meeting("")
    for key in ("F9", "F10"):
        obs.websocket.request("TriggerHotkeyByKeySequence", keyId=f"OBS_KEY_{key}")
    obs.websocket.switch_profile(FIRST_PROFILE)
    dock.wait_for_meeting("857 4606 5432")
    dock.wait_until_looked()
    with held("F10"):
        with held("F9"):
            pushed = wait_for_push(zoom, dock, pushed["number"])
    assert pushed["fields"]["page_url"] == PAGE_URL
    assert len(patches(zoom)) == 3
    obs.quit()
    assert obs.log.count("hotkey for Push") == 3, "a key of another profile was one here too"

    again = launch_obs()
    dock = Dock(again)
    dock.wait_until_in_step()
    with held("F9"):
        wait_for_push(zoom, dock, pushed["number"])
    # who presses a key needs nobody's consent
    zoom.run("meeting", meeting)
    with held("F8"):
        wait_until(lambda: zoom.livestream("meeting", meeting)["is_live"], "the livestream")


@pytest.mark.one_obs
def test_by_name(zoom, meeting, ready_dock, obs):
    press_by_name(obs, PUSH)
    wait_for_push(zoom, ready_dock, 0)
    obs.wait_for_log("hotkey for Push")


@pytest.mark.one_obs
def test_what_cannot_be_done_is_told(zoom, meeting, ready_dock, obs, texts):
    """Start and stop by a program need the person's consent; a press during a push does nothing."""
    press_by_name(obs, START)
    ready_dock.wait_for_notice(texts["Short.remote.not_allowed"])
    obs.wait_for_log("hotkey for StartLivestream: nothing is done: remote.not_allowed")
    assert not zoom.livestream("meeting", meeting)["is_live"]
    push_by_hand(zoom, ready_dock)
    ready_dock.wait_for_notice(lambda shown: texts["Short.remote.not_allowed"] not in shown)

    held_request = zoom.hold({"method": "PATCH"})
    before = last_number(zoom)
    ready_dock.press_push()
    zoom.wait_for_request(match={"method": "PATCH"}, after=before)
    press_by_name(obs, PUSH)
    ready_dock.wait_for_notice(texts["Short.remote.push_under_way"])
    zoom.release(held_request)
    wait_for_push(zoom, ready_dock, before)
    assert len(patches(zoom)) == 2


@pytest.mark.one_obs("allowed")
def test_start_and_stop(zoom, meeting, ready_home, launch_obs, texts):
    remote.allow(ready_home)
    zoom.run("meeting", meeting)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_for_status(texts["Status.Ready"])
    press_by_name(obs, START)
    wait_until(lambda: zoom.livestream("meeting", meeting)["is_live"], "the livestream")
    obs.wait_for_log("livestream of the meeting that ends in 5432: live")
    press_by_name(obs, START)
    dock.wait_for_notice(texts["Short.remote.started_already"])
    press_by_name(obs, STOP)
    wait_until(lambda: not zoom.livestream("meeting", meeting)["is_live"], "its end")
