# SPDX-License-Identifier: GPL-2.0-or-later
"""Nobody waits for a Zoom that is silent: neither OBS's menus and pictures, nor the person who gives up or closes OBS."""
from __future__ import annotations

import pytest
from harness.liveliness import GAVE_UP, close_while_nobody_answers, see_a_menu_open, see_frames_by_remote_control
from harness.locale_text import LocaleText
from harness.pushes import PATCH, patches
from harness.wait import wait_until

TEXT = LocaleText()


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
            wait_until(self.zoom.is_being_connected_to, "a connection under way")

    def end(self) -> None:
        """For what comes from now on; what has been held is never answered."""
        self.zoom.fault(None)


@pytest.fixture(params=["request is held", "connection is ignored", "port is a black hole"])
def silence(zoom, request) -> Silence:
    return Silence(zoom, request.param)


def see_it_pushes(dock, obs, since: int) -> None:
    shown = dock.status()
    if GAVE_UP.search(obs.output, since):
        pytest.skip("this machine took longer for a look at OBS than the plugin waits for an answer")
    assert shown == TEXT["Status.Pushing"]


@pytest.mark.one_obs
def test_obs_goes_on_and_the_push_can_be_cancelled(silence, zoom, ready_dock, obs):
    obs.expect_log(GAVE_UP.pattern)
    since = len(obs.output)
    silence.begin()
    ready_dock.press_push()
    silence.wait_for_victim()
    for see_that_obs_goes_on in (see_a_menu_open, see_frames_by_remote_control):
        see_it_pushes(ready_dock, obs, since)
        see_that_obs_goes_on(obs)
    see_it_pushes(ready_dock, obs, since)

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
