# SPDX-License-Identifier: GPL-2.0-or-later
"""The browser's part: GET /oauth/authorize asks a person, POST /oauth/consent is what that person answers."""
from __future__ import annotations

import re
from urllib.parse import urlencode

from ..http_values import Answer, Request
from . import pages
from .answers import PageError, redirect_answer
from .forms import Form, parse_query
from .issued import Consent
from .state import OAuthOptions, OAuthState

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


def authorize(oauth: OAuthState, request: Request) -> Answer:
    query = parse_query(request.query)
    app = oauth.apps.get(query.get("client_id") or "")
    if not app or app.kind != "user":
        raise PageError("Application not found. (4,702)")
    if not app.active:
        raise PageError("This application has been disabled. (4,711)")
    redirect_uri = query.get("redirect_uri")
    if redirect_uri not in app.redirect_uris:
        raise PageError(f"Invalid redirect: {redirect_uri or ''} (4,700)")
    if query.errors:
        raise PageError("Invalid request. (4,709)")
    # From here on the app is known to be the one that asks, so that it is told (RFC 6749, 4.1.2.1).
    consent = Consent(app.client_id, redirect_uri, query.get("state"), query.get("code_challenge") or "")
    if query.get("response_type") != "code":
        return _back(consent, error="unsupported_response_type")
    if query.get("code_challenge_method") != "S256" or not CHALLENGE.fullmatch(consent.challenge):
        return _back(consent, error="invalid_request")
    return pages.consent(oauth.new_consent(consent), app.client_id, app.scopes)


def consent(oauth: OAuthState, options: OAuthOptions, form: Form) -> Answer:
    decision = form.get("decision")
    if form.errors or decision not in ("allow", "decline"):
        raise PageError("Invalid request. (4,709)")
    asked = oauth.consents.pop(form.get("consent") or "", None)
    app = oauth.apps.get(asked.client_id) if asked else None
    if not app:
        raise PageError("This page has been used before, or is too old.")
    if asked.device:
        if asked.device.decision is None:
            asked.device.decision = decision
        return pages.device_done(decision == "allow")
    if decision != "allow":
        return _back(asked, error="access_denied")
    return _back(asked, code=oauth.new_code(oauth.new_grant(app), asked, options).token)


def _back(asked: Consent, **parameters: str) -> Answer:
    if asked.state is not None:
        parameters["state"] = asked.state
    separator = "&" if "?" in asked.redirect_uri else "?"
    return redirect_answer(asked.redirect_uri + separator + urlencode(parameters))
