# SPDX-License-Identifier: GPL-2.0-or-later
"""Zoom's livestream is started and stopped from the dock, and what is known of it is told there."""
from __future__ import annotations

import pytest
from conftest import PAGE_URL, PLANTED_KEY, STREAM_URL
from harness.livestream import START, STOP, Livestream, status_path

HELD = {"stream_url": STREAM_URL, "stream_key": PLANTED_KEY, "page_url": PAGE_URL, "resolution": "1080p"}


@pytest.fixture
def livestream(zoom, meeting, ready_dock):
    """The meeting runs, and Zoom holds nothing yet."""
    zoom.run("meeting", meeting)
    return Livestream(ready_dock)


def requests(zoom, meeting, kind="meeting"):
    """What has come of it, in order."""
    names = {status_path(kind, meeting): "status", status_path(kind, meeting).removesuffix("/status"): "settings"}
    return [(entry["method"], names[entry["path"]], *([entry["fields"].get("action")] if entry["path"].endswith("/status")
                                                      else [])) for entry in zoom.journal() if entry["path"] in names]


@pytest.mark.one_obs
def test_it_sends_the_settings_first_and_starts_and_stops(zoom, meeting, livestream, ready_dock, texts):
    zoom.clear_journal()
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert zoom.livestream("meeting", meeting)["is_live"]
    assert zoom.configuration("meeting", meeting)["stream_key"] == PLANTED_KEY
    assert requests(zoom, meeting) == [("PATCH", "settings"), ("GET", "settings"), ("PATCH", "status", "start")]
    livestream.wait_for(STOP)
    livestream.stop()
    ready_dock.wait_for_status(texts.pattern("Status.LiveStopped"))
    assert not zoom.livestream("meeting", meeting)["is_live"]
    livestream.wait_for(START)
