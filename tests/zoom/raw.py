# SPDX-License-Identifier: GPL-2.0-or-later
"""The servers behind the front that play a fault inside TLS: one per certificate, HTTP/1.1 only."""
from __future__ import annotations

import asyncio
import base64
import ssl
import time
from pathlib import Path

import h11

from .front import Connection, Connections

READ_BYTES = 65536


class RawServers:
    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._servers: list[asyncio.Server] = []

    async def start(self, certificates: dict[str, tuple[Path, Path]]) -> dict[str, int]:
        """The loopback port of each, by the kind of its certificate."""
        ports = {}
        for kind, (certificate, key) in certificates.items():
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            context.set_alpn_protocols(["http/1.1"])
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
            self._servers.append(server)
            ports[kind] = server.sockets[0].getsockname()[1]
        return ports

    def close(self) -> None:
        for server in self._servers:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = self._connections.of_backend_port(writer.get_extra_info("peername")[1])
        try:
            if connection:
                await self._play(connection, reader, writer)
        except (OSError, h11.RemoteProtocolError):
            pass  # the client left, or spoke no HTTP: nothing to answer
        finally:
            writer.transport.abort()  # with no close_notify, unless the fault has ended TLS

    async def _play(self, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = connection.fault
        if fault.after == "request" and not await self._read_request(connection, reader):
            return
        writer.write(fault.send)
        remaining = fault.repeat_bytes
        while remaining > 0:
            writer.write(b"x" * min(READ_BYTES, remaining))
            await writer.drain()
            remaining -= READ_BYTES
        await writer.drain()
        if fault.then == "end":
            writer.close()
            await writer.wait_closed()
        if fault.then == "hang":
            while await reader.read(READ_BYTES):
                pass
        connection.end = "reset" if fault.then == "reset" else "close"

    async def _read_request(self, connection: Connection, reader: asyncio.StreamReader) -> bool:
        parser = h11.Connection(h11.SERVER)
        request, content, arrived_s = None, b"", 0.0
        while not isinstance(event := parser.next_event(), h11.EndOfMessage):
            if event is h11.NEED_DATA:
                data = await reader.read(READ_BYTES)
                if not data:
                    return False
                parser.receive_data(data)
            elif isinstance(event, h11.Request):
                request, arrived_s = event, time.monotonic()
            elif isinstance(event, h11.Data):
                content += bytes(event.data)
            else:
                return False
        path, _, query = request.target.decode("latin-1").partition("?")
        journal = self._connections.journal
        entry = journal.add_request(
            connection.entry, arrived_s, method=request.method.decode("ascii"), path=path, query=query,
            http_version=request.http_version.decode("ascii"),
            headers=[[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers],
            body_base64=base64.b64encode(content).decode("ascii"), encoding=None, fields={}, unusual=[],
            tracking_id=None)
        journal.finish_request(entry, "faulted")
        return True
