# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zoom checks before it looks at the body, and what it answers to those that are in order."""
from __future__ import annotations

import pytest

from zoom.client import StandInError

from .conftest import FIELDS, MEETING, TOKEN, WEBINAR, form, messages

LIVESTREAM = f"/meetings/{MEETING}/livestream"
BOTH_VERSIONS = pytest.mark.parametrize("http,version", [("--http1.1", "1.1"), ("--http2", "2")])


@BOTH_VERSIONS
@pytest.mark.parametrize("kind,id", [("meeting", MEETING), ("webinar", WEBINAR)])
def test_push_is_stored_and_read_back(zoom, curl, http, version, kind, id):
    path = f"/{kind}s/{id}/livestream"
    assert zoom.configuration(kind, id) is None
    before = curl("GET", path, http=http)
    assert (before.status, before.body) == (200, b"")
    pushed = curl.patch(path, http=http)
    assert (pushed.exit_code, pushed.status, pushed.body, pushed.http_version) == (0, 204, b"", version)
    assert "content-length" not in pushed.headers
    stored = {**FIELDS, "resolution": "720p"}
    assert zoom.configuration(kind, id) == stored
    read = curl("GET", path, http=http)
    assert (read.status, read.json) == (200, stored)
    assert read.headers["content-type"].startswith("application/json")


def test_resolution_is_optional_and_kept(zoom, curl):
    assert curl.patch(fields={**FIELDS, "resolution": "1080p"}).status == 204
    assert curl.patch().status == 204
    assert zoom.configuration("meeting", MEETING)["resolution"] == "1080p"


def test_meeting_is_described(zoom, curl):
    zoom.add_meeting(MEETING, topic="Sünday \"service\"", host_email="bo@example.org", status="started")
    meeting = curl("GET", f"/meetings/{MEETING}").json
    assert (meeting["id"], meeting["topic"], meeting["host_email"], meeting["status"]) == (
        MEETING, 'Sünday "service"', "bo@example.org", "started")


def test_webinar_is_described(zoom, curl):
    zoom.add_webinar(WEBINAR, topic="All hands", host_email="bo@example.org")
    webinar = curl("GET", f"/webinars/{WEBINAR}").json
    assert (webinar["id"], webinar["topic"], webinar["host_email"]) == (WEBINAR, "All hands", "bo@example.org")
    assert "status" not in webinar


@pytest.mark.parametrize("kind,id", [("meeting", MEETING), ("webinar", WEBINAR)])
def test_change_in_the_portal(zoom, curl, kind, id):
    """By somebody, without a request; what is not changed stays, and nothing of it is checked."""
    path, foreign = f"/{kind}s/{id}/livestream", {**FIELDS, "stream_key": "of somebody else", "resolution": "1080p"}
    zoom.configure(kind, id, foreign)
    assert curl("GET", path).json == zoom.configuration(kind, id) == foreign
    zoom.configure(kind, id, {"page_url": ""})
    assert zoom.configuration(kind, id) == {**foreign, "page_url": ""}
    zoom.configure(kind, id, None)
    assert (curl("GET", path).body, zoom.configuration(kind, id)) == (b"", None)
    zoom.configure(kind, id, {"stream_key": "x"})
    assert zoom.configuration(kind, id) == {"stream_key": "x", "resolution": "720p"}
    assert {entry["method"] for entry in zoom.journal()} == {"GET"}


def test_misuse_of_the_portal_is_told(zoom):
    with pytest.raises(StandInError, match="has no streem_key"):
        zoom.configure("meeting", MEETING, {"streem_key": "x"})
    with pytest.raises(StandInError, match="no webinar"):
        zoom.configure("webinar", MEETING, None)


def test_every_answer_has_its_tracking_id(zoom, curl):
    replies = [curl.patch(), curl("GET", "/nothing"), curl("GET", LIVESTREAM, token="wrong")]
    seen = [reply.headers["x-zm-trackingid"] for reply in replies]
    assert len(set(seen)) == 3
    assert seen == [entry["tracking_id"] for entry in zoom.journal()]


@pytest.mark.parametrize("path", ["", "/", "/meetings", f"/meetings/{MEETING}/", f"/meetings/{MEETING}/livestream/",
                                  f"/meeting/{MEETING}/livestream", f"/meetings/{MEETING}/Livestream",
                                  f"/users/{MEETING}/livestream", f"/webinars/{WEBINAR}/", "/v2" + LIVESTREAM])
def test_unknown_path(curl, path):
    reply = curl.patch(path)
    assert (reply.status, reply.json["code"]) == (404, 2300)


def test_path_outside_of_v2(zoom, curl):
    reply = curl("GET", LIVESTREAM, base_url=zoom.api_url.removesuffix("/v2"))
    assert (reply.status, reply.json["code"]) == (404, 2300)


@pytest.mark.parametrize("method,path", [(method, LIVESTREAM) for method in ("POST", "PUT", "DELETE")] +
                         [("PATCH", f"/meetings/{MEETING}"), ("PATCH", f"/webinars/{WEBINAR}")])
def test_wrong_method(zoom, curl, method, path):
    assert curl(method, path, *form(FIELDS)).status == 405
    assert zoom.configuration("meeting", MEETING) is None


@pytest.mark.parametrize("header", [None, "Authorization: Bearer wrong", f"Authorization: bearer {TOKEN}",
                                    f"Authorization: Bearer  {TOKEN}", f"Authorization: {TOKEN}",
                                    f"Authorization: Bearer {TOKEN}x", f"Authorization: Basic {TOKEN}"])
def test_bad_token(zoom, curl, header):
    reply = curl.patch(token=None) if header is None else curl("PATCH", LIVESTREAM, "--header", header, *form(FIELDS),
                                                              token=None)
    assert (reply.status, reply.json) == (401, {"code": 124, "message": "Invalid access token."})
    assert zoom.configuration("meeting", MEETING) is None


def test_two_tokens_at_once(curl):
    assert curl("PATCH", LIVESTREAM, "--header", f"authorization: Bearer {TOKEN}", *form(FIELDS)).json["code"] == 124


def test_expired_token(zoom, curl):
    zoom.add_token(TOKEN, expired=True)
    reply = curl.patch()
    assert (reply.status, reply.json) == (401, {"code": 124, "message": "Access token is expired."})


@pytest.mark.parametrize("scopes,method,path,missing", [
    ([], "PATCH", LIVESTREAM, "meeting:update:livestream"),
    (["meeting:read", "meeting:read:livestream", "webinar:write"], "PATCH", LIVESTREAM, "meeting:update:livestream"),
    (["meeting:update:livestream"], "GET", LIVESTREAM, "meeting:read:livestream"),
    (["meeting:read:livestream"], "GET", f"/meetings/{MEETING}", "meeting:read:meeting"),
    (["meeting:write"], "PATCH", f"/webinars/{WEBINAR}/livestream", "webinar:update:livestream"),
    (["meeting:read"], "GET", f"/webinars/{WEBINAR}/livestream", "webinar:read:livestream"),
    (["webinar:read:livestream"], "GET", f"/webinars/{WEBINAR}", "webinar:read:webinar"),
])
def test_missing_scope_is_named(zoom, curl, scopes, method, path, missing):
    zoom.add_token(TOKEN, scopes=scopes)
    reply = curl(method, path, *(form(FIELDS) if method == "PATCH" else ()))
    assert (reply.status, reply.json["code"]) == (400, 4711)
    assert f"[{missing}, {missing}:admin]" in reply.json["message"]


@pytest.mark.parametrize("scope", ["meeting:update:livestream", "meeting:update:livestream:admin", "meeting:write",
                                   "meeting:write:admin"])
def test_any_of_the_scopes_will_do(zoom, curl, scope):
    zoom.add_token(TOKEN, scopes=[scope])
    assert curl.patch().status == 204


@pytest.mark.parametrize("status", [300, 400])
@pytest.mark.parametrize("id", ["", "0", "12345678", "085746065432", "857460654321", "85746065432x",
                                "-85746065432", "857%204606%205432", "857-4606-5432", "99999999999999999999"])
def test_malformed_id(zoom, curl, status, id):
    zoom.options(validation_status=status)
    reply = curl.patch(f"/meetings/{id}/livestream")
    assert (reply.status, reply.json) == (status, {"code": 300, "message": "Invalid meeting id."})


def test_id_cut_to_32_bits_is_another_meeting(curl):
    assert curl.patch(f"/meetings/{MEETING % 2**32}/livestream").json["code"] == 3001


@pytest.mark.parametrize("method,path,status,code", [
    ("PATCH", f"/meetings/{WEBINAR}/livestream", 400, 3000),
    ("GET", f"/meetings/{WEBINAR}/livestream", 400, 3000),
    ("GET", f"/meetings/{WEBINAR}", 400, 3000),
    ("PATCH", f"/webinars/{MEETING}/livestream", 404, 3001),
    ("PATCH", "/meetings/11111111111/livestream", 404, 3001),
    ("GET", "/meetings/111111111/livestream", 404, 3001),
    ("GET", "/meetings/1111111111", 404, 3001),
    ("GET", f"/webinars/{MEETING}", 404, 3001),
])
def test_kind_and_existence(curl, method, path, status, code):
    reply = curl(method, path, *(form(FIELDS) if method == "PATCH" else ()))
    assert (reply.status, reply.json["code"]) == (status, code)


def test_missing_meeting_is_named(curl):
    assert curl("GET", "/meetings/11111111111").json["message"] == "Meeting does not exist: 11111111111."


@pytest.mark.parametrize("problem,status,code", [("hosting_not_allowed", 400, 3161), ("host_missing", 404, 1001),
                                                 ("other_account", 400, 1010), ("expired", 404, 3001)])
def test_problem_of_the_meeting(zoom, curl, problem, status, code):
    zoom.add_meeting(MEETING, problem=problem)
    for reply in (curl.patch(), curl("GET", LIVESTREAM)):
        assert (reply.status, reply.json["code"]) == (status, code)
    assert zoom.configuration("meeting", MEETING) is None


def test_fields_are_checked_before_the_meeting_is_looked_up(curl):
    reply = curl.patch("/meetings/11111111111/livestream", fields={})
    assert reply.status == 415  # curl sends no body at all then
    reply = curl.patch("/meetings/11111111111/livestream", fields={"stream_key": "x"})
    assert (reply.status, set(messages(reply))) == (400, {"stream_url", "page_url"})
