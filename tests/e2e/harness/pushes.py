# SPDX-License-Identifier: GPL-2.0-or-later
"""The pushes among all that reaches the stand-in: the plugin also reads what Zoom holds, whenever that may matter."""
from __future__ import annotations

from .dock import Dock

PATCH = {"method": "PATCH"}
RESOLUTION = "720p"  # by OBS's picture, which is small here


def patches(zoom, after: int = 0) -> list[dict]:
    """The PATCHes so far, those that came after the request of that number."""
    return [entry for entry in zoom.journal() if entry["method"] == "PATCH" and entry["number"] > after]


def last_number(zoom) -> int:
    """Of the request that came last; 0: none."""
    return max((entry["number"] for entry in zoom.journal()), default=0)


def livestream_path(meeting: int, kind: str = "meeting") -> str:
    return f"/v2/{kind}s/{meeting}/livestream"


def wait_for_accepted_patch(zoom, after: int, deadline_s: float = 60.0) -> dict:
    """The first one after the request of that number that Zoom has said yes to."""
    accepted = {"method": "PATCH", "status": 204, "outcome": "answered"}
    return zoom.wait_for_request(match=accepted, after=after, deadline_s=deadline_s)[0]


def wait_for_read_back(zoom, patch: dict) -> None:
    """The answer to the question what Zoom holds after this PATCH."""
    question = {"method": "GET", "path": patch["path"], "outcome": "answered"}
    zoom.wait_for_request(match=question, after=patch["number"])


def wait_for_push(zoom, dock: Dock, after: int, deadline_s: float = 60.0) -> dict:
    """One push to its very end, whatever the dock has said of earlier ones; its PATCH, for which it waits so long."""
    patch = wait_for_accepted_patch(zoom, after, deadline_s)
    wait_for_read_back(zoom, patch)
    dock.wait_until_in_step()
    return patch


def push_by_hand(zoom, dock: Dock) -> dict:
    before = last_number(zoom)
    dock.press_push()
    return wait_for_push(zoom, dock, before)


def wait_for_first_look(zoom, meeting: int, kind: str = "meeting") -> None:
    """What the plugin asks by itself when OBS has started: what Zoom holds, and what the meeting is."""
    zoom.wait_for_request(match={"method": "GET", "path": f"/v2/{kind}s/{meeting}", "outcome": "answered"})
