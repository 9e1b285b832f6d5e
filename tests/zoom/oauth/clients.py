# SPDX-License-Identifier: GPL-2.0-or-later
"""Which app a request comes from (RFC 6749, 2.3): HTTP Basic, or client_id alone for an app without a secret."""
from __future__ import annotations

import base64
import binascii

from ..http_values import Request
from .answers import OAuthError
from .forms import Form
from .state import App, OAuthState


def _refused() -> OAuthError:
    return OAuthError(401, "invalid_client", "Invalid client_id or client_secret")


def basic_credentials(request: Request) -> tuple[str, str] | None:
    """None: there is no such header, or none that can be read."""
    sent = request.all_of("authorization")
    if len(sent) != 1 or not sent[0].startswith("Basic "):
        return None
    try:
        credentials = base64.b64decode(sent[0][len("Basic "):], validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    client_id, colon, secret = credentials.partition(":")
    return (client_id, secret) if colon else None


def authenticate(oauth: OAuthState, request: Request, form: Form) -> App:
    """`form` has the client_id of a public app: the body's, or the query's of a device."""
    if "client_secret" in form.values:
        raise OAuthError(400, "invalid_request", "Bad Request")
    if request.all_of("authorization"):
        app = _confidential(oauth, request)
    else:
        app = oauth.apps.get(form.get("client_id") or "")
        if not app or app.client_secret is not None:
            raise _refused()
    if not app.active:
        raise OAuthError(400, "unauthorized_client", "The app has been disabled")
    return app


def _confidential(oauth: OAuthState, request: Request) -> App:
    credentials = basic_credentials(request)
    app = oauth.apps.get(credentials[0]) if credentials else None
    if not app or app.client_secret is None or app.client_secret != credentials[1]:
        raise _refused()
    return app
