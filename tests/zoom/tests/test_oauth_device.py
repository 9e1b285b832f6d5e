# SPDX-License-Identifier: GPL-2.0-or-later
"""The device flow."""
from __future__ import annotations

import json

import pytest

from zoom.oauth.answers import OAuthError
from zoom.oauth.device import poll
from zoom.oauth.forms import Form
from zoom.oauth.state import App, OAuthOptions, OAuthState

from .signing_in import PUBLIC, SERVER, USER, basic, refusal


@pytest.fixture
def quick(zoom):
    """Polls may follow each other at once."""
    zoom.options(device_interval=0)


def test_what_is_told(zoom, sign_in):
    told = sign_in.device_code().json
    page = f"{zoom.oauth_url}/device"
    assert told == {"device_code": told["device_code"], "user_code": told["user_code"], "verification_uri": page,
                    "verification_uri_complete": f"{page}?user_code={told['user_code']}", "expires_in": 900,
                    "interval": 5}
    assert len(told["user_code"]) == 8 and len(told["device_code"]) > 30
    assert zoom.journal()[0]["unusual"] == []
    zoom.options(device_expires_in=60, device_interval=1)
    other = sign_in.device_code().json
    assert (other["expires_in"], other["interval"]) == (60, 1) and other["user_code"] != told["user_code"]


@pytest.mark.parametrize("app", [USER, PUBLIC])
def test_person_allows(zoom, sign_in, quick, app):
    told = sign_in.device_code(app).json
    assert refusal(sign_in.poll(told["device_code"], app)) == (400, "authorization_pending")
    consent = sign_in.enter(told["user_code"][:4].lower() + "-" + told["user_code"][4:] + " ")
    assert refusal(sign_in.poll(told["device_code"], app)) == (400, "authorization_pending")
    done = sign_in.decide(consent)
    assert done.status == 200 and b'id="done"' in done.body
    tokens = sign_in.poll(told["device_code"], app).json
    assert sign_in.api_status(tokens["access_token"]) == 200
    assert sign_in.refresh(tokens["refresh_token"], app).status == 200
    assert all(entry["unusual"] == [] for entry in zoom.journal())
    assert refusal(sign_in.poll(told["device_code"], app)) == (400, "invalid_grant")
    assert zoom.journal()[-1]["unusual"] == ["device code was used before"]
    assert sign_in.api_status(tokens["access_token"]) == 200


def test_person_declines(sign_in, quick):
    told = sign_in.device_code().json
    page = sign_in.enter(told["user_code"])
    assert b"declined" in sign_in.decide(page, "decline").body
    assert b'id="error"' in sign_in.enter(told["user_code"]).body
    assert refusal(sign_in.poll(told["device_code"])) == (400, "access_denied")
    assert refusal(sign_in.poll(told["device_code"])) == (400, "invalid_grant")


def test_first_decision_counts(sign_in, quick):
    told = sign_in.device_code().json
    pages = [sign_in.enter(told["user_code"]) for _ in range(2)]
    sign_in.decide(pages[0], "decline")
    sign_in.decide(pages[1], "allow")
    assert refusal(sign_in.poll(told["device_code"])) == (400, "access_denied")


def test_code_expires(zoom, sign_in, quick):
    zoom.options(device_expires_in=0)
    told = sign_in.device_code().json
    assert b'id="error"' in sign_in.enter(told["user_code"]).body
    assert refusal(sign_in.poll(told["device_code"])) == (400, "expired_token")
    assert zoom.journal()[-1]["unusual"] == []


def test_polling_too_fast(zoom, sign_in):
    zoom.options(device_interval=3600)
    told = sign_in.device_code().json
    assert refusal(sign_in.poll(told["device_code"])) == (400, "authorization_pending")
    sign_in.decide(sign_in.enter(told["user_code"]))
    assert refusal(sign_in.poll(told["device_code"])) == (400, "slow_down")
    assert zoom.journal()[-1]["unusual"] == ["polled too soon"]


def test_interval_grows():
    """By the rules alone, whose clock can be set."""
    class Clocked(OAuthState):
        time_s = 0

        def now_s(self) -> float:
            return self.time_s

    oauth = Clocked()
    oauth.apps[USER[0]] = app = App(*USER, "user", None, (), frozenset())
    device = oauth.new_device(oauth.new_grant(app), OAuthOptions())
    told = []
    for oauth.time_s in (0, 4, 14, 23, 38, 900):
        with pytest.raises(OAuthError) as raised:
            poll(oauth, app, Form({"device_code": device.token}))
        told.append(json.loads(raised.value.answer.body)["error"])
    assert told == ["authorization_pending", "slow_down", "authorization_pending", "slow_down",
                    "authorization_pending", "expired_token"]


def test_wrong_clients(zoom, sign_in):
    for app in (("user-app", "wrong"), ("nobody", "x"), ("user-app", None), ("nobody", None)):
        assert refusal(sign_in.device_code(app)) == (401, "invalid_client")
    assert refusal(sign_in.device_code(SERVER)) == (400, "unsupported_grant_type")
    assert refusal(sign_in.device_code(USER, query="client_id=public-app")) == (401, "invalid_client")
    assert refusal(sign_in.device_code(USER, query="")) == (400, "invalid_request")
    told = sign_in.device_code().json
    assert refusal(sign_in.poll(told["device_code"], PUBLIC)) == (400, "invalid_grant")
    assert refusal(sign_in.poll("unknown")) == (400, "invalid_grant")


@pytest.mark.parametrize("query,content,unusual", [
    ("client_id=user-app&scope=x", None, "parameter scope"),
    ("client_id=user-app&client_id=user-app", None, "parameter client_id is there twice"),
    ("client_id=user-app", b"a=b", "body of devicecode")])
def test_unusual_requests(zoom, sign_in, query, content, unusual):
    type_header = () if content is None else ("--header", "Content-Type: application/x-www-form-urlencoded")
    sign_in.request("POST", f"/devicecode?{query}", *basic(USER), *type_header, content=content)
    assert zoom.journal()[0]["unusual"] == [unusual]


def test_page_with_the_code_filled_in(zoom, sign_in):
    told = sign_in.device_code().json
    page = sign_in.request("GET", f"/device?user_code={told['user_code']}")
    assert f'value="{told["user_code"]}"'.encode() in page.body and b'id="user_code"' in page.body
    empty = sign_in.request("GET", "/device")
    assert b'value=""' in empty.body and b'id="error"' not in empty.body
    for typed in ("", "BBBBBBBB", '"><script>'):
        wrong = sign_in.enter(typed)
        assert wrong.status == 200 and b'id="error"' in wrong.body and b"<script" not in wrong.body


def test_app_is_removed_meanwhile(zoom, sign_in, quick):
    told = sign_in.device_code().json
    zoom.revoke_app(USER[0])
    assert b'id="error"' in sign_in.enter(told["user_code"]).body
    assert refusal(sign_in.poll(told["device_code"])) == (400, "invalid_grant")
    assert zoom.journal()[-1]["unusual"] == []
