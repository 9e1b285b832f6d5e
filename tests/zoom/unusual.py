# SPDX-License-Identifier: GPL-2.0-or-later
"""What a server may let pass or refuse, yet no correct client sends."""
from __future__ import annotations

from .http_values import Request
from .oauth.forms import Form, parse_query
from .oauth.rules import CLIENTS_PATHS
from .oauth.state import OAuthState
from .oauth.token import GRANT_PARAMETERS

AUTHORIZE_PARAMETERS = ("response_type", "client_id", "redirect_uri", "state", "code_challenge",
                        "code_challenge_method")
REVOKE_PARAMETERS = ("token", "token_type_hint")


def of_any(request: Request) -> list[str]:
    found = []
    names = [name for name, _ in request.headers]
    found += [f"header {name} is there twice" for name in sorted({name for name in names if names.count(name) > 1})]
    if request.content and request.method == "GET":
        found.append("body on GET")
    if "expect" in names:
        found.append("Expect header")
    if "transfer-encoding" in names:
        found.append("chunked body")
    if "user-agent" not in names:
        found.append("no User-Agent")
    return found


def of_api(oauth: OAuthState, request: Request) -> list[str]:
    found = of_any(request)
    if request.query:
        found.append("query string")
    for value in request.all_of("authorization"):
        kind = oauth.kind_of(value.removeprefix("Bearer "))
        if kind not in (None, "access_token") or value.startswith("Basic "):
            found.append(f"{kind or 'Basic authentication'} at the API")
    return found


def of_oauth(request: Request, form: Form | None) -> list[str]:
    found = of_any(request)
    if request.path == "/oauth/authorize":
        query = parse_query(request.query)
        found += query.errors + _unknown(query, AUTHORIZE_PARAMETERS)
        found += [f"no {name}" for name in AUTHORIZE_PARAMETERS if not query.get(name)]
    elif request.path in CLIENTS_PATHS:
        found += _of_client(request, form)
    return found


def _unknown(form: Form, known: tuple[str, ...]) -> list[str]:
    return [f"parameter {name}" for name in form.values if name not in known]


def _of_client(request: Request, form: Form | None) -> list[str]:
    found = [] if request.method == "POST" else [f"{request.method} instead of POST"]
    query = parse_query(request.query)
    found += query.errors
    if request.path == "/oauth/devicecode":
        found += _unknown(query, ("client_id",))
        if request.content:
            found.append("body of devicecode")
    else:
        found += [f"parameter {name} in the query" for name in query.values]
    if form is None:
        found.append("body is no form")
    else:
        found += form.errors + _of_form(request.path, form)
    authorizations = request.all_of("authorization")
    found += ["authentication other than Basic" for value in authorizations if not value.startswith("Basic ")]
    if authorizations and form and ("client_id" in form.values or "client_secret" in form.values):
        found.append("two kinds of client authentication")
    if request.all_of("cookie"):
        found.append("cookie")
    return found


def _of_form(path: str, form: Form) -> list[str]:
    if path == "/oauth/revoke":
        return _unknown(form, (*REVOKE_PARAMETERS, "client_id"))
    if path == "/oauth/token":
        return _unknown(form, ("grant_type", "client_id", *GRANT_PARAMETERS.get(form.get("grant_type") or "", ())))
    return []
