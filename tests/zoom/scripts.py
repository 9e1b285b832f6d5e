# SPDX-License-Identifier: GPL-2.0-or-later
"""Scripted answers: data that a test queues, each for the next request that it matches."""
from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import dataclass, field, fields

from .journal import Entry, matches


@dataclass
class Script:
    """Without `status` the request is answered by the rules, after `hold` if that is set."""

    match: dict[str, object] | None = None
    times: int = 1
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: object = ""  # text, {"base64": ...}, or any other JSON value, which is then sent as JSON
    body_bytes: int = 0  # a body of this many bytes instead
    apply: bool = False  # with `status`: store what the rules would have stored, nevertheless
    hold: bool = False  # until released
    never: bool = False  # no answer at all, until the client leaves
    cut: str | None = None  # "close" or "reset" the connection instead of completing the answer
    stall: bool = False  # stop in mid-answer, keep the connection
    after_bytes: int | None = None  # of the body, for `cut` and `stall`; None for `cut`: before any header
    number: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)
    used: int = 0

    def __post_init__(self) -> None:
        if self.cut not in (None, "close", "reset"):
            raise ValueError(f"cut is {self.cut!r}, not close or reset")
        if self.stall and self.after_bytes is None:
            raise ValueError("stall needs after_bytes")
        if (self.stall or self.after_bytes is not None) and self.status is None:
            raise ValueError("an answer that is cut or stalls in its middle needs a status")

    def content(self) -> bytes:
        if self.body_bytes:
            return b"x" * self.body_bytes
        if isinstance(self.body, str):
            return self.body.encode("utf-8")
        if isinstance(self.body, dict) and set(self.body) == {"base64"}:
            return base64.b64decode(self.body["base64"])
        return json.dumps(self.body).encode("utf-8")

    @property
    def is_json(self) -> bool:
        return not self.body_bytes and not isinstance(self.body, str) and not (
            isinstance(self.body, dict) and set(self.body) == {"base64"})


ANSWER_MEMBERS = frozenset(member.name for member in fields(Script)) - {"match", "times", "number", "released", "used"}

MATCH_MEMBERS = frozenset({"method", "path", "query", "http_version", "connection", "encoding", "fields"})


class Scripts:
    def __init__(self) -> None:
        self._queue: list[Script] = []
        self._count = 0
        self._held: dict[int, Script] = {}

    def add(self, answer: dict[str, object], match: dict[str, object] | None, times: int) -> int:
        if unknown := set(answer) - ANSWER_MEMBERS:
            raise ValueError(f"unknown members of answer: {', '.join(sorted(unknown))}")
        if unknown := set(match or {}) - MATCH_MEMBERS:
            raise ValueError(f"unknown members of match: {', '.join(sorted(unknown))}")
        self._count += 1
        script = Script(match=match, times=times, number=self._count, **answer)
        self._queue.append(script)
        if script.hold:
            self._held[script.number] = script
        return script.number

    def take(self, entry: Entry) -> Script | None:
        for script in self._queue:
            if matches(entry, script.match):
                script.used += 1
                if script.used == script.times:
                    self._queue.remove(script)
                return script
        return None

    def release(self, number: int | None) -> None:
        """Lets go what is held by this script, or by all of them, and what it would have held."""
        if number is not None and number not in self._held:
            raise ValueError(f"nothing is held by number {number}")
        for script in [self._held.pop(number)] if number is not None else list(self._held.values()):
            script.released.set()
        if number is None:
            self._held.clear()

    def clear(self) -> None:
        self.release(None)
        self._queue.clear()

    def unused(self) -> int:
        return sum(1 for script in self._queue if script.used == 0)
