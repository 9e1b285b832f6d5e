# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's own stream and Zoom's livestream go to one place: they take turns, and who is asked says which. OBS streams to a
real RTMP server."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PLANTED_KEY
from harness.accessibility import GONE
from harness.dock import Dock
from harness.livestream import (DO_NOT_START, HAND_OVER, LEAVE_BOTH, LEAVE_OFF, START, START_ANYWAY,
                                START_OBS, STOP, STOP_OBS, Livestream, status_path)
from harness.obs import Obs
from harness.rtmp_server import RtmpServer
from harness.wait import wait_until

NOT_STARTED = "livestream was not started: "


@dataclass
class Stage:
    """OBS is set to stream to a server that is there, and the meeting runs."""

    obs: Obs
    dock: Dock
    livestream: Livestream
    server: RtmpServer
    zoom: object
    meeting: int

    @property
    def obs_streams(self) -> bool:
        return self.obs.websocket.request("GetStreamStatus")["outputActive"]

    def wait_for_obs(self, streams: bool) -> None:
        wait_until(lambda: self.obs_streams == streams, f"OBS's stream to be {'on' if streams else 'off'}", 60.0)

    def start_obs(self) -> None:
        self.server.wait_until_listening()
        self.obs.websocket.request("StartStream")
        self.wait_for_obs(True)

    @property
    def is_live(self) -> bool:
        return self.zoom.livestream("meeting", self.meeting)["is_live"]

    def statuses(self) -> list[str]:
        """The starts and stops that have come to Zoom."""
        return [entry["fields"]["action"] for entry in self.zoom.journal()
                if entry["path"] == status_path("meeting", self.meeting)]


@pytest.fixture
def server(scene):
    with RtmpServer(Path(scene.directory) / "rtmp.log") as server:
        yield server


@pytest.fixture
def home_that_streams(ready_home, server):
    """OBS makes no tries of its own to go on once its stream has broken off."""
    ready_home.write_service({"server": server.url, "key": PLANTED_KEY})
    with (ready_home.profile() / "basic.ini").open("a") as settings:
        settings.write("[Output]\nReconnect=false\n")
    return ready_home


@pytest.fixture
def meeting_state() -> str:
    return "started"


@pytest.fixture
def meeting_as_it_is(zoom, meeting, meeting_state) -> int:
    """Before the dock looks."""
    zoom.options(start_interval_s=0)
    zoom.run("meeting", meeting, meeting_state)
    return meeting


@pytest.fixture
def stage(zoom, meeting_as_it_is, home_that_streams, server, obs, dock, texts):
    dock.wait_for_status(texts["Status.Ready"])
    dock.wait_until_looked()
    stage = Stage(obs, dock, Livestream(dock), server, zoom, meeting_as_it_is)
    yield stage
    # OBS goes to no other profile while it streams
    if stage.obs_streams:
        obs.websocket.request("StopStream")
        stage.wait_for_obs(False)


def ask(stage, texts) -> None:
    """OBS streams, and Zoom's livestream is wanted too."""
    stage.start_obs()
    stage.livestream.start()
    stage.dock.wait_for_status(texts["Status.LiveHandOver"])
    stage.livestream.wait_for(HAND_OVER, START_ANYWAY, DO_NOT_START)
    assert stage.statuses() == []


@pytest.mark.one_obs
def test_hand_over(stage, texts):
    ask(stage, texts)
    stage.livestream.press(HAND_OVER)
    stage.dock.wait_for_status(texts.pattern("Status.LiveOn"), 60.0)
    assert stage.is_live and not stage.obs_streams
    assert stage.statuses() == ["start"]
    stage.livestream.wait_for(STOP)
    # nothing is left to warn of
    assert stage.dock.notice() == ""


@pytest.mark.one_obs
def test_zoom_is_asked_only_once_obs_has_stopped(stage, texts):
    """By the order in which the two are told."""
    ask(stage, texts)
    stage.zoom.hold(match={"path": status_path("meeting", stage.meeting)})
    stage.livestream.press(HAND_OVER)
    stage.zoom.wait_for_request(match={"path": status_path("meeting", stage.meeting)})
    assert not stage.obs_streams
    stage.dock.wait_for_status(texts["Status.LiveStarting"])
    stage.zoom.release()
    stage.dock.wait_for_status(texts.pattern("Status.LiveOn"))


@pytest.mark.one_obs
@pytest.mark.parametrize("meeting_state", ["waiting"])
def test_a_meeting_that_has_not_begun_costs_no_stream(stage, texts):
    stage.obs.expect_log(NOT_STARTED + "zoom.4927")
    ask(stage, texts)
    stage.livestream.press(HAND_OVER)
    stage.dock.wait_for_status(texts["Short.zoom.4927"])
    assert stage.obs_streams and stage.statuses() == []


@pytest.mark.one_obs
@pytest.mark.parametrize("takes_up", [True, False])
def test_after_a_start_that_failed_obs_takes_up_again_or_not(stage, texts, takes_up):
    stage.obs.expect_log(NOT_STARTED + "zoom.3161")
    ask(stage, texts)
    stage.zoom.script({"status": 400, "body": {"code": 3161, "message": "not allowed meeting hosting"}},
                      match={"path": status_path("meeting", stage.meeting)})
    stage.livestream.press(HAND_OVER)
    stage.dock.wait_for_status(texts["Short.zoom.3161"], 60.0)
    stage.dock.wait_for_notice(texts["Notice.LiveTakeUp"])
    assert not stage.obs_streams
    stage.server.wait_until_listening()
    stage.livestream.press(START_OBS if takes_up else LEAVE_OFF)
    if takes_up:
        stage.wait_for_obs(True)
    wait_until(lambda: START_OBS not in stage.livestream.shown(), "the question to go", not_yet=GONE)
    assert stage.obs_streams == takes_up
    assert stage.statuses() == ["start"]


@pytest.mark.one_obs
def test_a_lost_reply_leaves_open_who_sends(stage, texts):
    """Zoom has started it, which nobody has told; OBS's stream is off, and is taken up again."""
    stage.obs.expect_log(NOT_STARTED + r"network\.")
    ask(stage, texts)
    stage.zoom.script({"cut": "close", "apply": True}, match={"path": status_path("meeting", stage.meeting)})
    stage.livestream.press(HAND_OVER)
    stage.dock.wait_for_status(texts["Status.LivePerhapsStarted"], 60.0)
    stage.dock.wait_for_notice(texts["Notice.LiveTakeUp"])
    stage.livestream.wait_for(START_OBS, LEAVE_OFF, STOP)
    assert not stage.obs_streams and stage.statuses() == ["start"]
    stage.server.wait_until_listening()
    stage.livestream.press(START_OBS)
    stage.wait_for_obs(True)
    stage.dock.wait_for_status(texts["Status.LiveTwoSendersPerhaps"])
    stage.livestream.press(STOP)
    stage.dock.wait_for_status(texts.pattern("Status.LiveStopped"))
    assert not stage.is_live and stage.obs_streams
    assert stage.statuses() == ["start", "stop"]


@pytest.mark.one_obs
@pytest.mark.parametrize("meeting_state", ["waiting"])
def test_an_armed_start_waits_for_obs_too(stage, texts):
    """OBS begins and ceases to stream as it likes; once both let it start, it does."""
    stage.livestream.press_arm()
    stage.dock.wait_for_status(texts.pattern("Status.LiveArmed"))
    stage.start_obs()
    assert stage.livestream.is_armed
    stage.zoom.run("meeting", stage.meeting)
    stage.dock.wait_for_status(texts["Status.LiveHandOver"], 60.0)
    stage.livestream.press(DO_NOT_START)
    stage.dock.wait_for_status(texts.pattern("Status.LiveArmedObs"))
    assert stage.livestream.is_armed and stage.obs_streams and stage.statuses() == []
    stage.obs.websocket.request("StopStream")
    stage.dock.wait_for_status(texts.pattern("Status.LiveOn"), 60.0)
    assert stage.is_live and not stage.obs_streams and stage.statuses() == ["start"]


@pytest.mark.one_obs
def test_start_all_the_same(stage, texts):
    ask(stage, texts)
    stage.livestream.press(START_ANYWAY)
    stage.dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert stage.is_live and stage.obs_streams
    stage.livestream.wait_for(STOP)


@pytest.mark.one_obs
def test_do_not_start(stage, texts):
    ask(stage, texts)
    stage.livestream.press(DO_NOT_START)
    wait_until(lambda: DO_NOT_START not in stage.livestream.shown(), "the question to go", not_yet=GONE)
    assert START in stage.livestream.shown()
    assert stage.statuses() == [] and stage.obs_streams


@pytest.mark.one_obs
@pytest.mark.parametrize("answer", [STOP, STOP_OBS, LEAVE_BOTH])
def test_obs_begins_while_zoom_is_on(stage, texts, answer):
    stage.livestream.start()
    stage.dock.wait_for_status(texts.pattern("Status.LiveOn"))
    stage.start_obs()
    stage.dock.wait_for_status(texts["Status.LiveTwoSenders"])
    stage.livestream.wait_for(STOP, STOP_OBS, LEAVE_BOTH)
    stage.livestream.press(answer)
    wait_until(lambda: LEAVE_BOTH not in stage.livestream.shown(), "the question to go", not_yet=GONE)
    if answer == STOP:
        stage.dock.wait_for_status(texts.pattern("Status.LiveStopped"))
    if answer == STOP_OBS:
        stage.wait_for_obs(False)
    assert (stage.is_live, stage.obs_streams) == (answer != STOP, answer != STOP_OBS)


def break_off(stage, texts) -> None:
    dialog = stage.livestream.open_settings()
    dialog.after_break.press()
    dialog.save()
    stage.start_obs()
    stage.obs.broken_streams += 1
    stage.server.break_off()
    stage.dock.wait_for_status(texts["Status.LiveAfterBreak"], 60.0)
    stage.dock.wait_for_notice(texts.pattern("Status.LiveStartsIn"))


@pytest.mark.one_obs
def test_zoom_takes_the_place_of_a_stream_that_broke_off(stage, texts):
    break_off(stage, texts)
    stage.dock.wait_for_status(texts.pattern("Status.LiveOn"), 60.0)
    assert stage.is_live


@pytest.mark.one_obs
def test_what_takes_its_place_can_be_stopped(stage, texts):
    break_off(stage, texts)
    stage.livestream.press(DO_NOT_START)
    wait_until(lambda: DO_NOT_START not in stage.livestream.shown(), "the question to go", not_yet=GONE)
    assert stage.statuses() == []
