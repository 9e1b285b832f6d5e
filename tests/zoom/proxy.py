# SPDX-License-Identifier: GPL-2.0-or-later
"""A plain HTTP CONNECT proxy with a journal, to see that the system's proxy is honoured."""
from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import time

from .journal import Entry, Journal

HEAD_MAX_BYTES = 65536
REALM = "stand-in"
NONCE = "6b1f0c"
CHALLENGES = {"Basic": f'Basic realm="{REALM}"', "Negotiate": "Negotiate",
              "Digest": f'Digest realm="{REALM}", nonce="{NONCE}", qop="auth", algorithm=MD5'}


def _md5(text: str) -> str:
    return hashlib.md5(text.encode("utf-8")).hexdigest()


class Proxy:
    """`resolve` maps a host name to the address to connect to, for names that only the proxy knows. `ways` are those
    to log in that it offers, of Basic, Digest and Negotiate, in that order; it takes no Negotiate."""

    def __init__(self, journal: Journal, user: str | None = None, password: str | None = None,
                 resolve: dict[str, str] | None = None, ways: tuple[str, ...] = ("Basic",)) -> None:
        self._journal = journal
        self._login = None if user is None else (user, password or "")
        self._ways = ways
        self._resolve = resolve or {}
        self._server: asyncio.Server | None = None

    async def start(self, address: str) -> int:
        self._server = await asyncio.start_server(self._serve, address, 0, limit=HEAD_MAX_BYTES)
        return self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one_request(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass  # the client has gone, or speaks no HTTP
        finally:
            writer.close()

    async def _one_request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether another request may follow on this connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        status = self._status(method, target, headers)
        entry: Entry = {
            "number": len(self._journal.connects) + 1, "arrived_s": time.monotonic(), "method": method,
            "target": target, "headers": {name: value for name, value in headers.items() if name}, "status": status}
        self._journal.connects.append(entry)
        self._journal.changed()
        if status == 407:
            challenges = "".join(f"proxy-authenticate: {CHALLENGES[way]}\r\n" for way in self._ways)
            writer.write(f"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n{challenges}\r\n".encode())
            await writer.drain()
            return True
        if status == 405:
            writer.write(b"HTTP/1.1 405 Method Not Allowed\r\nallow: CONNECT\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()
            return False
        await self._tunnel(entry, reader, writer)
        return False

    def _status(self, method: str, target: str, headers: dict[str, str]) -> int:
        if self._login and not self._is_login(method, target, headers.get("proxy-authorization", "")):
            return 407
        return 200 if method == "CONNECT" else 405

    def _is_login(self, method: str, target: str, header: str) -> bool:
        way, _, given = header.partition(" ")
        if way not in self._ways:
            return False
        if way == "Basic":
            return given == base64.b64encode(":".join(self._login).encode("utf-8")).decode("ascii")
        parts = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
        user, password = self._login
        secret = _md5(f"{user}:{REALM}:{password}")
        expected = _md5(f"{secret}:{NONCE}:{parts.get('nc')}:{parts.get('cnonce')}:auth:{_md5(f'{method}:{target}')}")
        return parts.get("username") == user and parts.get("response") == expected

    async def _tunnel(self, entry: Entry, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = str(entry["target"]).rpartition(":")
        host = host.strip("[]")
        try:
            upstream_reader, upstream_writer = await asyncio.open_connection(self._resolve.get(host, host), int(port))
        except OSError:
            entry["status"] = 502
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()
            return
        try:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            tasks = {asyncio.create_task(_copy(reader, upstream_writer)),
                     asyncio.create_task(_copy(upstream_reader, writer))}
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            upstream_writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
