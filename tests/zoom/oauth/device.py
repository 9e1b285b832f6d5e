# SPDX-License-Identifier: GPL-2.0-or-later
"""The device flow (RFC 8628): POST /oauth/devicecode, the polls, and the page on which a person enters the code."""
from __future__ import annotations

from ..http_values import Answer, Request
from . import pages
from .answers import OAuthError, json_answer
from .clients import authenticate, basic_credentials
from .forms import Form, parse_query
from .issued import Consent, Grant
from .state import App, OAuthOptions, OAuthState

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
SLOWER_S = 5


def device_code(oauth: OAuthState, options: OAuthOptions, request: Request) -> Answer:
    query = parse_query(request.query)
    if query.errors or not query.get("client_id"):
        raise OAuthError(400, "invalid_request", "Bad Request")
    credentials = basic_credentials(request)
    if credentials and credentials[0] != query.get("client_id"):
        raise OAuthError(401, "invalid_client", "Invalid client_id or client_secret")
    app = authenticate(oauth, request, query)
    if app.kind != "user":
        raise OAuthError(400, "unsupported_grant_type", "unsupported grant type")
    device = oauth.new_device(oauth.new_grant(app), options)
    uri = f"{oauth.base_url}/oauth/device"
    return json_answer(200, {
        "device_code": device.token, "user_code": device.user_code, "verification_uri": uri,
        "verification_uri_complete": f"{uri}?user_code={device.user_code}",
        "expires_in": options.device_expires_in, "interval": options.device_interval})


def poll(oauth: OAuthState, app: App, form: Form) -> Grant:
    device = oauth.find("device_code", form.get("device_code"))
    if not device or device.grant.client_id != app.client_id:
        raise OAuthError(400, "invalid_grant", "Invalid device code")
    now_s, last_s = oauth.now_s(), device.polled_s
    device.polled_s = now_s
    state = device.state(now_s)
    if state == "expired":
        raise OAuthError(400, "expired_token", "The device code has expired")
    if state != "active":
        unusual = "device code was used before" if device.spent else None
        raise OAuthError(400, "invalid_grant", "Invalid device code", unusual)
    if last_s is not None and now_s - last_s < device.interval_s:
        device.interval_s += SLOWER_S
        raise OAuthError(400, "slow_down", "Slow down", "polled too soon")
    if device.decision is None:
        raise OAuthError(400, "authorization_pending", "The user has not decided yet")
    device.spent = True
    if device.decision != "allow":
        raise OAuthError(400, "access_denied", "The user has declined")
    return device.grant


def device_page(oauth: OAuthState, request: Request, form: Form) -> Answer:
    if request.method == "GET":
        return pages.device(parse_query(request.query).get("user_code") or "")
    typed = form.get("user_code") or ""
    device = oauth.waiting_device(typed)
    if not device:
        return pages.device(typed, wrong=True)
    consent = Consent(device.grant.client_id, device=device)
    return pages.consent(oauth.new_consent(consent), device.grant.client_id, device.grant.scopes)
