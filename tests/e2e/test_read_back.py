# SPDX-License-Identifier: GPL-2.0-or-later
"""What is read back after a push: a failure of that is none of the push, and what Zoom holds otherwise is told."""
from __future__ import annotations

import pytest
from conftest import PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.pushes import patches, push_by_hand

GET = {"method": "GET"}
ALL = 100  # a failed reading may be tried again
FOREIGN_KEY = "somebody-elses-key-0815-xyz"

# answers to the reading back after a push that went well, problem that the dock tells
CHECKS = [
    ({"status": 200, "body": f'{{"stream_url":"rtmp://x","stream_key":"{FOREIGN_KEY}","page_url":""quoted""}}'},
     "check.failed"),
    ({"status": 200, "body": {"stream_url": STREAM_URL, "page_url": PAGE_URL}}, "check.failed"),
    ({"status": 503, "body": "busy"}, "check.failed"),
    ({"cut": "close"}, "check.failed"),
    ({"status": 400, "body": {"code": 4711, "message": "no scopes:[meeting:read:livestream]"}}, "zoom.4711"),
]


@pytest.mark.one_obs
@pytest.mark.parametrize("answer, code", CHECKS, ids=range(len(CHECKS)))
def test_check_that_fails_after_a_push_that_did_not(zoom, meeting, ready_dock, scene, texts, answer, code):
    push_by_hand(zoom, ready_dock)
    zoom.script(answer, match=GET, times=ALL)
    ready_dock.press_push()
    shown = ready_dock.wait_for_status(texts.pattern("Status.Pushed"))
    assert texts.is_in(f"Problem.{code}", shown)
    assert len(patches(zoom)) == 2
    assert zoom.configuration("meeting", meeting)["stream_key"] == PLANTED_KEY
    assert scene.find_secrets({"foreign": FOREIGN_KEY, "key": PLANTED_KEY}, {"token": PLANTED_TOKEN}) == []


@pytest.mark.one_obs
def test_what_zoom_holds_otherwise_is_told(zoom, ready_dock, obs, texts):
    obs.expect_log("holds another stream_key for the meeting that ends in 5432")
    zoom.script({"status": 200, "body": {"stream_url": STREAM_URL, "stream_key": FOREIGN_KEY, "page_url": PAGE_URL}},
                match=GET, times=ALL)
    ready_dock.press_push()
    shown = ready_dock.wait_for_status(texts.pattern("Status.NotTaken"))
    assert FOREIGN_KEY not in shown
