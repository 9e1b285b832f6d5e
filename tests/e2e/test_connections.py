# SPDX-License-Identifier: GPL-2.0-or-later
"""Every way in which a connection fails, told apart in the dock, with its remedy."""
from __future__ import annotations

import re

import pytest

FAILED = r"push to the meeting that ends in 5432 failed: "

# fault of the stand-in's connections, code of the problem
FAULTS = [
    ("refuse", "network.refused"),
    ("not_tls", "network.tls"),
    ("tls_unknown_ca", "network.tls_certificate"),
    ("tls_expired", "network.tls_certificate"),
    ("tls_wrong_host", "network.tls_certificate"),
    ("reset_after_request", "network.reset"),
    ("close_after_request", "network.reset"),
    ("garbage", "network.not_http"),
    ("cut_headers", "network.cut"),
    ("cut_body", "network.cut"),
    ("huge_body", "http.400"),
    ("html_502", "http.server"),
    ("blackhole", "network.timeout_connect"),
    ("accept_silent", "network.timeout_tls"),
    ("silent_after_request", "network.timeout_first_byte"),
    ("stall_body", "network.timeout_body"),
]


def meet_with(zoom, fault: str) -> None:
    """From the next request on, which needs a new connection."""
    zoom.fault(fault)
    zoom.drop_connections()


@pytest.mark.one_obs
@pytest.mark.parametrize("fault, code", FAULTS, ids=lambda value: value)
def test_connection(zoom, ready_dock, obs, texts, fault, code):
    obs.expect_log(FAILED + re.escape(code))
    meet_with(zoom, fault)
    ready_dock.press_push()
    shown = ready_dock.wait_for_status(texts.problem_pattern("Problem", code), deadline_s=60)
    assert texts.problem_pattern("Remedy", code).search(shown)

    zoom.fault(None)
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))


@pytest.mark.one_obs
def test_connection_that_is_reset_at_once(zoom, ready_dock, obs, texts):
    """Whether connecting succeeds before it is a race in the kernel, of which libcurl may or may not tell."""
    obs.expect_log(FAILED + "network.(tls|unreachable)")
    meet_with(zoom, "reset_on_accept")
    ready_dock.press_push()
    ready_dock.wait_for_status(lambda shown: any(
        texts.is_in(f"Problem.network.{name}", shown) for name in ("tls", "unreachable")))


@pytest.mark.one_obs
@pytest.mark.parametrize("how", ["close", "reset"])
def test_a_connection_that_is_lost_under_a_push(zoom, ready_dock, texts, how):
    """As by Zoom's idle time-out at that moment: nobody needs to press again."""
    before = zoom.connections()
    zoom.script({"cut": how}, {"method": "PATCH"})
    zoom.clear_journal()
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    lost, again = [entry for entry in zoom.journal() if entry["method"] == "PATCH"]
    assert (lost["outcome"], again["status"]) == ("cut", 204)
    assert again["connection"] != lost["connection"]
    assert lost["fields"] == again["fields"]
    assert len(before) == 1


@pytest.mark.one_obs
def test_a_connection_that_is_lost_under_each_try(zoom, ready_dock, obs, texts):
    """It is repeated once, and no more."""
    obs.expect_log(FAILED + "network.(cut|reset)")
    zoom.script({"cut": "close"}, {"method": "PATCH"}, times=3)
    zoom.clear_journal()
    ready_dock.press_push()
    ready_dock.wait_for_status(lambda shown: any(
        texts.is_in(f"Problem.network.{name}", shown) for name in ("cut", "reset")))
    assert [entry["outcome"] for entry in zoom.journal() if entry["method"] == "PATCH"] == ["cut", "cut"]
