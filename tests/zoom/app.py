# SPDX-License-Identifier: GPL-2.0-or-later
"""The ASGI application: journals each request, and answers it by a script or by the rules."""
from __future__ import annotations

import asyncio
import base64
import time
import uuid
from wsgiref.handlers import format_date_time

from . import bodies, unusual
from .front import Connection, Connections
from .http_values import Answer, Request
from .journal import Entry
from .oauth import rules as oauth_rules
from .oauth.forms import Form
from .rules import decide
from .scripts import Script, Scripts
from .state import State

CHUNK_BYTES = 65536


class App:
    def __init__(self, state: State, scripts: Scripts, connections: Connections) -> None:
        self._state = state
        self._scripts = scripts
        self._connections = connections
        self._journal = connections.journal

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            raise ValueError(f"not a protocol of Zoom's API: {scope['type']}")

    async def _http(self, scope, receive, send) -> None:
        arrived_s = time.monotonic()
        connection = self._connections.of_backend_port(scope["client"][1])
        if connection is None:
            return  # it has ended meanwhile
        content, complete = await _read_content(receive, connection)
        request = Request(scope["method"], scope["raw_path"].decode("latin-1"),
                          tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]),
                          content, scope["query_string"].decode("latin-1"))
        body: bodies.Body | Form | None
        if request.path.startswith(oauth_rules.PREFIX):
            body = oauth_rules.read_form(request)
            encoding, fields = "form" if body and content else None, dict(body.values) if body else {}
            found = unusual.of_oauth(request, body)
        else:
            body = bodies.parse((request.all_of("content-type") or [""])[0], content) if content else bodies.Body()
            encoding, fields = body.encoding, body.fields
            found = unusual.of_api(self._state.oauth, request)
        entry = self._journal.add_request(
            connection.entry, arrived_s, method=request.method, path=request.path, query=request.query,
            http_version=scope["http_version"],
            headers=[list(header) for header in request.headers],
            body_base64=base64.b64encode(content).decode("ascii"), encoding=encoding, fields=fields,
            unusual=found, tracking_id=f"v=2.0;clid=aw1;rid=WEB_{uuid.uuid4().hex}")
        if not complete:
            self._journal.finish_request(entry, "client_gone")
            return
        gone = asyncio.create_task(_until_gone(receive, connection))
        try:
            await self._answer(request, body, entry, connection, gone, send)
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)

    async def _answer(self, request: Request, body: bodies.Body | Form | None, entry: Entry, connection: Connection,
                      gone: asyncio.Task, send) -> None:
        script = self._scripts.take(entry)
        if script and script.hold and not await _first(asyncio.create_task(script.released.wait()), gone):
            self._journal.finish_request(entry, "client_gone")
            return
        if script and script.never:
            await gone
            self._journal.finish_request(entry, "client_gone")
            return
        answer = self._scripted(script) if script and script.status is not None else None
        if not script or script.apply or (answer is None and not script.cut):
            decided = self._decide(request, body)
            entry["unusual"] += decided.unusual
            answer = answer or decided
        if script and script.cut and script.after_bytes is None:
            connection.cut(script.cut)
            self._journal.finish_request(entry, "cut")
            return
        answer.headers.setdefault("x-zm-trackingid", str(entry["tracking_id"]))
        answer.headers.setdefault("date", format_date_time(self._state.oauth.date_s()))
        if script and script.after_bytes is not None:
            await self._answer_in_part(answer, script, entry, connection, gone, send)
        else:
            await self._answer_whole(answer, entry, gone, send)

    def _decide(self, request: Request, body: bodies.Body | Form | None) -> Answer:
        """What comes of it is in the state, too."""
        if request.path.startswith(oauth_rules.PREFIX):
            return oauth_rules.decide(self._state.oauth, self._state.oauth_options, request, body)
        decision = decide(self._state, request, body)
        if decision.store_in is not None:
            self._state.store(decision.store_in, decision.fields)
        if decision.live_in is not None:
            self._state.change_live(decision.live_in, decision.live.action, decision.live.settings,
                                    self._state.oauth.now_s())
        return decision.answer

    @staticmethod
    def _scripted(script: Script) -> Answer:
        headers = {name.lower(): value for name, value in script.headers.items()}
        if script.is_json:
            headers.setdefault("content-type", "application/json;charset=UTF-8")
        return Answer(script.status, script.content(), headers)

    async def _answer_whole(self, answer: Answer, entry: Entry, gone: asyncio.Task, send) -> None:
        entry["status"] = answer.status
        await _start(answer, send)
        for offset in range(0, len(answer.body), CHUNK_BYTES):
            await send({"type": "http.response.body", "body": answer.body[offset:offset + CHUNK_BYTES],
                        "more_body": True})
        # Answered is told before the last piece leaves, so that whoever saw the answer finds it told.
        self._journal.finish_request(entry, "client_gone" if gone.done() else "answered")
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _answer_in_part(self, answer: Answer, script: Script, entry: Entry, connection: Connection,
                              gone: asyncio.Task, send) -> None:
        entry["status"] = answer.status
        await connection.settle()
        before = connection.bytes_from_backend
        await _start(answer, send)
        await send({"type": "http.response.body", "body": b"", "more_body": True})
        await connection.wait_forwarded(before + 1)
        before = connection.bytes_from_backend
        await send({"type": "http.response.body", "body": answer.body[:script.after_bytes], "more_body": True})
        await connection.wait_forwarded(before + min(script.after_bytes, len(answer.body)))
        if script.cut:
            connection.cut(script.cut)
        await gone
        self._journal.finish_request(entry, "cut" if script.cut else "client_gone")


async def _start(answer: Answer, send) -> None:
    headers = dict(answer.headers)
    if answer.status not in (204, 304):
        headers.setdefault("content-length", str(len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status,
                "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]})


async def _read_content(receive, connection: Connection) -> tuple[bytes, bool]:
    """What came of the body, and whether that is all of it."""
    content, more = b"", True
    gone = asyncio.create_task(connection.gone.wait())
    while more:
        message_task = asyncio.create_task(receive())
        if not await _first(message_task, gone):
            break
        message = message_task.result()
        if message["type"] == "http.disconnect":
            break
        content += message["body"]
        more = message["more_body"]
    gone.cancel()
    return content, not more


async def _until_gone(receive, connection: Connection) -> None:
    """By a reset of its stream or the end of its connection, of which older hypercorns do not tell."""

    async def disconnected() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    tasks = [asyncio.create_task(disconnected()), asyncio.create_task(connection.gone.wait())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _first(wanted: asyncio.Task, gone: asyncio.Task) -> bool:
    """Whether what was wanted has come; otherwise the client has left before."""
    await asyncio.wait({wanted, gone}, return_when=asyncio.FIRST_COMPLETED)
    came = wanted.done()
    wanted.cancel()
    return came
