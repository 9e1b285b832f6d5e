# SPDX-License-Identifier: GPL-2.0-or-later
"""What a client and a person do to sign in, by curl."""
from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from zoom.client import StandIn

if TYPE_CHECKING:
    from .conftest import Curl, Reply

# The pair of RFC 7636, appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
REDIRECT_URI = "http://127.0.0.1:47823/zoom"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
SERVER, USER, PUBLIC = ("server-app", "server-secret"), ("user-app", "user-secret"), ("public-app", None)
ACCOUNT_ID = "Account_Id-22Characters"
FORM_TYPE = "Content-Type: application/x-www-form-urlencoded"


def basic(app: tuple[str, str | None]) -> tuple[str, str]:
    return "--header", "Authorization: Basic " + base64.b64encode(f"{app[0]}:{app[1] or ''}".encode()).decode()


class SignIn:
    """An app is a pair of client_id and client_secret; without a secret it is a public one."""

    def __init__(self, zoom: StandIn, curl: Curl) -> None:
        self.zoom = zoom
        self._curl = curl
        zoom.add_app(*SERVER, kind="server_to_server", account_id=ACCOUNT_ID)
        zoom.add_app(*USER, redirect_uris=[REDIRECT_URI, "https://church.example/zoom?from=app"])
        zoom.add_app(PUBLIC[0], redirect_uris=[REDIRECT_URI])

    def request(self, method: str, path: str, *options: str, **more) -> Reply:
        return self._curl(method, path, *options, token=None, base_url=self.zoom.oauth_url, **more)

    def running(self, *arguments: str, **more):
        """For requests that are to be held."""
        return self._curl.running(*arguments, token=None, base_url=self.zoom.oauth_url, **more)

    def post(self, path: str, app: tuple[str, str | None] | None, **fields: str) -> Reply:
        """None: without client authentication."""
        authorization = basic(app) if app and app[1] is not None else ()
        if app and app[1] is None:
            fields["client_id"] = app[0]
        return self.request("POST", path, "--header", FORM_TYPE, *authorization, content=urlencode(fields).encode())

    # The client

    def fetch(self, app=SERVER, account_id: str = ACCOUNT_ID, **fields: str) -> Reply:
        return self.post("/token", app, grant_type="account_credentials", account_id=account_id, **fields)

    def authorize(self, **changes: str | None) -> Reply:
        """Changes to None leave the parameter out."""
        query = {"response_type": "code", "client_id": USER[0], "redirect_uri": REDIRECT_URI, "state": "st-ate~1",
                 "code_challenge": CHALLENGE, "code_challenge_method": "S256", **changes}
        return self.request("GET", "/authorize?" + urlencode({name: value for name, value in query.items()
                                                              if value is not None}))

    def code(self, **changes: str | None) -> str:
        return came_back(self.decide(self.authorize(**changes)))["code"]

    def redeem(self, code: str, app=USER, redirect_uri: str = REDIRECT_URI, verifier: str = VERIFIER,
               **fields: str) -> Reply:
        return self.post("/token", app, grant_type="authorization_code", code=code, redirect_uri=redirect_uri,
                         code_verifier=verifier, **fields)

    def signed_in(self, app=USER) -> dict:
        reply = self.redeem(self.code(client_id=app[0]), app)
        assert reply.status == 200, reply.body
        return reply.json

    def refresh(self, refresh_token: str, app=USER, **fields: str) -> Reply:
        return self.post("/token", app, grant_type="refresh_token", refresh_token=refresh_token, **fields)

    def device_code(self, app=USER, query: str | None = None) -> Reply:
        authorization = basic(app) if app[1] is not None else ()
        return self.request("POST", "/devicecode?" + (f"client_id={app[0]}" if query is None else query),
                            *authorization)

    def poll(self, device_code: str, app=USER) -> Reply:
        return self.post("/token", app, grant_type=DEVICE_GRANT, device_code=device_code)

    def revoke(self, token: str, app=USER, **fields: str) -> Reply:
        return self.post("/revoke", app, token=token, **fields)

    def api_status(self, access_token: str, path: str = "/users/me") -> int:
        return self._curl("GET", path, token=access_token).status

    # The person

    def enter(self, user_code: str) -> Reply:
        return self.post("/device", None, user_code=user_code)

    def decide(self, page: Reply, decision: str = "allow") -> Reply:
        assert page.status == 200 and f'id="{decision}"'.encode() in page.body, page.body
        number = re.search(r'name="consent" value="([^"]+)"', page.body.decode())[1]
        return self.post("/consent", None, consent=html.unescape(number), decision=decision)


def came_back(reply: Reply) -> dict[str, str]:
    """What the browser takes along to the redirect URI."""
    assert reply.status == 302, reply.body
    return {name: value for name, [value] in parse_qs(urlsplit(reply.headers["location"]).query).items()}


def refusal(reply: Reply) -> tuple[int, str]:
    assert set(reply.json) == {"error", "reason"} and reply.headers["cache-control"] == "no-store"
    return reply.status, reply.json["error"]
