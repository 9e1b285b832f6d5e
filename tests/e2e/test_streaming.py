# SPDX-License-Identifier: GPL-2.0-or-later
"""While OBS itself streams to the destination, the dock warns: Zoom sends the picture there too."""
from __future__ import annotations

import socket
import subprocess
from pathlib import Path
from typing import Iterator

import pytest
from conftest import PLANTED_KEY
from harness.dock import Dock
from test_in_sight import assert_in_sight, lengthen, make_narrow


@pytest.fixture
def rtmp_server(scene) -> Iterator[str]:
    """The URL of one that takes one stream, and throws it away."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"rtmp://127.0.0.1:{port}/live"
    with (Path(scene.directory) / "rtmp.log").open("wb") as log:
        server = subprocess.Popen(["ffmpeg", "-nostdin", "-listen", "1", "-i", f"{url}/any", "-f", "null", "-"],
                                  stdout=log, stderr=log)
        yield url
        server.terminate()
        server.wait()


def test_that_obs_streams_itself_is_told_as_long_as_it_does(zoom, meeting, ready_home, rtmp_server, launch_obs, texts):
    ready_home.write_service({"server": rtmp_server, "key": PLANTED_KEY})
    lengthen(ready_home)
    obs = launch_obs()
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
    assert dock.notice().startswith(texts["Notice.Streaming"])
    assert texts["Details.Streaming"] in dock.details()
    assert_in_sight(dock, state="narrow-streaming")
    obs.websocket.request("StopStream")
    dock.wait_for_notice(lambda shown: texts["Notice.Streaming"] not in shown)
