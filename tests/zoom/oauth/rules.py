# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zoom's OAuth server answers. What comes of a request is in the state when decide() returns.

Facts: Zoom's "OAuth 2.0" and "Server-to-Server OAuth"; RFC 6749, 7009, 7636, 8628.
"""
from __future__ import annotations

from ..http_values import Answer, Request
from . import authorize, device, pages, token
from .answers import OAuthError, PageError
from .forms import MEDIA_TYPE, Form, parse
from .state import OAuthOptions, OAuthState

PREFIX = "/oauth/"
METHODS = {"/oauth/authorize": ("GET",), "/oauth/consent": ("POST",), "/oauth/device": ("GET", "POST"),
           "/oauth/token": ("POST",), "/oauth/devicecode": ("POST",), "/oauth/revoke": ("POST",)}
CLIENTS_PATHS = ("/oauth/token", "/oauth/devicecode", "/oauth/revoke")  # which no browser visits


def read_form(request: Request) -> Form | None:
    """None: the body is no form. Nothing at all is an empty one."""
    if not request.content:
        return Form()
    media_types = [value.partition(";")[0].strip().lower() for value in request.all_of("content-type")]
    return parse(request.content.decode("latin-1")) if media_types == [MEDIA_TYPE] else None


def decide(oauth: OAuthState, options: OAuthOptions, request: Request, form: Form | None) -> Answer:
    """`form` is read_form() of the request, passed in because the journal keeps it too."""
    try:
        return _decide(oauth, options, request, form)
    except OAuthError as error:
        return error.answer
    except PageError as error:
        return pages.error(error.message)


def _decide(oauth: OAuthState, options: OAuthOptions, request: Request, form: Form | None) -> Answer:
    methods = METHODS.get(request.path)
    if not methods:
        raise OAuthError(404, "not_found", "Not Found")
    if request.method not in methods:
        raise OAuthError(405, "invalid_request", f"Request method '{request.method}' is not supported")
    if request.path == "/oauth/authorize":
        return authorize.authorize(oauth, request)
    if request.path == "/oauth/devicecode":
        return device.device_code(oauth, options, request)
    if form is None:
        raise OAuthError(415, "invalid_request", "Content type is not supported")
    if request.path == "/oauth/consent":
        return authorize.consent(oauth, options, form)
    if request.path == "/oauth/device":
        return device.device_page(oauth, request, form)
    if form.errors or request.query or (request.all_of("authorization") and "client_id" in form.values):
        raise OAuthError(400, "invalid_request", "Bad Request")
    if request.path == "/oauth/revoke":
        return token.revoke(oauth, request, form)
    return token.token(oauth, options, request, form)
