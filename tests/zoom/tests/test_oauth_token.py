# SPDX-License-Identifier: GPL-2.0-or-later
"""The token endpoint: who asks, with what, and what becomes of the tokens."""
from __future__ import annotations

import base64
import json
from email.utils import parsedate_to_datetime

import pytest

from zoom.client import StandInError
from zoom.state import DEFAULT_SCOPES

from .conftest import MEETING, TOKEN
from .signing_in import (ACCOUNT_ID, FORM_TYPE, PUBLIC, REDIRECT_URI, SERVER, USER, VERIFIER, basic, refusal)

A_DAY_S = 24 * 3600


def claims(token: str) -> dict:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


# Server-to-server

def test_server_to_server_token_works(zoom, curl, sign_in):
    zoom.add_meeting(MEETING)
    reply = sign_in.fetch()
    assert reply.status == 200 and reply.headers["cache-control"] == "no-store"
    told = reply.json
    assert set(told) == {"access_token", "token_type", "expires_in", "scope", "api_url"}
    assert (told["token_type"], told["expires_in"], told["api_url"]) == ("bearer", 3599, "https://api.zoom.us")
    assert set(told["scope"].split()) == {scope + ":admin" for scope in DEFAULT_SCOPES}
    assert len(told["access_token"]) > 300
    assert curl.patch(token=told["access_token"]).status == 204
    another = sign_in.fetch().json["access_token"]
    assert another != told["access_token"]
    assert [curl.patch(token=token).status for token in (told["access_token"], another)] == [204, 204]
    assert all(entry["unusual"] == [] for entry in zoom.journal())
    assert [(entry["path"], entry["encoding"], entry["fields"]) for entry in zoom.journal()][0] == (
        "/oauth/token", "form", {"grant_type": "account_credentials", "account_id": ACCOUNT_ID})


def test_wrong_account(sign_in):
    assert refusal(sign_in.fetch(account_id="another")) == (400, "invalid_request")


@pytest.mark.parametrize("app", [("server-app", "wrong"), ("nobody", "server-secret"), ("server-app", ""),
                                 ("server-app", None), ("nobody", None), ("public-app", ""), ("public-app", "secret"),
                                 None])
def test_wrong_client(sign_in, app):
    reply = sign_in.fetch(app)
    assert refusal(reply) == (401, "invalid_client")
    assert reply.json["reason"] == "Invalid client_id or client_secret"


@pytest.mark.parametrize("header", ["Authorization: Basic c2VydmVyLWFwcA==", "Authorization: Basic !", "Authorization: "
                                    "Bearer server-secret", "Authorization: basic c2VydmVyLWFwcDpzZXJ2ZXItc2VjcmV0"])
def test_authentication_that_is_none(sign_in, header):
    reply = sign_in.request("POST", "/token", "--header", FORM_TYPE, "--header", header,
                            content=f"grant_type=account_credentials&account_id={ACCOUNT_ID}".encode())
    assert refusal(reply) == (401, "invalid_client")


def test_app_that_is_disabled(zoom, sign_in):
    token = sign_in.fetch().json["access_token"]
    assert sign_in.api_status(token) == 200
    zoom.revoke_app(SERVER[0])
    assert refusal(sign_in.fetch()) == (400, "unauthorized_client")
    assert sign_in.api_status(token) == 401
    zoom.add_app(*SERVER, kind="server_to_server", account_id=ACCOUNT_ID)
    fresh = sign_in.fetch().json["access_token"]
    assert [sign_in.api_status(each) for each in (token, fresh)] == [401, 200]
    zoom.add_app(*SERVER, kind="server_to_server", account_id=ACCOUNT_ID, active=False)
    assert refusal(sign_in.fetch()) == (400, "unauthorized_client")
    assert sign_in.api_status(fresh) == 401


def test_misuse_of_apps_is_told(zoom):
    with pytest.raises(StandInError, match="kind is 'robot'"):
        zoom.add_app("a", "b", kind="robot")
    with pytest.raises(StandInError, match="has a client_secret and an account_id"):
        zoom.add_app("a", "b", kind="server_to_server")
    with pytest.raises(StandInError, match="KeyError"):
        zoom.revoke_app("nobody")
    with pytest.raises(StandInError, match="unexpected keyword argument 'expires_inn'"):
        zoom.options(expires_inn=1)


# Authorization code

@pytest.mark.parametrize("app", [USER, PUBLIC])
def test_code_is_redeemed_once(zoom, sign_in, app):
    code = sign_in.code(client_id=app[0])
    told = sign_in.redeem(code, app).json
    assert set(told) == {"access_token", "token_type", "expires_in", "scope", "api_url", "refresh_token"}
    assert sign_in.api_status(told["access_token"]) == 200
    assert all(entry["unusual"] == [] for entry in zoom.journal())
    # Somebody has it too: nothing that came of it may go on.
    assert refusal(sign_in.redeem(code, app)) == (400, "invalid_grant")
    assert zoom.journal()[-1]["unusual"] == ["code was used before"]
    assert sign_in.api_status(told["access_token"]) == 401
    assert refusal(sign_in.refresh(told["refresh_token"], app)) == (400, "invalid_grant")


@pytest.mark.parametrize("changes", [{"verifier": VERIFIER[:-1] + "l"}, {"verifier": VERIFIER[:42]},
                                     {"redirect_uri": REDIRECT_URI + "/"}, {"code_option": 0}])
def test_code_does_not_fit(zoom, sign_in, changes):
    zoom.options(code_expires_in=changes.pop("code_option", 300))
    code = sign_in.code()
    assert refusal(sign_in.redeem(code, **changes)) == (400, "invalid_grant")
    assert refusal(sign_in.redeem(code)) == (400, "invalid_grant")  # the first try has used it up
    assert zoom.tokens("access_token") == []


def test_code_of_another_app(sign_in):
    code = sign_in.code()
    assert refusal(sign_in.redeem(code, PUBLIC)) == (400, "invalid_grant")
    assert refusal(sign_in.redeem("unknown")) == (400, "invalid_grant")
    assert sign_in.redeem(code).status == 200


@pytest.mark.parametrize("fields", [
    {"grant_type": "authorization_code", "redirect_uri": REDIRECT_URI, "code_verifier": VERIFIER},
    {"grant_type": "authorization_code", "redirect_uri": REDIRECT_URI, "code_verifier": VERIFIER, "code": ""},
    {"grant_type": "authorization_code", "redirect_uri": REDIRECT_URI, "code": "x"},
    {"grant_type": "authorization_code", "code_verifier": VERIFIER, "code": "x"},
    {"grant_type": "refresh_token"}, {}])
def test_parameter_is_missing(sign_in, fields):
    assert refusal(sign_in.post("/token", USER, **fields)) == (400, "invalid_request")


@pytest.mark.parametrize("app,grant_type", [(SERVER, "authorization_code"), (SERVER, "refresh_token"),
                                            (USER, "account_credentials"), (USER, "client_credentials"),
                                            (USER, "password")])
def test_app_of_another_kind(sign_in, app, grant_type):
    assert refusal(sign_in.post("/token", app, grant_type=grant_type)) == (400, "unsupported_grant_type")


# Renewal

@pytest.mark.parametrize("app", [USER, PUBLIC])
def test_refresh_tokens_rotate(zoom, sign_in, app):
    first = sign_in.signed_in(app)
    second = sign_in.refresh(first["refresh_token"], app).json
    assert set(second) == set(first) and second["refresh_token"] != first["refresh_token"]
    third = sign_in.refresh(second["refresh_token"], app).json
    assert [sign_in.api_status(told["access_token"]) for told in (first, second, third)] == [200, 200, 200]
    assert [issued["state"] for issued in zoom.tokens("refresh_token")] == ["spent", "spent", "active"]
    assert zoom.tokens("refresh_token", "active")[0]["token"] == third["refresh_token"]
    assert all(entry["unusual"] == [] for entry in zoom.journal())


def test_reuse_ends_the_sign_in(zoom, sign_in):
    other = sign_in.signed_in()
    first = sign_in.signed_in()
    second = sign_in.refresh(first["refresh_token"]).json
    assert refusal(sign_in.refresh(first["refresh_token"])) == (400, "invalid_grant")
    assert zoom.journal()[-1]["unusual"] == ["refresh token was used before"]
    assert refusal(sign_in.refresh(second["refresh_token"])) == (400, "invalid_grant")
    assert [sign_in.api_status(told["access_token"]) for told in (first, second)] == [401, 401]
    assert sign_in.api_status(other["access_token"]) == 200 and sign_in.refresh(other["refresh_token"]).status == 200


def test_refresh_token_of_another_app(sign_in):
    token = sign_in.signed_in()["refresh_token"]
    assert refusal(sign_in.refresh(token, PUBLIC)) == (400, "invalid_grant")
    assert refusal(sign_in.refresh("unknown")) == (400, "invalid_grant")
    assert sign_in.refresh(token).status == 200


def test_access_token_is_no_refresh_token(sign_in):
    assert refusal(sign_in.refresh(sign_in.signed_in()["access_token"])) == (400, "invalid_grant")


def test_refresh_tokens_expire(zoom, sign_in):
    told = sign_in.signed_in()
    zoom.expire_refresh_tokens()
    assert refusal(sign_in.refresh(told["refresh_token"])) == (400, "invalid_grant")
    assert sign_in.api_status(told["access_token"]) == 200
    assert [issued["state"] for issued in zoom.tokens("refresh_token")] == ["expired"]


def test_access_tokens_expire(zoom, curl, sign_in):
    told = sign_in.signed_in()
    zoom.expire_access_tokens()
    reply = curl("GET", "/users/me", token=told["access_token"])
    assert (reply.status, reply.json) == (401, {"code": 124, "message": "Access token is expired."})
    renewed = sign_in.refresh(told["refresh_token"]).json
    assert sign_in.api_status(renewed["access_token"]) == 200
    zoom.options(expires_in=0)
    assert sign_in.api_status(sign_in.refresh(renewed["refresh_token"]).json["access_token"]) == 401


def test_app_is_removed_by_the_person(zoom, sign_in):
    told = sign_in.signed_in()
    zoom.revoke_app(USER[0])
    assert sign_in.api_status(told["access_token"]) == 401
    assert refusal(sign_in.refresh(told["refresh_token"])) == (400, "invalid_grant")
    assert sign_in.api_status(sign_in.signed_in()["access_token"]) == 200


# What replies tell

def test_scopes_can_be_withheld(zoom, curl, sign_in):
    zoom.options(withheld_scopes=["user:read:user"])
    told = sign_in.signed_in()
    assert "user:read:user" not in told["scope"].split() and "user:read:settings" in told["scope"].split()
    assert curl("GET", "/users/me", token=told["access_token"]).json["code"] == 4711
    zoom.options(withheld_scopes=[], scope_told=False)
    renewed = sign_in.refresh(told["refresh_token"]).json
    assert "scope" not in renewed and sign_in.api_status(renewed["access_token"]) == 200


def test_scopes_of_an_app(zoom, sign_in):
    zoom.add_app(*USER, redirect_uris=[REDIRECT_URI], scopes=["meeting:update:livestream"])
    told = sign_in.signed_in()
    assert told["scope"] == "meeting:update:livestream" and sign_in.api_status(told["access_token"]) == 400


def test_other_replies(zoom, sign_in):
    zoom.options(api_url_told="https://api-eu.zoom.us", expires_in=600)
    told = sign_in.signed_in()
    assert (told["api_url"], told["expires_in"]) == ("https://api-eu.zoom.us", 600)
    zoom.options(api_url_told=None, refresh_token_told=False)
    renewed = sign_in.refresh(told["refresh_token"]).json
    assert not {"api_url", "refresh_token"} & set(renewed)


@pytest.mark.parametrize("skew_s", [0, A_DAY_S, -A_DAY_S])
def test_clock(zoom, curl, sign_in, skew_s):
    """The time of day is told wrong; what it is told for lives as long as ever."""
    right = parsedate_to_datetime(curl("GET", "/nothing").headers["date"]).timestamp()
    zoom.set_clock_skew(skew_s)
    reply = sign_in.fetch()
    date_s, told = parsedate_to_datetime(reply.headers["date"]).timestamp(), claims(reply.json["access_token"])
    assert abs(date_s - right - skew_s) < 600 and abs(told["iat"] - date_s) < 600
    assert told["exp"] - told["iat"] == 3599
    assert sign_in.api_status(reply.json["access_token"]) == 200


# Revocation

@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("app", [USER, PUBLIC])
def test_revocation_ends_the_sign_in(zoom, sign_in, app, which):
    other, first = sign_in.signed_in(app), sign_in.signed_in(app)
    second = sign_in.refresh(first["refresh_token"], app).json
    reply = sign_in.revoke(second[which], app)
    assert (reply.status, reply.json) == (200, {"status": "success"})
    assert [sign_in.api_status(told["access_token"]) for told in (first, second, other)] == [401, 401, 200]
    assert refusal(sign_in.refresh(second["refresh_token"], app)) == (400, "invalid_grant")
    assert sign_in.revoke(second[which], app).status == 200  # once more does no harm
    assert all(entry["unusual"] == [] for entry in zoom.journal())


def test_a_dead_token_revokes_nothing_and_is_told_nothing(zoom, sign_in):
    told = sign_in.signed_in()
    zoom.expire_access_tokens()
    assert sign_in.revoke(told["access_token"]).status == 200
    assert sign_in.refresh(told["refresh_token"]).status == 200


def test_revocation_of_a_server_to_server_token(sign_in):
    tokens = [sign_in.fetch().json["access_token"] for _ in range(2)]
    assert sign_in.revoke(tokens[0], SERVER).status == 200
    assert [sign_in.api_status(token) for token in tokens] == [401, 200]


def test_revocation_is_for_the_app_itself(sign_in):
    told = sign_in.signed_in()
    assert refusal(sign_in.revoke(told["refresh_token"], PUBLIC)) == (400, "invalid_grant")
    assert refusal(sign_in.revoke(told["refresh_token"], (USER[0], "wrong"))) == (401, "invalid_client")
    assert refusal(sign_in.revoke("")) == (400, "invalid_request")
    assert sign_in.revoke("unknown", token_type_hint="refresh_token").status == 200
    assert sign_in.api_status(told["access_token"]) == 200


# What no correct client sends

@pytest.mark.parametrize("content,options,told,unusual", [
    (b"&account_id=" + ACCOUNT_ID.encode(), (), 400, ["parameter account_id is there twice"]),
    (b"&a=%zz", (), 400, ["malformed form"]), (b"&a", (), 400, ["malformed form"]),
    (b"&a=\xc3\xa4", (), 400, ["malformed form"]), (b"&a=%ff", (), 400, ["form is not UTF-8"]),
    (b"&a=", (), 400, ["parameter a is empty", "parameter a"]),
    (b"&scope=x", (), 200, ["parameter scope"]),
    (b"&client_id=server-app", (), 400, ["two kinds of client authentication"]),
    (b"", ("--cookie", "a=b"), 200, ["cookie"]), (b"", (), 200, []),
])
def test_unusual_token_requests(zoom, sign_in, content, options, told, unusual):
    """Beside what would be in order."""
    content = b"grant_type=account_credentials&account_id=" + ACCOUNT_ID.encode() + content
    reply = sign_in.request("POST", "/token", "--header", FORM_TYPE, *basic(SERVER), *options, content=content)
    assert reply.status == told and zoom.journal()[0]["unusual"] == unusual


def test_secret_in_the_form(zoom, sign_in):
    for app, unusual in ((None, []), (SERVER, ["two kinds of client authentication"])):
        reply = sign_in.fetch(app, client_secret=SERVER[1])
        assert refusal(reply) == (400, "invalid_request")
        assert zoom.journal()[-1]["unusual"] == ["parameter client_secret", *unusual]


def test_token_request_of_another_shape(zoom, sign_in):
    query = f"/token?grant_type=account_credentials&account_id={ACCOUNT_ID}"
    in_query = ["parameter grant_type in the query", "parameter account_id in the query"]
    assert sign_in.request("GET", query, *basic(SERVER)).status == 405
    assert zoom.journal()[-1]["unusual"] == ["GET instead of POST", *in_query]
    assert refusal(sign_in.request("POST", query, *basic(SERVER))) == (400, "invalid_request")
    assert zoom.journal()[-1]["unusual"] == in_query
    right = f"grant_type=account_credentials&account_id={ACCOUNT_ID}".encode()
    reply = sign_in.request("POST", "/token?a=b", "--header", FORM_TYPE, *basic(SERVER), content=right)
    assert refusal(reply) == (400, "invalid_request")
    for media_type in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
        reply = sign_in.request("POST", "/token", "--header", f"Content-Type: {media_type}", *basic(SERVER),
                                content=b"grant_type=account_credentials")
        assert refusal(reply) == (415, "invalid_request")
        assert (zoom.journal()[-1]["unusual"], zoom.journal()[-1]["encoding"]) == (["body is no form"], None)


def test_tokens_in_the_wrong_place(zoom, curl, sign_in):
    told = sign_in.signed_in()
    for secret, kind in ((told["refresh_token"], "refresh_token"), (USER[1], "client_secret")):
        assert curl("GET", "/users/me", token=secret).status == 401
        assert zoom.journal()[-1]["unusual"] == [f"{kind} at the API"]
    assert curl("GET", "/users/me", *basic(USER), token=None).status == 401
    assert zoom.journal()[-1]["unusual"] == ["Basic authentication at the API"]
    sign_in.request("POST", "/revoke", "--header", FORM_TYPE, "--header", f"Authorization: Bearer {TOKEN}",
                    content=b"token=x")
    assert zoom.journal()[-1]["unusual"] == ["authentication other than Basic"]


@pytest.mark.parametrize("path", ["/", "/nothing", "/token/", "/Token", "/authorize/"])
def test_unknown_path(sign_in, path):
    assert refusal(sign_in.request("POST", path, "--header", FORM_TYPE, content=b"a=b")) == (404, "not_found")
