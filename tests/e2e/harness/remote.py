# SPDX-License-Identifier: GPL-2.0-or-later
"""Another program that controls the plugin through obs-websocket, and stays connected to hear what comes of it."""
from __future__ import annotations

import asyncio
import concurrent.futures
import itertools
import json
import threading
from typing import Callable

import websockets

from .home import Home
from .wait import wait_until

VENDOR = "obs-zoom-livestream"
EVENT = "StatusChanged"
OF_VENDORS = 1 << 9  # obs-websocket's EventSubscription::Vendors
TIMEOUT_S = 30.0
CLOSING_S = 1.0


class ConnectionEnded(Exception):
    pass


def allow(home: Home, on: bool = True) -> None:
    """What the switch in the account dialog writes; before OBS starts."""
    file = home.accounts_file
    file.write_text(json.dumps(json.loads(file.read_text()) | {"remote_control": on}))


class Remote:
    """`events` holds what was told, in its order."""

    def __init__(self, port: int) -> None:
        self.events: list[dict] = []
        self._address = f"ws://127.0.0.1:{port}"
        self._numbers = itertools.count(1)
        self._answers: dict[str, concurrent.futures.Future] = {}
        self._loop = asyncio.new_event_loop()
        self._connected: concurrent.futures.Future = concurrent.futures.Future()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._live(),), daemon=True)
        self._thread.start()
        self._connected.result(TIMEOUT_S)

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._thread.is_alive():
            with_end = asyncio.run_coroutine_threadsafe(self._connection.close(), self._loop)
            # OBS does not always answer that, and nobody needs it to
            concurrent.futures.wait([with_end], CLOSING_S)
        self._thread.join(CLOSING_S)

    # In a thread of its own

    async def _live(self) -> None:
        try:
            async with websockets.connect(self._address, max_size=2**24) as self._connection:
                await self._connection.recv()
                await self._connection.send(json.dumps(
                    {"op": 1, "d": {"rpcVersion": 1, "eventSubscriptions": OF_VENDORS}}))
                await self._connection.recv()
                self._connected.set_result(None)
                async for message in self._connection:
                    self._take(json.loads(message))
        except (OSError, websockets.ConnectionClosed) as problem:
            if not self._connected.done():
                self._connected.set_exception(problem)
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionEnded())

    def _take(self, message: dict) -> None:
        data = message["d"]
        if message["op"] == 5 and data["eventData"].get("vendorName") == VENDOR:
            assert data["eventData"]["eventType"] == EVENT, data
            self.events.append(data["eventData"]["eventData"])
        elif message["op"] == 7:
            self._answers[data["requestId"]].set_result(data)

    # For the test

    def send(self, message: dict) -> dict:
        """A request of obs-websocket's, as it stands; the whole answer."""
        number = str(next(self._numbers))
        answer = self._answers[number] = concurrent.futures.Future()
        text = json.dumps({"op": 6, "d": message | {"requestId": number}})
        sending = self._connection.send(text)
        try:
            self._wait_for(asyncio.run_coroutine_threadsafe(sending, self._loop))
            return self._wait_for(answer)
        except (websockets.ConnectionClosed, concurrent.futures.CancelledError):
            raise ConnectionEnded from None
        finally:
            sending.close()

    def _wait_for(self, future: concurrent.futures.Future):
        """What has come to the thread too late never is."""
        def look() -> bool:
            if not future.done() and not self._thread.is_alive():
                raise ConnectionEnded
            return future.done()

        wait_until(look, "an answer of obs-websocket", TIMEOUT_S)
        return future.result()

    def ask(self, name: str, **members) -> dict:
        """What the plugin answers."""
        # obs-websocket refuses an empty one
        of_vendor = {"requestData": members} if members else {}
        answer = self.send({"requestType": "CallVendorRequest", "requestData": {
            "vendorName": VENDOR, "requestType": name, **of_vendor}})
        assert answer["requestStatus"]["result"], answer
        return answer["responseData"].get("responseData", {})

    def status(self) -> dict:
        return self.ask("GetStatus")

    def begin(self, name: str, **members) -> str:
        """Asks for it, and is accepted; the request's id."""
        answer = self.ask(name, **members)
        assert answer.keys() == {"accepted", "request_id"} and answer["accepted"] is True, answer
        return answer["request_id"]

    def outcome(self, request_id: str, deadline_s: float = 30.0) -> dict:
        """The status that tells what has come of it, without the id, once it is there."""
        def look() -> list[dict]:
            return [event for event in self.events if event.get("request_id") == request_id]

        found = wait_until(look, lambda: f"the outcome of {request_id} among {self.events}", deadline_s)
        assert len(found) == 1
        return {name: value for name, value in found[0].items() if name != "request_id"}

    def do(self, name: str, **members) -> dict:
        """To its end; the status then."""
        return self.outcome(self.begin(name, **members))

    def wait_for_event(self, wanted: Callable[[dict], bool]) -> dict:
        return wait_until(lambda: [event for event in self.events if wanted(event)],
                          lambda: f"another event than {self.events}")[0]
