# SPDX-License-Identifier: GPL-2.0-or-later
"""Who signs in, and what that account may do."""
from __future__ import annotations

import pytest

from zoom.client import StandInError

from .conftest import TOKEN

EMAIL = "anna@example.org"


@pytest.mark.parametrize("user", ["me", EMAIL, "anna%40example.org", "30R7kT7bTIKSNUFEuH_Qlg"])
def test_user(zoom, curl, user):
    told = curl("GET", f"/users/{user}").json
    assert (told["display_name"], told["first_name"], told["last_name"], told["email"]) == (
        "Anna Example", "Anna", "Example", EMAIL)
    meeting = curl("GET", f"/users/{user}/settings").json["in_meeting"]
    assert meeting["allow_live_streaming"] is meeting["custom_live_streaming_service"] is True
    assert meeting["webinar_live_streaming"]["enable"] is True
    assert [entry["unusual"] for entry in zoom.journal()] == [[], []]


def test_another_user(zoom, curl):
    settings = {"in_meeting": {"allow_live_streaming": False}}
    zoom.set_user("Bo Müller-Lüdenscheidt", "bo@example.org", settings)
    assert curl("GET", "/users/me").json["display_name"] == "Bo Müller-Lüdenscheidt"
    assert curl("GET", "/users/bo@example.org/settings").json == settings
    reply = curl("GET", f"/users/{EMAIL}")
    assert (reply.status, reply.json) == (404, {"code": 1001, "message": f"User does not exist: {EMAIL}."})


@pytest.mark.parametrize("scopes,path,status,missing", [
    (["user:read:user"], "", 200, None), (["user:read:user:admin"], "", 200, None), (["user:read"], "", 200, None),
    (["user:read:admin"], "/settings", 200, None), (["user:read:settings"], "/settings", 200, None),
    (["user:read:settings"], "", 400, "user:read:user"), (["user:read:user"], "/settings", 400, "user:read:settings"),
    (["meeting:read"], "", 400, "user:read:user")])
def test_scopes(zoom, curl, scopes, path, status, missing):
    zoom.add_token(TOKEN, scopes)
    reply = curl("GET", f"/users/me{path}")
    assert reply.status == status
    if missing:
        assert reply.json["code"] == 4711 and f"[{missing}, {missing}:admin]" in reply.json["message"]


def test_a_server_to_server_app_may_be_no_user(zoom, curl, sign_in):
    zoom.options(me_for_server_to_server="refuse")
    server, person = sign_in.fetch().json["access_token"], sign_in.signed_in()["access_token"]
    assert curl("GET", "/users/me", token=server).json["code"] == 1001
    assert sign_in.api_status(server, f"/users/{EMAIL}/settings") == sign_in.api_status(person) == 200
    with pytest.raises(StandInError, match="accept or refuse"):
        zoom.options(me_for_server_to_server="no")


def test_only_reading(curl):
    assert curl("PATCH", "/users/me", "--data", "x").status == 405
    assert curl("GET", "/users/me/settings/").status == 404
    assert curl("GET", "/users/").status == 404
    assert curl("GET", "/users/me", token="wrong").status == 401
