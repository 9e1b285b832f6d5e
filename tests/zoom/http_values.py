# SPDX-License-Identifier: GPL-2.0-or-later
"""A request and its answer, as values."""
from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: tuple[tuple[str, str], ...]  # names in lower case
    content: bytes
    query: str = ""

    def all_of(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header == name]


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    unusual: list[str] = field(default_factory=list)  # what turned out about the request while it was answered
