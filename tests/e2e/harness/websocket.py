# SPDX-License-Identifier: GPL-2.0-or-later
"""obs-websocket (protocol 5), as a remote control uses it: one connection for each request."""
from __future__ import annotations

import asyncio
import json
from typing import Callable

import websockets

from .wait import wait_until

REQUEST_TIMEOUT_S = 30.0


class RequestFailed(AssertionError):
    pass


class WebSocket:
    """`changes` holds what has been asked for and done so far, by name and data, other than mere questions."""

    def __init__(self, port: int, obs_is_running: Callable[[], bool]) -> None:
        self._address = f"ws://127.0.0.1:{port}"
        self._obs_is_running = obs_is_running
        self.changes: list[tuple[str, dict]] = []

    def request(self, name: str, **data) -> dict:
        """The response's data; RequestFailed where OBS refuses."""
        def answer() -> tuple[dict]:
            try:
                return (asyncio.run(asyncio.wait_for(self._request(name, data), REQUEST_TIMEOUT_S)),)
            except ConnectionRefusedError:
                if not self._obs_is_running():
                    raise RequestFailed(f"{name}: OBS has ended") from None
                raise

        # The server starts at FINISHED_LOADING, in a thread of its own.
        told = wait_until(answer, "obs-websocket to listen", not_yet=(ConnectionRefusedError,))[0]
        if not name.startswith("Get"):
            self.changes.append((name, data))
        return told

    async def _request(self, name: str, data: dict) -> dict:
        async with websockets.connect(self._address, max_size=2**24) as connection:
            hello = json.loads(await connection.recv())
            assert hello["op"] == 0 and "authentication" not in hello["d"], hello
            await connection.send(json.dumps({"op": 1, "d": {"rpcVersion": 1, "eventSubscriptions": 0}}))
            identified = json.loads(await connection.recv())
            assert identified["op"] == 2, identified
            await connection.send(json.dumps(
                {"op": 6, "d": {"requestType": name, "requestId": "1", "requestData": data}}))
            answer = json.loads(await connection.recv())
        assert answer["op"] == 7, answer
        status = answer["d"]["requestStatus"]
        if not status["result"]:
            raise RequestFailed(f"{name}: {status['code']} {status.get('comment', '')}")
        return answer["d"].get("responseData") or {}

    def set_stream_service(self, settings: dict, service_type: str = "rtmp_custom") -> None:
        self.request("SetStreamServiceSettings", streamServiceType=service_type, streamServiceSettings=settings)

    def stream_service(self) -> dict:
        """{"streamServiceType": …, "streamServiceSettings": {…}}"""
        return self.request("GetStreamServiceSettings")

    def frames_rendered(self) -> int:
        """Frames since OBS has started: a counter that stands still tells that its graphics thread does."""
        return self.request("GetStats")["renderTotalFrames"]

    def create_profile(self, name: str) -> None:
        """OBS switches to it at once."""
        self.request("CreateProfile", profileName=name)

    def switch_profile(self, name: str) -> None:
        self.request("SetCurrentProfile", profileName=name)

    def current_profile(self) -> str:
        return self.request("GetProfileList")["currentProfileName"]
