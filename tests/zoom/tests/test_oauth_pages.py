# SPDX-License-Identifier: GPL-2.0-or-later
"""What a browser meets: the consent page, and the way back to the app."""
from __future__ import annotations

from urllib.parse import urlencode

import pytest

from .signing_in import CHALLENGE, PUBLIC, REDIRECT_URI, SERVER, USER, came_back

HTTPS_URI = "https://church.example/zoom?from=app"


def test_consent_page(zoom, sign_in):
    page = sign_in.authorize()
    assert page.status == 200 and page.headers["content-type"].startswith("text/html")
    for wanted in (b'id="allow"', b'id="decline"', b">user-app<", b"<li>meeting:update:livestream</li>"):
        assert wanted in page.body
    assert zoom.journal()[0]["unusual"] == []
    assert zoom.tokens() == []


def test_allowed(zoom, sign_in):
    reply = sign_in.decide(sign_in.authorize(state="st-ate~ &1"))
    assert reply.headers["location"].startswith(REDIRECT_URI + "?code=")
    back = came_back(reply)
    [code] = zoom.tokens("code", "active")
    assert back == {"code": code["token"], "state": "st-ate~ &1"}


def test_declined(zoom, sign_in):
    assert came_back(sign_in.decide(sign_in.authorize(), "decline")) == {"error": "access_denied", "state": "st-ate~1"}
    assert zoom.tokens() == []


def test_redirect_uri_with_a_query_is_kept(sign_in):
    reply = sign_in.decide(sign_in.authorize(redirect_uri=HTTPS_URI))
    assert reply.headers["location"].startswith(HTTPS_URI + "&code=")
    assert sign_in.redeem(came_back(reply)["code"], redirect_uri=HTTPS_URI).status == 200


@pytest.mark.parametrize("changes", [
    {"client_id": "nobody"}, {"client_id": None}, {"client_id": ""}, {"client_id": SERVER[0]},
    {"redirect_uri": None}, {"redirect_uri": REDIRECT_URI + "/"}, {"redirect_uri": "http://localhost:47823/zoom"},
    {"redirect_uri": "http://127.0.0.1:47824/zoom"}, {"redirect_uri": "https://evil.example/"},
    {"client_id": PUBLIC[0], "redirect_uri": HTTPS_URI}])
def test_nobody_is_sent_anywhere_unknown(zoom, sign_in, changes):
    page = sign_in.authorize(**changes)
    assert page.status == 400 and b'id="error"' in page.body and "location" not in page.headers
    assert b'id="allow"' not in page.body and zoom.tokens() == []


def test_app_that_is_disabled(zoom, sign_in):
    zoom.add_app(*USER, redirect_uris=[REDIRECT_URI], active=False)
    page = sign_in.authorize()
    assert page.status == 400 and b"disabled" in page.body


def test_what_is_not_the_apps_is_escaped(sign_in):
    page = sign_in.authorize(redirect_uri="https://evil.example/<script>")
    assert b"&lt;script&gt;" in page.body and b"<script" not in page.body


def test_parameter_that_is_there_twice(zoom, sign_in):
    query = urlencode([("response_type", "code"), ("client_id", USER[0]), ("redirect_uri", REDIRECT_URI),
                       ("state", "a"), ("state", "b"), ("code_challenge", CHALLENGE),
                       ("code_challenge_method", "S256")])
    page = sign_in.request("GET", "/authorize?" + query)
    assert page.status == 400 and "location" not in page.headers
    assert zoom.journal()[0]["unusual"] == ["parameter state is there twice"]


@pytest.mark.parametrize("changes,error", [
    ({"response_type": "token"}, "unsupported_response_type"), ({"response_type": None}, "unsupported_response_type"),
    ({"code_challenge": None}, "invalid_request"), ({"code_challenge": CHALLENGE[:-1]}, "invalid_request"),
    ({"code_challenge": CHALLENGE + "="}, "invalid_request"), ({"code_challenge_method": None}, "invalid_request"),
    ({"code_challenge_method": "plain"}, "invalid_request")])
def test_request_that_is_sent_back(sign_in, changes, error):
    assert came_back(sign_in.authorize(**changes)) == {"error": error, "state": "st-ate~1"}


@pytest.mark.parametrize("changes,unusual", [
    ({"scope": "meeting:update:livestream"}, "parameter scope"), ({"state": None}, "no state"),
    ({"client_secret": USER[1]}, "parameter client_secret"), ({"prompt": "consent"}, "parameter prompt")])
def test_unusual_authorization(zoom, sign_in, changes, unusual):
    assert sign_in.authorize(**changes).status == 200
    assert zoom.journal()[0]["unusual"] == [unusual]


def test_a_page_decides_once(zoom, sign_in):
    page = sign_in.authorize()
    assert sign_in.decide(page).status == 302
    again = sign_in.decide(page)
    assert again.status == 400 and b"used before" in again.body and len(zoom.tokens()) == 1


@pytest.mark.parametrize("fields", [{"consent": "x", "decision": "allow"}, {"decision": "allow"},
                                    {"consent": "x", "decision": "perhaps"}, {"consent": "x"}])
def test_decision_about_nothing(sign_in, fields):
    page = sign_in.post("/consent", None, **fields)
    assert page.status == 400 and b'id="error"' in page.body


@pytest.mark.parametrize("method,path", [("POST", "/authorize"), ("GET", "/consent"), ("GET", "/revoke"),
                                         ("GET", "/devicecode"), ("PUT", "/device")])
def test_wrong_method(sign_in, method, path):
    assert sign_in.request(method, path).status == 405
