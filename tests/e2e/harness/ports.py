# SPDX-License-Identifier: GPL-2.0-or-later
"""TCP ports for programs that are told theirs before they listen."""
from __future__ import annotations

import random
import socket

# Below the range from which the kernel takes ports for outgoing connections.
FIRST, END = 20000, 32000

# Each lasts as long as this process. An abstract name is known in just that network in which the port is.
_claims: list[socket.socket] = []


def claim() -> int:
    """A port on which nobody listens, and which no other test takes: one that has claimed it may listen later."""
    while True:
        port = random.randrange(FIRST, END)
        mark = socket.socket(socket.AF_UNIX)
        with socket.socket() as probe:
            try:
                mark.bind(f"\0a port of the tests: {port}")
                probe.bind(("", port))
            except OSError:
                mark.close()
                continue
        _claims.append(mark)
        return port
