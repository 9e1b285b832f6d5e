# SPDX-License-Identifier: GPL-2.0-or-later
"""Every way in which Zoom refuses and a connection fails, told apart in the dock, with its remedy."""
from __future__ import annotations

import re

import pytest
from conftest import PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.dock import Dock
from harness.pushes import PATCH, patches

FAILED = r"push to the meeting that ends in 5432 failed: "

# answer of the stand-in, code of the problem in the log, what the dock shows besides that problem's sentences
REPLIES = [
    ({"status": 300, "body": {"code": 300, "message": "Missing meetingId"}}, "zoom.300", "Missing meetingId"),
    ({"status": 400, "body": {"code": 300, "message": "Validation Failed.", "errors": [
        {"field": "page_url", "message": "Invalid field."}]}}, "zoom.300_field", "page_url"),
    ({"status": 400, "body": {"code": 1010, "message": "User does not belong to this account"}}, "zoom.1010", ""),
    ({"status": 404, "body": {"code": 1001, "message": "User does not exist: 1"}}, "zoom.1001", ""),
    ({"status": 404, "body": {"code": 3001, "message": "Meeting does not exist"}}, "zoom.3001", ""),
    ({"status": 400, "body": {"code": 3161, "message": "not allowed meeting hosting"}}, "zoom.3161", ""),
    ({"status": 401, "body": {"code": 124, "message": "Access token is expired."}}, "zoom.124", ""),
    ({"status": 400, "body": {"code": 4711, "message": "Invalid access token, does not contain scopes:"
                              "[meeting:update:livestream]."}}, "zoom.4711", "meeting:update:livestream"),
    ({"status": 401, "body": {"code": 4700, "message": "Invalid access token, does not contain scopes."}}, "zoom.4711",
     "does not contain scopes."),
    ({"status": 400, "body": {"code": 200, "message": "Only available for Paid account: 1."}}, "zoom.200_plan",
     "Only available for Paid account"),
    ({"status": 429, "headers": {"retry-after": "17"}, "body": {"code": 429, "message": "Too many"}},
     "zoom.429_wait", "17 seconds"),
    ({"status": 429, "body": {"code": 429, "message": "Too many requests per second"}}, "zoom.429", ""),
    ({"status": 429, "headers": {"x-ratelimit-type": "Daily-limit"}, "body": {"code": 429, "message": "x"}},
     "zoom.429_daily", ""),
    ({"status": 200, "body": {"code": 3001, "message": "a failure that came with 200"}}, "zoom.3001", ""),
    ({"status": 200, "body": ""}, "http.not_204", ""),
    ({"status": 400, "body": {"code": 98765, "message": "Never heard of."}}, "zoom.98765", "Never heard of."),
    ({"status": 400, "body": '{"code":4711,"message":"does not contain scopes:["meeting:update:livestream"]"}'},
     "zoom.4711", "meeting:update:livestream"),
    ({"status": 302, "headers": {"location": "https://evil.example/"}, "body": ""}, "http.redirect", ""),
    ({"status": 403, "body": "<html><body>No entry <b>here</b></body></html>"}, "http.403", "No entry here"),
    ({"status": 500, "body": ""}, "http.server", "500"),
    ({"status": 502, "body": "<html><head><title>502 Bad Gateway</title></head></html>"}, "http.server",
     "502 Bad Gateway"),
    ({"status": 503, "body_bytes": 5_000_000}, "http.server", "503"),
]


@pytest.mark.one_obs
@pytest.mark.parametrize("answer, code, also", REPLIES, ids=lambda value: value if isinstance(value, str) else None)
def test_reply(zoom, meeting, ready_dock, obs, texts, answer, code, also):
    obs.expect_log(FAILED + re.escape(code))
    zoom.script(answer, match=PATCH, times=4)
    ready_dock.press_push()
    shown = ready_dock.wait_for_status(texts.problem_pattern("Problem", code))
    assert texts.problem_pattern("Remedy", code).search(shown)
    assert also in shown
    # with further tries where another encoding, each without a resolution too, or another token may help, and none more
    assert {entry["status"] for entry in patches(zoom)} == {answer["status"]}
    assert len(patches(zoom)) <= 4

    # and the next push works, with what was typed
    zoom.clear_scripts()
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    assert zoom.configuration("meeting", meeting)["page_url"] == PAGE_URL


@pytest.mark.one_obs
def test_secrets_that_zoom_echoes_are_not_shown(zoom, ready_dock, obs, scene, texts):
    obs.expect_log(FAILED)
    echo = f"bad value {PLANTED_KEY} of {STREAM_URL} with Bearer {PLANTED_TOKEN}"
    zoom.script({"status": 400, "body": {"code": 98765, "message": echo}}, match=PATCH, times=2)
    ready_dock.press_push()
    shown = ready_dock.wait_for_status("bad value")
    assert PLANTED_KEY not in shown and PLANTED_TOKEN not in shown
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN}) == []


def test_name_that_does_not_exist(zoom, ready_home, launch_obs, texts):
    obs = launch_obs(environment={"OBS_ZOOM_API_URL": "https://zoom-livestream.invalid/v2"})
    obs.expect_log(FAILED + "network.name_not_found")
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.press_push()
    dock.wait_for_status(texts.pattern("Problem.network.name_not_found"), deadline_s=60)


@pytest.mark.parametrize("url, code", [
    ("http://api.example.org/v2", "endpoint.http_not_loopback"),
    ("http://localhost:1/v2", "endpoint.http_not_loopback"),
    ("ftp://127.0.0.1/v2", "endpoint.bad_url"),
    ("https://user:secret@127.0.0.1/v2", "endpoint.bad_url"),
    ("no url at all", "endpoint.bad_url"),
])
def test_overridden_address_that_cannot_be_used(zoom, ready_home, launch_obs, texts, url, code):
    obs = launch_obs(environment={"OBS_ZOOM_API_URL": url})
    obs.expect_log(FAILED + code)
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.press_push()
    dock.wait_for_status(texts.pattern(f"Problem.{code}"))
    assert "secret" not in obs.log


def test_ca_file_that_does_not_exist(zoom, ready_home, launch_obs, texts):
    obs = launch_obs(environment={"OBS_ZOOM_CA_FILE": "/nonexistent/ca.pem"})
    obs.expect_log(FAILED + "network.ca_file")
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.press_push()
    dock.wait_for_status(texts.pattern("Problem.network.ca_file"))


@pytest.mark.one_obs
def test_a_tracking_id_that_echoes_secrets_is_not_logged(zoom, ready_dock, obs, scene, texts):
    obs.expect_log(FAILED)
    headers = {"x-zm-trackingid": f"id-{PLANTED_TOKEN}-{PLANTED_KEY}-end"}
    zoom.script({"status": 400, "headers": headers, "body": {"code": 3161, "message": "no"}}, match=PATCH)
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Problem.zoom.3161"))
    zoom.script({"status": 204, "headers": headers}, match=PATCH)
    ready_dock.press_push()
    obs.wait_for_log("answered HTTP 204 .*tracking id id-")
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN}) == []
