# SPDX-License-Identifier: GPL-2.0-or-later
"""Other programs, by obs-websocket, and scripts in OBS: what they ask for is answered at once, and done."""
from __future__ import annotations

import pytest
from conftest import PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.pushes import RESOLUTION, patches
from harness.remote import Remote, allow

pytestmark = pytest.mark.one_obs


@pytest.fixture
def remote_home(scene, ready_home):
    if not scene.goes_on:
        allow(ready_home)
    return ready_home


@pytest.fixture
def remote(remote_home, ready_dock, obs):
    with Remote(obs.home.websocket_port) as remote:
        yield remote


def code(answer: dict) -> str:
    """That of a refusal, which tells it in words as well."""
    assert answer.keys() == {"problem"} and answer["problem"]["message"], answer
    return answer["problem"]["code"]


def test_a_push(zoom, remote, meeting):
    before = remote.status()
    [broadcast] = before.pop("broadcasts")
    assert before == {
        "state": "idle", "auto_sync": False, "account": "default", "signed_in": True,
        "api_host": zoom.api_url.split("/")[2],
        "destination": {"url": STREAM_URL, "key_hint": "••••" + PLANTED_KEY[-4:]}}
    topic = broadcast.pop("topic")
    assert broadcast == {"kind": "meeting", "id": str(meeting), "page_url": PAGE_URL, "state": "idle",
                         "livestream": "stopped"}

    outcome = remote.do("Push")
    [broadcast] = outcome.pop("broadcasts")
    assert broadcast.pop("pushed_at").endswith("Z") and broadcast.pop("duration_ms") >= 0
    assert broadcast == {"kind": "meeting", "id": str(meeting), "page_url": PAGE_URL, "topic": topic,
                         "state": "in_sync", "attempts": 1, "livestream": "stopped"}
    assert outcome == before | {"state": "in_sync"}
    assert [entry["fields"] for entry in patches(zoom)] == [
        {"stream_url": STREAM_URL, "stream_key": PLANTED_KEY, "page_url": PAGE_URL, "resolution": RESOLUTION}]
    states = [event["state"] for event in remote.events]
    assert "pushing" in states and states[-1] == "in_sync"
    for event in remote.events:
        assert PLANTED_KEY not in str(event) and PLANTED_TOKEN not in str(event)
