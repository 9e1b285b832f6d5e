# SPDX-License-Identifier: GPL-2.0-or-later
"""Answers of the OAuth server, and the refusals that its rules raise."""
from __future__ import annotations

import html
import json

from ..http_values import Answer

NEVER_STORED = {"cache-control": "no-store", "pragma": "no-cache"}


class OAuthError(Exception):
    """As RFC 6749, 5.2, with Zoom's "reason". `unusual`: no correct client gets there."""

    def __init__(self, status: int, error: str, reason: str, unusual: str | None = None) -> None:
        super().__init__(reason)
        self.answer = json_answer(status, {"reason": reason, "error": error})
        if unusual:
            self.answer.unusual.append(unusual)


class PageError(Exception):
    """Told to the person in the browser, who is not sent anywhere."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def json_answer(status: int, value: object) -> Answer:
    return Answer(status, json.dumps(value).encode("ascii"),
                  {"content-type": "application/json;charset=UTF-8", **NEVER_STORED})


def html_answer(status: int, title: str, content: str) -> Answer:
    """`content` is HTML already."""
    page = (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
            f'<link rel="icon" href="data:,"></head>\n<body><h1>{html.escape(title)}</h1>\n{content}\n</body></html>\n')
    return Answer(status, page.encode("utf-8"),
                  {"content-type": "text/html;charset=UTF-8", "referrer-policy": "no-referrer", **NEVER_STORED})


def redirect_answer(uri: str) -> Answer:
    return Answer(302, b"", {"location": uri, "referrer-policy": "no-referrer", **NEVER_STORED})
