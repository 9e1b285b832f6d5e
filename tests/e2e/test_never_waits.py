# SPDX-License-Identifier: GPL-2.0-or-later
"""Nobody waits for a Zoom that is silent: neither OBS's menus and pictures, nor the person who gives up or closes OBS."""
from __future__ import annotations

import pytest
from harness.liveliness import close_while_nobody_answers, see_a_menu_open, see_frames_by_remote_control
from harness.locale_text import LocaleText
from harness.pushes import PATCH, patches
from harness.wait import wait_until

TEXT = LocaleText()

SYN_SENT = "02"


def is_connecting_to(port: int) -> bool:
    """Whether some program is waiting for this port to take its connection."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    return any(row[3] == SYN_SENT and int(row[2].rpartition(":")[2], 16) == port for row in rows)


class Silence:
    """A stand-in that takes the next push and says nothing. Over new connections, where these are what it ignores."""

    def __init__(self, zoom, kind: str) -> None:
        self.zoom = zoom
        self.kind = kind

    def begin(self) -> None:
        if self.kind == "request is held":
            self.zoom.hold(match=PATCH)
        else:
            self.zoom.fault({"connection is ignored": "accept_silent", "port is a black hole": "blackhole"}[self.kind])
            self.zoom.drop_connections()

    def wait_for_victim(self) -> None:
        if self.kind == "request is held":
            self.zoom.wait_for_request(match={**PATCH, "outcome": "open"})
        elif self.kind == "connection is ignored":
            self.zoom.wait_for_connection(match={"fault": "accept_silent"})
        else:
            wait_until(lambda: is_connecting_to(self.zoom.port), "a connection under way")

    def end(self) -> None:
        """For what comes from now on; what has been held is never answered."""
        self.zoom.fault(None)


@pytest.fixture(params=["request is held", "connection is ignored", "port is a black hole"])
def silence(zoom, request) -> Silence:
    return Silence(zoom, request.param)


@pytest.mark.one_obs
def test_obs_goes_on_and_the_push_can_be_cancelled(silence, zoom, ready_dock, obs):
    silence.begin()
    ready_dock.press_push()
    silence.wait_for_victim()
    assert ready_dock.status() == TEXT["Status.Pushing"]
    see_a_menu_open(obs)
    see_frames_by_remote_control(obs)
    assert ready_dock.status() == TEXT["Status.Pushing"]

    ready_dock.press_cancel()
    held = silence.kind == "request is held"
    # what met the connection of before, which is dead, may have arrived for all that is known
    told = {TEXT["Status.CancelledLate"]} if held else {TEXT["Status.Cancelled"], TEXT["Status.CancelledLate"]}
    ready_dock.wait_for_status(lambda words: words in told)
    if held:
        zoom.wait_for_request(match={**PATCH, "outcome": "client_gone"})
    silence.end()
    ready_dock.press_push()
    ready_dock.wait_for_status(TEXT.pattern("Status.InSync"))
    assert [entry["outcome"] for entry in patches(zoom)] == (["client_gone", "answered"] if held else ["answered"])


@pytest.mark.parametrize("by", ["menu", "window"])
def test_closing_obs_does_not_wait(silence, zoom, ready_dock, obs, by):
    close = obs.exit_item().press if by == "menu" else obs.close_window
    silence.begin()
    ready_dock.press_push()
    silence.wait_for_victim()
    close_while_nobody_answers(obs, close)
    # nothing has been released: it was the client that went
    assert {entry["outcome"] for entry in patches(zoom)} <= {"open", "client_gone"}
    if silence.kind == "request is held":
        [entry] = zoom.wait_for_request(match={**PATCH, "outcome": "client_gone"})
        assert entry["status"] is None
