# SPDX-License-Identifier: GPL-2.0-or-later
"""While OBS itself streams to the destination, the dock warns: Zoom sends the picture there too. What it asks then stays
in sight."""
from __future__ import annotations

from pathlib import Path

from conftest import PLANTED_KEY
from harness.dock import Dock
from harness.livestream import HAND_OVER, LEAVE_BOTH, START_ANYWAY, START_OBS, Livestream, status_path
from harness.rtmp_server import RtmpServer
from harness.wait import wait_until
from test_in_sight import assert_in_sight, lengthen, make_narrow

NO_PLAN = {"status": 400, "body": {"code": 3161, "message": "not allowed meeting hosting"}}


def test_that_obs_streams_itself_is_told_as_long_as_it_does(zoom, meeting, ready_home, scene, launch_obs, texts):
    zoom.options(start_interval_s=0)
    zoom.run("meeting", meeting)
    lengthen(ready_home)
    with RtmpServer(Path(scene.directory) / "rtmp.log") as server:
        ready_home.write_service({"server": server.url, "key": PLANTED_KEY})
        obs = launch_obs()
        obs.expect_log("livestream was not started: zoom.3161")
        dock = Dock(obs)
        dock.wait_until_showing()
        dock.wait_for_status(texts["Status.Ready"])
        assert dock.notice() == ""
        make_narrow(obs, dock)
        obs.websocket.request("StartStream")
        dock.wait_for_notice(texts["Notice.Streaming"])
        # at the press too, and in place of the offer that comes with a first success
        dock.press_push()
        dock.wait_for_status(texts.pattern("Status.InSync"))
        assert texts["Notice.Streaming"] in dock.notice()
        assert texts["Details.Streaming"] in dock.details()
        assert_in_sight(dock, state="narrow-streaming")
        go_through_questions(zoom, meeting, dock, server, obs, texts)
        obs.websocket.request("StopStream")
        dock.wait_for_notice(lambda shown: texts["Notice.Streaming"] not in shown)


def go_through_questions(zoom, meeting, dock, server, obs, texts) -> None:
    """OBS streams before and after."""
    livestream = Livestream(dock)
    livestream.start()
    dock.wait_for_status(texts["Status.LiveHandOver"])
    assert_in_sight(dock, HAND_OVER, "hand over")
    zoom.script(NO_PLAN, match={"path": status_path("meeting", meeting)})
    livestream.press(HAND_OVER)
    dock.wait_for_status(texts["Short.zoom.3161"], 60.0)
    dock.wait_for_notice(texts["Notice.LiveTakeUp"])
    assert_in_sight(dock, START_OBS, "take up")
    server.wait_until_listening()
    livestream.press(START_OBS)
    dock.wait_for_notice(texts["Notice.Streaming"])
    livestream.start()
    livestream.press(START_ANYWAY)
    dock.wait_for_status(texts.pattern("Status.LiveOn"))
    obs.websocket.request("StopStream")
    dock.wait_for_notice(lambda shown: texts["Notice.Streaming"] not in shown)
    wait_until(lambda: not obs.websocket.request("GetStreamStatus")["outputActive"], "OBS's stream to stop")
    server.wait_until_listening()
    obs.websocket.request("StartStream")
    dock.wait_for_status(texts["Status.LiveTwoSenders"])
    assert_in_sight(dock, LEAVE_BOTH, "two senders")
    livestream.press(LEAVE_BOTH)
    dock.wait_for_notice(texts["Notice.Streaming"])
