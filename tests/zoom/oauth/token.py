# SPDX-License-Identifier: GPL-2.0-or-later
"""POST /oauth/token and /oauth/revoke (RFC 6749, 7009, 7636; the device's polls are in device.py)."""
from __future__ import annotations

import base64
import hashlib
import re

from ..http_values import Answer, Request
from . import device
from .answers import OAuthError, json_answer
from .clients import authenticate
from .forms import Form
from .issued import Grant
from .state import App, OAuthOptions, OAuthState

ACCOUNT_GRANT = "account_credentials"
CODE_GRANT = "authorization_code"
REFRESH_GRANT = "refresh_token"
GRANT_PARAMETERS = {
    ACCOUNT_GRANT: ("account_id",),
    CODE_GRANT: ("code", "redirect_uri", "code_verifier"),
    REFRESH_GRANT: ("refresh_token",),
    device.GRANT: ("device_code",),
}
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def token(oauth: OAuthState, options: OAuthOptions, request: Request, form: Form) -> Answer:
    app = authenticate(oauth, request, form)
    grant_type = form.get("grant_type")
    if not grant_type:
        raise OAuthError(400, "invalid_request", "Missing grant type")
    if grant_type not in GRANT_PARAMETERS or (app.kind == "server_to_server") != (grant_type == ACCOUNT_GRANT):
        raise OAuthError(400, "unsupported_grant_type", "unsupported grant type")
    for name in GRANT_PARAMETERS[grant_type]:
        if not form.get(name):
            raise OAuthError(400, "invalid_request", f"Missing parameter: {name}")
    if grant_type == ACCOUNT_GRANT:
        return _account(oauth, options, app, form)
    if grant_type == CODE_GRANT:
        grant = _of_code(oauth, app, form)
    elif grant_type == REFRESH_GRANT:
        grant = _of_refresh_token(oauth, app, form)
    else:
        grant = device.poll(oauth, app, form)
    return _reply(oauth, options, grant, with_refresh_token=options.refresh_token_told)


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def _account(oauth: OAuthState, options: OAuthOptions, app: App, form: Form) -> Answer:
    if form.get("account_id") != app.account_id:
        raise OAuthError(400, "invalid_request", "Bad Request")
    return _reply(oauth, options, oauth.new_grant(app), with_refresh_token=False)


def _of_code(oauth: OAuthState, app: App, form: Form) -> Grant:
    code = oauth.find("code", form.get("code"))
    if not code or code.grant.client_id != app.client_id:
        raise OAuthError(400, "invalid_grant", "Invalid authorization code")
    state = code.state(oauth.now_s())
    if code.spent:
        code.grant.revoked = True
        raise OAuthError(400, "invalid_grant", "Invalid authorization code", "code was used before")
    code.spent = True
    if state != "active":
        raise OAuthError(400, "invalid_grant", "Invalid authorization code")
    if form.get("redirect_uri") != code.redirect_uri:
        raise OAuthError(400, "invalid_grant", "Redirect URI mismatch")
    verifier = form.get("code_verifier")
    if not VERIFIER.fullmatch(verifier) or challenge_of(verifier) != code.challenge:
        raise OAuthError(400, "invalid_grant", "Invalid code verifier")
    return code.grant


def _of_refresh_token(oauth: OAuthState, app: App, form: Form) -> Grant:
    used = oauth.find("refresh_token", form.get("refresh_token"))
    if not used or used.grant.client_id != app.client_id:
        raise OAuthError(400, "invalid_grant", "Invalid Token!")
    state = used.state(oauth.now_s())
    if used.spent:
        used.grant.revoked = True
        raise OAuthError(400, "invalid_grant", "Invalid Token!", "refresh token was used before")
    if state != "active":
        raise OAuthError(400, "invalid_grant", "Invalid Token!")
    used.spent = True
    return used.grant


def _reply(oauth: OAuthState, options: OAuthOptions, grant: Grant, with_refresh_token: bool) -> Answer:
    access_token = oauth.new_access_token(grant, options)
    reply = {"access_token": access_token.token, "token_type": "bearer", "expires_in": options.expires_in}
    if with_refresh_token:
        reply["refresh_token"] = oauth.new_refresh_token(grant).token
    if options.scope_told:
        reply["scope"] = " ".join(sorted(access_token.scopes))
    if options.api_url_told is not None:
        reply["api_url"] = options.api_url_told
    return json_answer(200, reply)


def revoke(oauth: OAuthState, request: Request, form: Form) -> Answer:
    app = authenticate(oauth, request, form)
    if not form.get("token"):
        raise OAuthError(400, "invalid_request", "Missing parameter: token")
    issued = oauth.find("access_token", form.get("token")) or oauth.find("refresh_token", form.get("token"))
    if issued:
        if issued.grant.client_id != app.client_id:
            raise OAuthError(400, "invalid_grant", "Invalid Token!")
        if issued.state(oauth.now_s()) == "active":
            issued.grant.revoked = True
    # also for one that is unknown, or has ended, by which nothing is revoked (RFC 7009, 2.2)
    return json_answer(200, {"status": "success"})
