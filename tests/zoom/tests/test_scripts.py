# SPDX-License-Identifier: GPL-2.0-or-later
"""Scripted answers, one request at a time, over both HTTP versions."""
from __future__ import annotations

import socket

import pytest

from zoom.client import StandInError

from .conftest import FIELDS, MEETING, TOKEN, form

LIVESTREAM = f"/meetings/{MEETING}/livestream"
PATCH = ("PATCH", LIVESTREAM, *form(FIELDS))
BOTH_VERSIONS = pytest.mark.parametrize("http", ["--http1.1", "--http2"])


@BOTH_VERSIONS
def test_any_answer(zoom, curl, http):
    zoom.script({"status": 429, "headers": {"Retry-After": "7"}, "body": {"code": 429, "message": "Slow."}})
    reply = curl.patch(http=http)
    assert (reply.status, reply.json, reply.headers["retry-after"]) == (429, {"code": 429, "message": "Slow."}, "7")
    assert reply.headers["content-type"].startswith("application/json") and reply.headers["x-zm-trackingid"]
    assert zoom.configuration("meeting", MEETING) is None
    assert curl.patch(http=http).status == 204
    assert [entry["status"] for entry in zoom.journal()] == [429, 204]


@BOTH_VERSIONS
@pytest.mark.parametrize("body,received", [("plain ü", "plain ü".encode()), ({"base64": "AP8="}, b"\x00\xff"),
                                           ("", b""), ([1, None], b"[1, null]")])
def test_bodies(zoom, curl, http, body, received):
    zoom.script({"status": 500, "body": body})
    assert curl.patch(http=http).body == received


@pytest.mark.parametrize("status", [200, 204, 300, 302, 413, 503, 599])
def test_statuses(zoom, curl, status):
    zoom.script({"status": status, "headers": {"location": "https://other.test/"}})
    reply = curl.patch()
    assert (reply.exit_code, reply.status) == (0, status)


@BOTH_VERSIONS
def test_huge_body(zoom, curl, http):
    zoom.script({"status": 400, "body_bytes": 20_000_000})
    assert len(curl.patch(http=http).body) == 20_000_000


def test_order_match_and_times(zoom, curl):
    zoom.script({"status": 500}, match={"method": "GET"})
    zoom.script({"status": 501}, match={"path": "*/webinars/*"})
    zoom.script({"status": 502}, times=2)
    assert zoom.unused_scripts() == 3
    assert [curl.patch().status for _ in range(3)] == [502, 502, 204]
    assert curl("GET", LIVESTREAM).status == 500
    assert zoom.unused_scripts() == 1
    zoom.clear_scripts()
    assert zoom.unused_scripts() == 0


def test_reset(zoom, curl):
    """Nothing of a test is left for the next one; what is held is let go."""
    zoom.options(multipart="415", expires_in=1)
    zoom.set_clock_skew(1000)
    zoom.add_app("client", "secret")
    zoom.set_user("Somebody Else")
    assert curl.patch().status == 415
    fault_url = zoom.fault_url("refuse")
    proxy = zoom.start_proxy()
    zoom.script({"status": 500}, match={"method": "GET"}, times=2)
    zoom.hold(match={"method": "PATCH"})
    with curl.running(*PATCH) as process:
        zoom.wait_for_request(match={"method": "PATCH", "outcome": "open"})
        zoom.fault("html_502")
        zoom.reset()
        assert process.wait(30) != 0, "its connection was dropped"
    assert (zoom.journal(), zoom.connections(), zoom.unused_scripts()) == ([], [], 0)
    assert curl.patch().status == 401, "the token is forgotten"
    zoom.add_token(TOKEN)
    assert curl.patch().status == 404, "so is the meeting"
    zoom.add_meeting(MEETING)
    assert curl.patch().status == 204, "the encoding is taken again, and no fault is met"
    assert zoom.options()["expires_in"] == 3599
    for port in (int(fault_url.rpartition(":")[2].partition("/")[0]), proxy.port):
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=30):
            pass


@pytest.mark.parametrize("answer,status", [({"status": 504}, 504), ({"cut": "reset"}, 0)])
def test_failure_after_which_the_change_was_made(zoom, curl, answer, status):
    zoom.script({**answer, "apply": True})
    assert curl.patch().status == status
    assert zoom.configuration("meeting", MEETING)["stream_key"] == FIELDS["stream_key"]


@BOTH_VERSIONS
def test_hold_and_release(zoom, curl, http):
    zoom.hold(match={"method": "PATCH"})
    with curl.running(*PATCH, http=http) as process:
        [entry] = zoom.wait_for_request()
        assert (entry["outcome"], entry["status"], process.poll()) == ("open", None, None)
        assert zoom.configuration("meeting", MEETING) is None
        zoom.release()
        [entry] = zoom.wait_for_request(match={"outcome": "answered"})
        assert (entry["status"], process.wait(timeout=60)) == (204, 0)
    assert zoom.configuration("meeting", MEETING) is not None


def test_release_of_one_of_two(zoom, curl):
    first, second = zoom.hold(answer={"status": 501}), zoom.hold(answer={"status": 502})
    with curl.running(*PATCH), curl.running(*PATCH):
        zoom.wait_for_request(2)
        zoom.release(second)
        [entry] = zoom.wait_for_request(match={"outcome": "answered"})
        assert entry["status"] == 502
        zoom.release(first)
        zoom.wait_for_request(2, match={"outcome": "answered"})


@BOTH_VERSIONS
@pytest.mark.parametrize("answer", [{"hold": True}, {"never": True}, {"status": 400, "body": "1234", "stall": True,
                                                                      "after_bytes": 2}])
def test_client_that_leaves_is_noticed(zoom, curl, http, answer):
    zoom.script(answer)
    with curl.running(*PATCH, http=http) as process:
        zoom.wait_for_request()
        assert process.poll() is None
    zoom.wait_for_request(match={"outcome": "client_gone"})
    assert zoom.configuration("meeting", MEETING) is None


@BOTH_VERSIONS
@pytest.mark.parametrize("answer,exit_codes,received", [
    # 55, sending failed: newer curls may find out at HTTP/2's acknowledgements.
    ({"cut": "close"}, {18, 52, 55, 56}, b""),
    ({"cut": "reset"}, {55, 56}, b""),
    ({"status": 400, "body": "0123456789", "cut": "close", "after_bytes": 4}, {18, 55, 56}, b"0123"),
    ({"status": 400, "body": "0123456789", "cut": "close", "after_bytes": 0}, {18, 55, 56}, b""),
])
def test_cut(zoom, curl, http, answer, exit_codes, received):
    zoom.script(answer)
    reply = curl.patch(http=http)
    assert reply.exit_code in exit_codes
    assert (reply.status, reply.body) == (answer.get("status", 0), received)
    zoom.wait_for_request(match={"outcome": "cut"})
    assert curl.patch(http=http).status == 204


@pytest.mark.parametrize("answer,match", [({"typo": 1}, None), ({"cut": "up"}, None), ({"stall": True}, None),
                                          ({"cut": "close", "after_bytes": 1}, None), ({"status": 200}, {"typo": 1})])
def test_misuse_is_told(zoom, answer, match):
    with pytest.raises(StandInError):
        zoom.script(answer, match)
