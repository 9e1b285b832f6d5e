# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages that a person sees. Their ids (allow, decline, user_code, continue, error, done) are for tests."""
from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..http_values import Answer
from .answers import html_answer


def consent(number: str, client_id: str, scopes: Iterable[str]) -> Answer:
    listed = "".join(f"<li>{escape(scope)}</li>" for scope in sorted(scopes))
    return html_answer(200, "You are about to add an app", f"""<p>The app <b id="app">{escape(client_id)}</b> asks
for:</p>
<ul id="scopes">{listed}</ul>
<form method="post" action="/oauth/consent"><input type="hidden" name="consent" value="{escape(number)}">
<button id="allow" name="decision" value="allow">Allow</button>
<button id="decline" name="decision" value="decline">Decline</button></form>""")


def device(typed: str, wrong: bool = False) -> Answer:
    told = '<p id="error" role="alert">This code is wrong, or it has expired.</p>\n' if wrong else ""
    return html_answer(200, "Connect a device", f"""{told}<form method="post" action="/oauth/device">
<label for="user_code">Code</label> <input id="user_code" name="user_code" autocomplete="off" value="{escape(typed)}">
<button id="continue">Continue</button></form>""")


def device_done(allowed: bool) -> Answer:
    return html_answer(200, "Device connected" if allowed else "Request declined",
                       '<p id="done">You may close this page.</p>')


def error(message: str) -> Answer:
    return html_answer(400, "Invalid request", f'<p id="error" role="alert">{escape(message)}</p>')
