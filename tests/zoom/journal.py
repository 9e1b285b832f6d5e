# SPDX-License-Identifier: GPL-2.0-or-later
"""What came in, in order: connections and requests, as JSON values, and waiting for one of them."""
from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from fnmatch import fnmatchcase

Entry = dict[str, object]


def matches(entry: Entry, match: dict[str, object] | None) -> bool:
    """Each member of `match` equals the entry's; "path" may hold the wildcards of a shell, "fields" name some only."""
    for name, wanted in (match or {}).items():
        if name not in entry:
            raise KeyError(f"no journal entry has {name!r}; there are {', '.join(entry)}")
        if name == "path":
            if not fnmatchcase(str(entry[name]), str(wanted)):
                return False
        elif name == "fields":
            if not wanted.items() <= entry[name].items():
                return False
        elif entry[name] != wanted:
            return False
    return True


class Journal:
    def __init__(self) -> None:
        self.requests: list[Entry] = []
        self.connections: list[Entry] = []
        self.connects: list[Entry] = []  # what the CONNECT proxies saw
        self._connection_count = 0
        self._waiters: set[asyncio.Future[None]] = set()

    def add_connection(self, peer: tuple, fault: str | None) -> Entry:
        self._connection_count += 1
        entry: Entry = {"number": self._connection_count, "opened_s": time.monotonic(), "closed_s": None,
                        "peer_port": peer[1], "fault": fault, "requests": 0}
        self.connections.append(entry)
        self.changed()
        return entry

    def add_request(self, connection: Entry | None, arrived_s: float, **members: object) -> Entry:
        if connection is not None:
            connection["requests"] = int(str(connection["requests"])) + 1
        entry: Entry = {"number": len(self.requests) + 1, "arrived_s": arrived_s,
                        "connection": connection["number"] if connection else None, **members,
                        "finished_s": None, "status": None, "outcome": "open"}
        self.requests.append(entry)
        self.changed()
        return entry

    def finish_request(self, entry: Entry, outcome: str, status: int | None = None) -> None:
        """Outcomes: answered, cut (by a script), client_gone (it left first), faulted (a connection's fault)."""
        entry["outcome"] = outcome
        entry["finished_s"] = time.monotonic()
        if status is not None:
            entry["status"] = status
        self.changed()

    def changed(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait_until(self, condition: Callable[[], bool], deadline_s: float) -> bool:
        async def loop() -> None:
            while not condition():
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.add(waiter)
                await waiter

        try:
            await asyncio.wait_for(loop(), deadline_s)
            return True
        except asyncio.TimeoutError:
            return False

    def clear(self) -> None:
        """Forgets requests and CONNECTs; connections stay, since they may be open still."""
        self.requests.clear()
        self.connects.clear()

    def forget(self) -> None:
        """Connections too; one that is open still goes on under its number, and is told of no more."""
        self.clear()
        self.connections.clear()
