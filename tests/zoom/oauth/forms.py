# SPDX-License-Identifier: GPL-2.0-or-later
"""Queries and bodies of application/x-www-form-urlencoded, read strictly."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

MEDIA_TYPE = "application/x-www-form-urlencoded"
# RFC 1866 and the URL standard: all else is percent-encoded.
ENCODED = re.compile(r"(?:[A-Za-z0-9*._~+-]|%[0-9A-Fa-f]{2})*")
# Browsers and people leave more as it is in a query, as RFC 3986 allows.
ENCODED_IN_QUERY = re.compile(r"(?:[A-Za-z0-9*._~+!$'(),;:@/?-]|%[0-9A-Fa-f]{2})*")


@dataclass
class Form:
    values: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Empty is as good as not sent (RFC 6749, 3.2)."""
        return self.values.get(name) or None


def parse(text: str, encoded: re.Pattern[str] = ENCODED) -> Form:
    form = Form()
    for pair in text.split("&") if text else []:
        name, equals, value = pair.partition("=")
        if not (name and equals and encoded.fullmatch(name) and encoded.fullmatch(value)):
            form.errors.append("malformed form")
            continue
        try:
            name, value = unquote_plus(name, errors="strict"), unquote_plus(value, errors="strict")
        except UnicodeDecodeError:
            form.errors.append("form is not UTF-8")
            continue
        if name in form.values:
            form.errors.append(f"parameter {name} is there twice")
        elif not value:
            form.errors.append(f"parameter {name} is empty")
        form.values.setdefault(name, value)
    return form


def parse_query(text: str) -> Form:
    return parse(text, ENCODED_IN_QUERY)
