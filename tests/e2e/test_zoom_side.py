# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zoom holds is read and told; what somebody has put there is not lost, and can be put back."""
from __future__ import annotations

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.dock import Dock
from harness.pushes import RESOLUTION, last_number, patches, push_by_hand, wait_for_push
from harness.settings_dialog import SettingsDialog

FOREIGN_KEY = "somebody-elses+key/of=the&tests-0815"
FOREIGN = {"stream_url": "rtmp://foreign.example/their app", "stream_key": FOREIGN_KEY,
           "page_url": "https://foreign.example/live", "resolution": "1080p"}
OURS = {"stream_url": STREAM_URL, "stream_key": PLANTED_KEY, "page_url": PAGE_URL}
NEW = {"server": "rtmp://live.example/app", "key": "the new key"}
SCOPES = ["meeting:update:livestream", "meeting:read:livestream", "meeting:read:meeting"]


def find_secrets(scene) -> list:
    """The foreign key may be kept where tokens are, and nowhere else."""
    return scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN, "foreign": FOREIGN_KEY})


DIFFERS_IN_LOG = "holds another .* for the meeting that ends in 5432"


def ask(zoom, dock) -> None:
    """Check again, until that has been answered and told."""
    before = last_number(zoom)
    dock.check_again()
    for path in ("*/livestream", "/v2/meetings/*[0-9]"):  # only when the topic is told, it can be asked again
        zoom.wait_for_request(match={"method": "GET", "path": path, "outcome": "answered"}, after=before)
    dock.wait_until_looked()


@pytest.mark.one_obs
def test_what_zoom_holds_is_told(zoom, meeting, ready_dock, texts):
    ready_dock.wait_for_zoom_line(texts.pattern("ZoomView.Empty"))
    ready_dock.wait_for_meeting_info(lambda shown: "Sunday service" in shown and "anna@example.org" in shown)
    for name, difference in (("stream_key", "StreamKey"), ("page_url", "PageUrl"), ("stream_url", "StreamUrl")):
        zoom.configure("meeting", meeting, OURS | {name: FOREIGN[name]})
        ask(zoom, ready_dock)
        shown = ready_dock.wait_for_zoom_line(texts.pattern(f"ZoomView.Different.{difference}"))
        assert name == "stream_key" or FOREIGN[name].split("/")[2] in shown
    zoom.configure("meeting", meeting, OURS)
    ask(zoom, ready_dock)
    ready_dock.wait_for_zoom_line(texts.pattern("ZoomView.Same"))
    ready_dock.wait_until_in_step()
    assert patches(zoom) == []


@pytest.mark.one_obs
def test_a_meeting_of_another_name(zoom, ready_dock):
    zoom.add_meeting(1112223333, topic="Board\nmeeting “secret”", host_email="bo@example.org")
    ready_dock.wait_for_meeting_info("Sunday service")
    ready_dock.type_meeting("111 222 3333")
    shown = ready_dock.wait_for_meeting_info("bo@example.org")
    assert "Board meeting “secret”" in shown
    ready_dock.type_meeting("444 555 6666")  # there is none
    zoom.wait_for_request(match={"path": "/v2/meetings/4445556666/livestream", "outcome": "answered"})
    ready_dock.wait_until_looked()
    ready_dock.wait_for_meeting_info(lambda shown: shown == "")


@pytest.mark.parametrize("without, kept", [("meeting:read:livestream", "Sunday service"), ("meeting:read:meeting", "")])
def test_without_a_scope(zoom, meeting, ready_home, launch_obs, texts, without, kept):
    zoom.add_token(PLANTED_TOKEN, scopes=[scope for scope in SCOPES if scope != without])
    dock = Dock(launch_obs())
    dock.wait_until_looked()
    if without == "meeting:read:livestream":
        dock.wait_for_zoom_line(texts.pattern("ZoomView.NotPermitted"))
        assert without in dock.zoom_line()
        dock.press_push()
        dock.wait_for_status(texts.pattern("Status.Pushed"))
    else:
        dock.wait_for_zoom_line(texts.pattern("ZoomView.Empty"))
        push_by_hand(zoom, dock)
    dock.wait_for_meeting_info(lambda shown: kept in shown and bool(shown) == bool(kept))


def see_foreign_change(zoom, dock, texts) -> None:
    """The dock tells of it, and nothing has been done about it."""
    dock.wait_for_status(texts.pattern("Status.Differs"))
    dock.wait_for_zoom_line(texts.pattern("ZoomView.Different.StreamUrl"))
    assert dock.can_keep
    assert zoom.configuration("meeting", MEETING) == FOREIGN


def test_a_foreign_change_is_noticed_and_left_to_the_person(zoom, in_step_dock, auto_home, obs, launch_obs, scene,
                                                           texts):
    """At Check again, when the dock is opened, and at OBS's start; by itself it is never overwritten."""
    obs.expect_log(DIFFERS_IN_LOG)
    zoom.configure("meeting", MEETING, FOREIGN)
    ask(zoom, in_step_dock)
    see_foreign_change(zoom, in_step_dock, texts)
    assert find_secrets(scene) == []

    # kept: the dock is content, and stays so when it is opened again
    in_step_dock.press_keep()
    in_step_dock.wait_for_status(lambda shown: not texts.is_in("Status.Differs", shown))
    assert not in_step_dock.can_keep
    in_step_dock.hide()
    zoom.configure("meeting", MEETING, {"page_url": "https://foreign.example/other"})
    in_step_dock.open_from_tools_menu()
    in_step_dock.wait_for_status(texts.pattern("Status.Differs"))
    zoom.configure("meeting", MEETING, FOREIGN)
    obs.quit()
    assert patches(zoom) == []

    # nor at the next start
    second = launch_obs()
    dock = Dock(second)
    dock.wait_until_looked()
    assert not dock.can_keep, "that one was decided on"
    zoom.configure("meeting", MEETING, {"stream_url": "rtmp://third.example/app"})
    second.quit()
    third = launch_obs()
    third.expect_log(DIFFERS_IN_LOG)
    dock = Dock(third)
    dock.wait_for_status(texts.pattern("Status.Differs"))
    assert patches(zoom) == []

    # the next change in OBS is pushed as always
    before = last_number(zoom)
    third.websocket.set_stream_service(NEW)
    assert wait_for_push(zoom, dock, before)["fields"]["stream_key"] == NEW["key"]
    assert dock.can_undo


def test_push_to_zoom_overwrites_and_undo_puts_back(zoom, in_step_dock, auto_home, obs, launch_obs, scene, texts):
    obs.expect_log(DIFFERS_IN_LOG)
    assert not in_step_dock.can_undo, "Zoom held nothing before"
    zoom.configure("meeting", MEETING, FOREIGN)
    ask(zoom, in_step_dock)
    see_foreign_change(zoom, in_step_dock, texts)
    push_by_hand(zoom, in_step_dock)
    assert zoom.configuration("meeting", MEETING) == OURS | {"resolution": RESOLUTION}
    assert find_secrets(scene) == []
    # in Zoom, somebody sees to the picture again
    zoom.configure("meeting", MEETING, {"resolution": "1080p"})
    obs.quit()

    again = launch_obs()
    dock = Dock(again)
    dock.wait_until_in_step()
    before = last_number(zoom)
    dock.press_undo()
    dock.wait_for_status(texts["Status.Undone"])
    assert zoom.configuration("meeting", MEETING) == FOREIGN
    assert [entry["fields"] for entry in patches(zoom, before)] == [FOREIGN]
    assert not dock.can_undo
    assert FOREIGN_KEY not in str(auto_home.secrets())

    # it stays, until OBS's settings change; saving them is no change
    with SettingsDialog(again) as settings:
        settings.go_to("Stream")
        settings.save()
    again.quit()
    assert zoom.configuration("meeting", MEETING) == FOREIGN
    third = launch_obs()
    dock = Dock(third)
    dock.wait_until_looked()
    assert zoom.configuration("meeting", MEETING) == FOREIGN
    before = last_number(zoom)
    third.websocket.set_stream_service(NEW)
    wait_for_push(zoom, dock, before)
    assert dock.can_undo


@pytest.mark.one_obs
def test_what_was_there_before_the_first_push(zoom, meeting, ready_home, launch_obs, texts):
    """By hand, without auto-sync: Zoom held the configuration of somebody else."""
    zoom.configure("meeting", meeting, FOREIGN)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_looked()
    assert not dock.can_undo
    push_by_hand(zoom, dock)
    obs.websocket.set_stream_service(NEW)
    dock.wait_for_destination("live.example")
    push_by_hand(zoom, dock)
    dock.press_undo()
    dock.wait_for_status(texts["Status.Undone"])
    # not what this plugin has put there in between
    assert zoom.configuration("meeting", meeting) == FOREIGN


@pytest.mark.one_obs
def test_an_undo_that_fails_can_be_tried_again(zoom, meeting, ready_home, launch_obs, texts):
    zoom.configure("meeting", meeting, FOREIGN)
    obs = launch_obs()
    obs.expect_log("failed: http.server")
    dock = Dock(obs)
    dock.wait_until_looked()
    push_by_hand(zoom, dock)
    zoom.script({"status": 503, "body": "busy"}, match={"method": "PATCH"})
    dock.press_undo()
    dock.wait_for_status(texts["Status.UndoFailed"])
    dock.press_undo()
    dock.wait_for_status(texts["Status.Undone"])
    assert zoom.configuration("meeting", meeting) == FOREIGN
