# SPDX-License-Identifier: GPL-2.0-or-later
"""The public TCP port: hands each new connection to the HTTP server, or to the fault that is set."""
from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time

from .faults import Fault
from .journal import Entry, Journal

PUMP_BYTES = 65536
# Each turn of the event loop moves what is under way one stage on: socket, reader, pump, socket.
SETTLE_TURNS = 20


class Connection:
    """One client. What ends it is decided by `end`, once all that the backend had sent has gone out."""

    def __init__(self, entry: Entry, fault: Fault | None, writer: asyncio.StreamWriter) -> None:
        self.entry = entry
        self.fault = fault
        self.end = "close"
        self.bytes_from_backend = 0
        self.gone = asyncio.Event()
        self._writer = writer
        self._grown = asyncio.Event()

    def forwarded(self, count: int) -> None:
        self.bytes_from_backend += count
        self._grown.set()

    async def wait_forwarded(self, total_bytes: int) -> None:
        """Until that many bytes have gone out since the connection began, or it is gone."""
        while self.bytes_from_backend < total_bytes and not self.gone.is_set():
            self._grown.clear()
            await self._grown.wait()

    async def settle(self) -> None:
        """Until what the servers of this process have written before has gone out, handshakes included."""
        for _ in range(SETTLE_TURNS):
            await asyncio.sleep(0)

    def cut(self, how: str) -> None:
        if how == "reset":
            linger_for_no_time = struct.pack("ii", 1, 0)
            self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_for_no_time)
            self._writer.transport.abort()
        elif how == "close":
            self._writer.close()
        else:
            raise ValueError(f"a connection ends by close or reset, not {how!r}")

    def left(self) -> None:
        self.gone.set()
        self._grown.set()


class Connections:
    """All connections of all fronts, and which one a backend's peer port belongs to."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.open: set[Connection] = set()
        self._by_backend_port: dict[int, Connection] = {}

    def of_backend_port(self, port: int) -> Connection | None:
        return self._by_backend_port.get(port)

    def drop(self, how: str) -> None:
        for connection in list(self.open):
            connection.cut(how)

    @contextlib.asynccontextmanager
    async def backend(self, connection: Connection, port: int):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        own_port = writer.get_extra_info("sockname")[1]
        self._by_backend_port[own_port] = connection
        try:
            yield reader, writer
        finally:
            writer.close()
            self._by_backend_port.pop(own_port, None)


class Front:
    """One public port. It stays reserved by a bound socket that does not listen while nobody listens on it."""

    def __init__(self, address: str, connections: Connections, backend_ports: dict[str, int]) -> None:
        self._connections = connections
        self._backend_ports = backend_ports  # "http", and one per certificate for the faults
        self._address = address
        self._reserved = self._bind(0)
        self.port: int = self._reserved.getsockname()[1]
        self._server: asyncio.Server | None = None
        self._full: list[socket.socket] = []
        self._fault: tuple[str, Fault] | None = None
        self._times = 0

    def _bind(self, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._address else socket.AF_INET
        # named, because asyncio switches the 40 ms of Nagle's algorithm off only where it reads that this is TCP
        bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        bound.bind((self._address, port))
        bound.setblocking(False)
        return bound

    async def set_fault(self, kind: str | None, fault: Fault | None, times: int = 0) -> None:
        """For the next `times` connections, or (0) all from now on. None: the HTTP server again."""
        listen = fault.listen if fault else "open"
        if listen != "open" and times:
            raise ValueError("how often a client tries to connect cannot be counted: no times for this fault")
        self._fault = (kind or "", fault) if fault else None
        self._times = times
        if listen == "open":
            if not self._server:
                listener = self._bind(self.port)
                self._server = await asyncio.start_server(self._accepted, sock=listener, backlog=128)
            self._close_full()  # last, because who connects while nobody listens is refused
        else:
            self._stop_listening()
            if listen == "full":
                self._fill_backlog()

    def _stop_listening(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        self._close_full()

    def _close_full(self) -> None:
        while self._full:
            self._full.pop().close()

    def _fill_backlog(self) -> None:
        listener = self._bind(self.port)
        listener.listen(0)  # which leaves room for one
        filler = socket.create_connection((self._address, self.port))
        self._full = [listener, filler]

    def close(self) -> None:
        self._stop_listening()
        self._reserved.close()

    def _next_fault(self) -> tuple[str | None, Fault | None]:
        if not self._fault:
            return None, None
        kind, fault = self._fault
        if self._times:
            self._times -= 1
            if not self._times:
                self._fault = None
        return kind, fault

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind, fault = self._next_fault()
        journal = self._connections.journal
        entry = journal.add_connection(writer.get_extra_info("peername"), kind)
        connection = Connection(entry, fault, writer)
        writer.transport.set_write_buffer_limits(high=0)  # drained means: with the kernel
        self._connections.open.add(connection)
        try:
            if fault and not fault.certificate:
                await self._play(connection, reader, writer)
            else:
                backend = self._backend_ports[fault.certificate if fault else "http"]
                await self._pipe(connection, reader, writer, backend)
        except OSError:
            pass  # the client has gone, in whichever way
        finally:
            self._connections.open.discard(connection)
            connection.left()
            entry["closed_s"] = time.monotonic()
            journal.changed()
            writer.close()

    async def _play(self, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = connection.fault
        if fault.send or fault.repeat_bytes:
            writer.write(fault.send + b"x" * fault.repeat_bytes)
            await writer.drain()
        if fault.then == "hang":
            while await reader.read(PUMP_BYTES):
                pass
        else:
            connection.cut("reset" if fault.then == "reset" else "close")

    async def _pipe(self, connection: Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
                    backend_port: int) -> None:
        async with self._connections.backend(connection, backend_port) as (backend_reader, backend_writer):
            upward = asyncio.create_task(_pump(reader, backend_writer))
            downward = asyncio.create_task(_pump(backend_reader, writer, connection.forwarded))
            try:
                await asyncio.wait({upward, downward}, return_when=asyncio.FIRST_COMPLETED)
                if downward.done():
                    connection.cut(connection.end)
            finally:
                for task in (upward, downward):
                    task.cancel()
                await asyncio.gather(upward, downward, return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count=lambda _: None) -> None:
    while True:
        try:
            data = await reader.read(PUMP_BYTES)
        except ConnectionResetError:
            data = b""
        if not data:
            return
        writer.write(data)
        await writer.drain()
        count(len(data))
