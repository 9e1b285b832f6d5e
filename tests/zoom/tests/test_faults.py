# SPDX-License-Identifier: GPL-2.0-or-later
"""Each fault of a connection, as curl sees it; exit codes: EXIT CODES of its manual page."""
from __future__ import annotations

import subprocess
import time

import pytest

from zoom.client import StandInError
from zoom.faults import FAULTS, HTML_502, HUGE_BODY_BYTES

from .conftest import FIELDS, MEETING, form

LIVESTREAM = f"/meetings/{MEETING}/livestream"
PATH = "/v2" + LIVESTREAM
CANNOT_CONNECT, PARTIAL, TIMED_OUT, TLS_FAILED, EMPTY, SEND_FAILED, RECEIVE_FAILED, BAD_CERTIFICATE = (
    7, 18, 28, 35, 52, 55, 56, 60)
BOTH_VERSIONS = pytest.mark.parametrize("http", ["--http1.1", "--http2"])

# kind -> (curl's exit codes, HTTP status, requests that arrive)
ENDING = {
    "refuse": ({CANNOT_CONNECT}, 0, 0),
    # Depending on who is faster, the reset is seen by connect(), by the handshake's write or by its read; so is a
    # close, by some versions of GnuTLS.
    "reset_on_accept": ({CANNOT_CONNECT, TLS_FAILED, SEND_FAILED, RECEIVE_FAILED}, 0, 0),
    "close_on_accept": ({TLS_FAILED, SEND_FAILED, RECEIVE_FAILED}, 0, 0),
    "not_tls": ({TLS_FAILED}, 0, 0),
    "tls_unknown_ca": ({BAD_CERTIFICATE}, 0, 0),
    "tls_expired": ({BAD_CERTIFICATE}, 0, 0),
    "tls_not_yet_valid": ({BAD_CERTIFICATE}, 0, 0),
    "tls_wrong_host": ({BAD_CERTIFICATE}, 0, 0),
    "reset_after_request": ({RECEIVE_FAILED}, 0, 1),
    "close_after_request": ({EMPTY, RECEIVE_FAILED}, 0, 1),
    "garbage": ({1, 8}, 0, 1),
    # curl takes a head that the connection's end has cut short for a complete one.
    "cut_headers": ({0, RECEIVE_FAILED}, 200, 1),
    "cut_body": ({PARTIAL, RECEIVE_FAILED}, 404, 1),
    "huge_body": ({0}, 400, 1),
    "html_502": ({0}, 502, 1),
}
HANGING_AFTER_REQUEST = ["silent_after_request", "stall_headers", "stall_body"]
HANGING_BEFORE = ["accept_silent"]


def test_every_fault_is_tested():
    assert {*ENDING, *HANGING_AFTER_REQUEST, *HANGING_BEFORE, "blackhole"} == set(FAULTS)


@BOTH_VERSIONS
@pytest.mark.parametrize("own_url", [False, True])
@pytest.mark.parametrize("kind", ENDING)
def test_fault_that_ends(zoom, curl, kind, own_url, http):
    exit_codes, status, requests = ENDING[kind]
    base_url = zoom.fault_url(kind) if own_url else None
    if not own_url:
        zoom.fault(kind)
    reply = curl.patch(http=http, base_url=base_url)
    assert reply.exit_code in exit_codes and reply.status == status
    assert [(entry["path"], entry["outcome"]) for entry in zoom.journal()] == [(PATH, "faulted")] * requests
    if kind != "refuse":
        assert zoom.connections()[-1]["fault"] == kind and zoom.connections()[-1]["requests"] == requests
    assert zoom.configuration("meeting", MEETING) is None
    if not own_url:
        zoom.fault(None)
    assert curl.patch(http=http).status == 204


def test_bodies_of_faults(zoom, curl):
    zoom.fault("huge_body")
    assert len(curl.patch().body) == HUGE_BODY_BYTES
    zoom.fault("html_502")
    reply = curl.patch()
    assert (reply.body, reply.headers["content-type"]) == (HTML_502, "text/html")
    zoom.fault("cut_body")
    assert curl.patch().body == b'{"code":3001,"mess'


@pytest.mark.parametrize("kind", ["tls_unknown_ca", "tls_expired", "tls_not_yet_valid", "tls_wrong_host"])
def test_client_that_does_not_check_is_found_out(zoom, curl, kind):
    """It is told a success, and the journal has the request that should never have been sent."""
    zoom.fault(kind)
    assert curl("PATCH", LIVESTREAM, "--insecure", *form(FIELDS)).status == 204
    assert zoom.journal()[0]["outcome"] == "faulted"


@BOTH_VERSIONS
@pytest.mark.parametrize("kind", HANGING_AFTER_REQUEST)
def test_fault_that_hangs_after_the_request(zoom, curl, kind, http):
    zoom.fault(kind)
    with curl.running("PATCH", LIVESTREAM, *form(FIELDS), http=http) as process:
        [entry] = zoom.wait_for_request()
        assert entry["path"] == PATH and process.poll() is None
        assert zoom.connections()[-1]["closed_s"] is None
    gone = zoom.wait_for_connection(match={"number": entry["connection"]})
    assert gone[0]["fault"] == kind


def test_accept_without_tls(zoom, curl):
    zoom.fault("accept_silent")
    with curl.running("PATCH", LIVESTREAM, *form(FIELDS)) as process:
        [connection] = zoom.wait_for_connection()
        assert process.poll() is None and connection["closed_s"] is None
        zoom.drop_connections("reset")
        assert process.wait(timeout=60) in (CANNOT_CONNECT, TLS_FAILED, RECEIVE_FAILED)
    assert zoom.connections()[-1]["requests"] == 0


@pytest.mark.parametrize("own_url", [False, True])
def test_connect_hangs(zoom, curl, own_url):
    base_url = zoom.fault_url("blackhole") if own_url else None
    if not own_url:
        zoom.fault("blackhole")
    before = len(zoom.connections())
    for _ in range(2):  # one attempt must not make room for, or take the place of, the next
        reply = curl("PATCH", LIVESTREAM, "--connect-timeout", "0.3", *form(FIELDS), base_url=base_url)
        assert reply.exit_code == TIMED_OUT
    assert len(zoom.connections()) == before


def test_connect_that_hangs_succeeds_when_the_fault_ends(zoom, curl):
    zoom.fault("blackhole")
    with curl.running("PATCH", LIVESTREAM, *form(FIELDS)) as process:
        while not zoom.is_being_connected_to():
            assert process.poll() is None
            time.sleep(0.01)
        zoom.fault(None)
        zoom.wait_for_request(match={"outcome": "answered"})
        assert process.wait(timeout=60) == 0


def test_faults_follow_one_another_on_one_url(zoom, curl):
    seen = []
    for kind in ("refuse", "blackhole", "tls_expired", "refuse", None, "blackhole", None):
        zoom.fault(kind)
        limit = ("--connect-timeout", "0.5") if kind == "blackhole" else ()
        seen.append(curl("PATCH", LIVESTREAM, *limit, *form(FIELDS)).exit_code)
    assert seen == [CANNOT_CONNECT, TIMED_OUT, BAD_CERTIFICATE, CANNOT_CONNECT, 0, TIMED_OUT, 0]


def test_fault_for_some_connections_only(zoom, curl):
    zoom.fault("html_502", times=2)
    assert [curl.patch().status for _ in range(3)] == [502, 502, 204]


def test_fault_leaves_open_connections_alone_until_they_are_dropped(zoom, curl):
    """One curl process with three URLs: the second goes over the first's connection, whatever new ones would meet."""
    url = zoom.api_url + LIVESTREAM
    held = zoom.hold(answer={"status": 404})
    with subprocess.Popen([*curl.command("GET", LIVESTREAM), "--include", url, url], stdout=subprocess.PIPE) as process:
        zoom.wait_for_request()
        zoom.fault("html_502")
        last = zoom.hold(answer={"status": 404})
        zoom.release(held)
        zoom.wait_for_request(2)
        zoom.script({"cut": "close"})
        zoom.release(last)
        output, _ = process.communicate(timeout=60)
    assert output.count(b"HTTP/1.1 404") == 2
    connections = [entry["connection"] for entry in zoom.journal()]
    assert connections[0] == connections[1] == connections[2]


@pytest.mark.parametrize("how", ["close", "reset"])
@BOTH_VERSIONS
def test_drop_connections(zoom, curl, how, http):
    zoom.script({"never": True})
    with curl.running("PATCH", LIVESTREAM, *form(FIELDS), http=http) as process:
        zoom.wait_for_request()
        zoom.drop_connections(how)
        failed = {SEND_FAILED, RECEIVE_FAILED}
        assert process.wait(timeout=60) in {"close": failed | {EMPTY, PARTIAL}, "reset": failed}[how]
    zoom.wait_for_request(match={"outcome": "client_gone"})


def test_changed_fault(zoom, curl):
    zoom.fault("close_after_request", send="HTTP/1.1 400 Bad\r\ncontent-length: 2\r\n\r\n{}")
    assert (curl.patch().status, curl.patch().body) == (400, b"{}")


@pytest.mark.parametrize("arguments", [
    {"kind": "no such"}, {"kind": "garbage", "typo": 1}, {"kind": "garbage", "then": "explode"},
    {"kind": "refuse", "times": 1}, {"kind": "cut_body", "repeat_bytes": 1 << 20}])
def test_misuse_is_told(zoom, arguments):
    with pytest.raises(StandInError, match="fault|cut off"):
        zoom.fault(**arguments)
