# SPDX-License-Identifier: GPL-2.0-or-later
"""The way to Zoom is warm before it is needed: a push costs one round trip, over one connection that is reused."""
from __future__ import annotations

import pytest
from harness.dock import Dock
from harness.other_program import go_away_and_come_back
from harness.pushes import last_number, patches, push_by_hand, wait_for_push
from harness.settings_dialog import SettingsDialog
from harness.wait import wait_until

GET = {"method": "GET"}
REST_S = 9.9


def test_one_connection_serves_all(zoom, in_step_dock, obs):
    for number in range(2):
        before = last_number(zoom)
        obs.websocket.set_stream_service({"server": "rtmp://live.example/app", "key": f"key {number}"})
        wait_for_push(zoom, in_step_dock, before)
        push_by_hand(zoom, in_step_dock)
        in_step_dock.check_again()
        in_step_dock.wait_until_looked()
    obs.quit()
    assert [entry["fields"]["stream_key"] for entry in patches(zoom)] == ["key 0", "key 0", "key 1", "key 1"]
    journal = zoom.journal()
    assert {entry["http_version"] for entry in journal} == {"2"}
    [connection] = zoom.connections()
    assert {entry["connection"] for entry in journal} == {connection["number"]}


@pytest.fixture
def cold_dock(zoom, meeting, ready_home, launch_obs):
    """The dock of an OBS that has started before its computer was online."""
    zoom.fault("refuse")
    dock = Dock(launch_obs())
    dock.wait_until_showing()
    dock.wait_until_looked()
    zoom.fault(None)
    assert zoom.journal() == []
    return dock


def wait_for_answer(zoom, act) -> dict:
    """As often as it takes: after what came to nothing, nothing is asked for a while."""
    def first_answer():
        act()
        return [entry for entry in zoom.journal() if entry["method"] == "GET" and entry["outcome"] == "answered"][:1]
    return wait_until(first_answer, "a look at what Zoom holds")[0]


def test_opening_the_settings_opens_the_connection(zoom, cold_dock, scene):
    [obs] = scene.runs

    def open_settings():
        with SettingsDialog(obs):
            pass

    question = wait_for_answer(zoom, open_settings)
    with SettingsDialog(obs) as settings:
        settings.set_custom("rtmp://live.example/app", "of the dialog")
        settings.save()
    patch = push_by_hand(zoom, cold_dock)
    assert patch["fields"]["stream_key"] == "of the dialog"
    assert patch["connection"] == question["connection"]


def test_entering_the_dock_opens_the_connection(zoom, cold_dock):
    question = wait_for_answer(zoom, cold_dock.enter_with_the_pointer)
    assert push_by_hand(zoom, cold_dock)["connection"] == question["connection"]


def test_what_brings_no_reply_is_not_asked_on_and_on(zoom, ready_dock, obs):
    """Whatever the person does but "Check again": each question is asked once more, and then rests for a while."""
    zoom.fault("close_after_request")
    zoom.drop_connections()
    zoom.clear_journal()
    ready_dock.check_again()
    zoom.wait_for_request(match={**GET, "outcome": "faulted"})
    for _ in range(4):
        ready_dock.wait_until_looked()
        ready_dock.enter_with_the_pointer()
        ready_dock.field("Page URL").focus()
        ready_dock.hide()
        ready_dock.open_from_tools_menu()
        go_away_and_come_back(obs)
    ready_dock.wait_until_looked()
    journal = zoom.journal()
    arrived_s = {entry["path"]: [] for entry in journal}
    for entry in journal:
        arrived_s[entry["path"]].append(entry["arrived_s"])
    assert len(arrived_s[journal[0]["path"]]) >= 2, "once more, in case that is mended"
    rests_s = [asked - repeated for times in arrived_s.values() for repeated, asked in zip(times[1::2], times[2::2])]
    assert [rest for rest in rests_s if rest < REST_S] == []
