# SPDX-License-Identifier: GPL-2.0-or-later
"""The control channel: one JSON object per line on a Unix socket, one line back for each."""
from __future__ import annotations

import asyncio
import copy
import json
import os
import socket
from dataclasses import asdict, fields, replace
from pathlib import Path

from .faults import named
from .front import Connections, Front
from .journal import matches
from .oauth.state import OAuthOptions
from .proxy import Proxy
from .scripts import Scripts
from .state import Broadcast, State
from .users import User

LINE_MAX_BYTES = 512 * 1024 * 1024
SOCKET_NAME = "control.sock"


def control_socket(directory: Path, use: str) -> socket.socket:
    """Bound ("bind") or connected ("connect"). Goes by the open directory: paths of sockets are short."""
    there = os.open(directory, os.O_PATH | os.O_DIRECTORY)
    control = socket.socket(socket.AF_UNIX)
    try:
        getattr(control, use)(f"/proc/self/fd/{there}/{SOCKET_NAME}")
    except BaseException:
        control.close()
        raise
    finally:
        os.close(there)
    return control


class Control:
    """Each `do_` method is a command; its parameters are the members of the line."""

    def __init__(self, state: State, scripts: Scripts, connections: Connections, front: Front, address: str,
                 backend_ports: dict[str, int]) -> None:
        self._state = state
        self._at_start = copy.deepcopy(state)
        self._scripts = scripts
        self._connections = connections
        self._journal = connections.journal
        self._front = front
        self._address = address
        self._backend_ports = backend_ports
        self._fault_fronts: list[Front] = []
        self._proxies: list[Proxy] = []
        self._server: asyncio.Server | None = None

    async def start(self, directory: Path) -> None:
        bound = control_socket(directory, "bind")
        os.chmod(directory / SOCKET_NAME, 0o600)
        self._server = await asyncio.start_unix_server(self._serve, sock=bound, limit=LINE_MAX_BYTES)

    def close(self) -> None:
        if self._server:
            self._server.close()
        self._close_what_was_added()

    def _close_what_was_added(self) -> None:
        for closable in [*self._fault_fronts, *self._proxies]:
            closable.close()
        self._fault_fronts.clear()
        self._proxies.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(await self._command(json.loads(line))).encode("ascii") + b"\n")
                await writer.drain()
        except OSError:
            pass  # the test has gone
        finally:
            writer.close()

    async def _command(self, members: dict[str, object]) -> dict[str, object]:
        try:
            command = getattr(self, f"do_{members.pop('command')}")
            return {"result": await command(**members)}
        except (AttributeError, KeyError, TypeError, ValueError, OSError) as error:
            return {"error": f"{type(error).__name__}: {error}"}

    async def do_reset(self, drop_connections: bool) -> None:
        if drop_connections:
            self._connections.drop("close")
        self._scripts.clear()
        self._state.become(copy.deepcopy(self._at_start))
        self._close_what_was_added()
        await self._front.set_fault(None, None)
        self._journal.forget()

    async def do_add_broadcast(self, **members) -> None:
        self._state.add_broadcast(Broadcast(**members))

    async def do_add_token(self, token: str, scopes: list[str] | None = None, expired: bool = False) -> None:
        self._state.add_token(token, scopes, expired)

    async def do_options(self, **changes) -> dict[str, object]:
        names = {member.name for member in fields(OAuthOptions)}
        oauth_changes = {name: changes.pop(name) for name in list(changes) if name in names}
        self._state.options = replace(self._state.options, **changes)
        self._state.oauth_options = replace(self._state.oauth_options, **oauth_changes)
        return {**asdict(self._state.options), **asdict(self._state.oauth_options)}

    async def do_add_app(self, **members) -> None:
        self._state.add_app(**members)

    async def do_clear_apps(self) -> None:
        self._state.oauth.clear()

    async def do_revoke_app(self, client_id: str) -> None:
        self._state.oauth.revoke_app(client_id)

    async def do_expire(self, kind: str) -> None:
        self._state.oauth.expire(kind)

    async def do_tokens(self) -> list[dict[str, str]]:
        return self._state.oauth.tokens()

    async def do_set_clock_skew(self, seconds: float) -> None:
        self._state.oauth.clock_skew_s = seconds

    async def do_set_user(self, **members) -> None:
        self._state.user = User(**{name: value for name, value in members.items() if value is not None})

    async def do_configuration(self, kind: str, id: int) -> dict[str, str] | None:
        return self._broadcast(kind, id).configuration

    async def do_configure(self, kind: str, id: int, fields: dict[str, str] | None) -> None:
        self._state.configure(self._broadcast(kind, id).id, fields)

    async def do_run(self, kind: str, id: int, status: str, in_practice: bool) -> None:
        self._state.run(self._broadcast(kind, id).id, status, in_practice)

    async def do_livestream(self, kind: str, id: int) -> dict[str, object]:
        broadcast = self._broadcast(kind, id)
        return {"is_live": broadcast.is_live, "settings": broadcast.live_settings}

    async def do_set_live(self, kind: str, id: int, is_live: bool) -> None:
        self._broadcast(kind, id).is_live = is_live

    def _broadcast(self, kind: str, id: int) -> Broadcast:
        broadcast = self._state.broadcasts.get(id)
        if not broadcast or broadcast.kind != kind:
            raise KeyError(f"there is no {kind} {id}")
        return broadcast

    async def do_script(self, answer: dict[str, object], match: dict[str, object] | None, times: int) -> int:
        return self._scripts.add(answer, match, times)

    async def do_release(self, number: int | None) -> None:
        self._scripts.release(number)

    async def do_clear_scripts(self) -> None:
        self._scripts.clear()

    async def do_unused_scripts(self) -> int:
        return self._scripts.unused()

    async def do_fault(self, kind: str | None, times: int, changes: dict[str, object]) -> None:
        await self._front.set_fault(kind, named(kind, changes) if kind else None, times)

    async def do_fault_port(self, kind: str, changes: dict[str, object]) -> int:
        front = Front(self._address, self._connections, self._backend_ports)
        self._fault_fronts.append(front)
        await front.set_fault(kind, named(kind, changes))
        return front.port

    async def do_drop_connections(self, how: str) -> None:
        self._connections.drop(how)

    async def do_journal(self) -> dict[str, object]:
        return {"requests": self._journal.requests, "connections": self._journal.connections,
                "connects": self._journal.connects}

    async def do_clear_journal(self) -> None:
        self._journal.clear()

    async def do_wait(self, what: str, count: int, match: dict[str, object] | None, deadline_s: float,
                      after: int) -> object:
        def found() -> list[dict[str, object]]:
            entries = {"requests": self._journal.requests, "connections": self._journal.connections,
                       "connects": self._journal.connects}[what]
            return [entry for entry in entries if matches(entry, match) and (not after or entry["number"] > after)]

        if not await self._journal.wait_until(lambda: len(found()) >= count, deadline_s):
            raise ValueError(f"{len(found())} of {count} {what} like {match} after {after} within {deadline_s} s")
        return found()

    async def do_start_proxy(self, user: str | None, password: str | None, resolve: dict[str, str],
                             ways: list[str]) -> int:
        proxy = Proxy(self._journal, user, password, resolve, tuple(ways))
        self._proxies.append(proxy)
        return await proxy.start(self._address)
