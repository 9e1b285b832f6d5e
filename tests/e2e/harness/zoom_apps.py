# SPDX-License-Identifier: GPL-2.0-or-later
"""Apps of Zoom's Marketplace as the tests make them, and accounts that are signed in with them already."""
from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import ssl
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlencode, urlsplit

from .home import Home

CLIENT_ID = "q8TestClientIdOf_zLw"
# with characters that encodings change, so that a leak is found in each
PLANTED_CLIENT_SECRET = "planted~client/secret+of=the.tests-Xp5"
WRONG_CLIENT_SECRET = "planted~wrong/secret+of=the.tests-Ru2"
ACCOUNT_ID = "aTestAccountId_Hn4Rg"
HOST_EMAIL = "anna@example.org"
# what the plugin asks a person to tick
SCOPES = [f"{kind}:{scope}" for kind in ("meeting", "webinar") for scope in ("update:livestream", "read:livestream")]
SCOPES += ["meeting:read:meeting", "webinar:read:webinar", "user:read:user", "user:read:settings"]
SCOPES += [f"{kind}:update:livestream_status" for kind in ("meeting", "webinar")]
# of accounts that are written by hand
ACCOUNT = "default"
TOKEN_REQUEST = {"method": "POST", "path": "/oauth/token"}


def add_server_to_server_app(zoom, **members) -> None:
    members = {"scopes": [f"{scope}:admin" for scope in SCOPES], **members}
    zoom.add_app(CLIENT_ID, PLANTED_CLIENT_SECRET, kind="server_to_server", account_id=ACCOUNT_ID, **members)
    zoom.set_user("Anna Example", HOST_EMAIL)


def add_user_app(zoom, redirect_uri: str, **members) -> None:
    """For a browser or a device."""
    members = {"client_secret": PLANTED_CLIENT_SECRET, "scopes": SCOPES, **members}
    zoom.add_app(CLIENT_ID, kind="user", redirect_uris=[redirect_uri], **members)
    zoom.set_user("Anna Example", HOST_EMAIL)


def server_to_server_account(**members) -> dict:
    return {"id": ACCOUNT, "name": "Parish", "method": "server_to_server", "cloud": "zoom", "account_id": ACCOUNT_ID,
            "client_id": CLIENT_ID, **members}


def browser_account(redirect_uri: str, **members) -> dict:
    return {"id": ACCOUNT, "name": "Parish", "method": "authorization_code", "cloud": "zoom", "client_id": CLIENT_ID,
            "redirect_uri": redirect_uri, **members}


def set_up_server_to_server(home: Home, zoom, **app) -> None:
    """As if it had been entered in the dialog."""
    add_server_to_server_app(zoom, **app)
    home.set_accounts([server_to_server_account()], {f"{ACCOUNT}/client_secret": PLANTED_CLIENT_SECRET})


def set_up_signed_in(home: Home, zoom, **app) -> str:
    """An account that was signed in by a browser in an earlier run; its refresh token."""
    redirect_uri = "https://example.org/signed-in"
    add_user_app(zoom, redirect_uri, **app)
    refresh_token = sign_in_elsewhere(zoom, redirect_uri)
    home.set_accounts([browser_account(redirect_uri)],
                      {f"{ACCOUNT}/client_secret": PLANTED_CLIENT_SECRET, f"{ACCOUNT}/refresh_token": refresh_token})
    return refresh_token


def planted_secrets(zoom) -> dict[str, str]:
    """Name: value, of all that must not be seen anywhere."""
    issued = {f"{each['kind']} {number}": each["token"] for number, each in enumerate(zoom.tokens(), 1)}
    return {"client secret": PLANTED_CLIENT_SECRET, "wrong client secret": WRONG_CLIENT_SECRET, **issued}


def newest(zoom, kind: str) -> str:
    """What Zoom has issued last of that kind."""
    return [each["token"] for each in zoom.tokens() if each["kind"] == kind][-1]


# Without OBS


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def ask(zoom, path: str, form: dict[str, str] | None = None, as_app: bool = False) -> tuple[int, str, str]:
    """A request of somebody else than OBS: status, body, and where it leads to."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), _NoRedirect,
        urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=zoom.ca_file)))
    request = urllib.request.Request(zoom.oauth_url + path, data=urlencode(form).encode() if form else None)
    if as_app:
        credentials = base64.b64encode(f"{CLIENT_ID}:{PLANTED_CLIENT_SECRET}".encode()).decode()
        request.add_header("Authorization", f"Basic {credentials}")
    try:
        with opener.open(request, timeout=30) as response:
            return response.status, response.read().decode(), ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers.get("Location", "")


def sign_in_elsewhere(zoom, redirect_uri: str) -> str:
    """As a browser and an app do it: the refresh token. The journal is empty afterwards."""
    verifier = secrets.token_hex(32)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = urlencode({"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": redirect_uri,
                       "code_challenge": challenge, "code_challenge_method": "S256"})
    _, page, _ = ask(zoom, f"/authorize?{query}")
    consent = re.search(r'name="consent" value="([^"]+)"', page)[1]
    _, _, location = ask(zoom, "/consent", {"consent": consent, "decision": "allow"})
    _, reply, _ = ask(zoom, "/token", {
        "grant_type": "authorization_code", "code": code_in(location), "redirect_uri": redirect_uri,
        "code_verifier": verifier}, as_app=True)
    zoom.clear_journal()
    return json.loads(reply)["refresh_token"]


def code_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["code"][0]
