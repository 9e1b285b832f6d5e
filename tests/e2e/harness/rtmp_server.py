# SPDX-License-Identifier: GPL-2.0-or-later
"""A real RTMP server, which takes one stream after the other and throws them away."""
from __future__ import annotations

from pathlib import Path

from . import ports, processes
from .wait import wait_until

ONE_AFTER_THE_OTHER = 'while :; do ffmpeg -nostdin -loglevel quiet -listen 1 -i "$0/any" -f null -; done'


class RtmpServer:
    """A context manager that ends it."""

    def __init__(self, log: Path) -> None:
        self._port = ports.claim()
        self.url = f"rtmp://127.0.0.1:{self._port}/live"
        with log.open("wb") as output:
            self._process = processes.start(["bash", "-c", ONE_AFTER_THE_OTHER, self.url], stdout=output, stderr=output)

    def __enter__(self) -> RtmpServer:
        self.wait_until_listening()
        return self

    def __exit__(self, *_: object) -> None:
        self.break_off()

    def wait_until_listening(self) -> None:
        """Until it takes the next stream: it does so once the one before has ended."""
        wait_until(lambda: self._listens(), f"a server at {self.url}")

    def _listens(self) -> bool:
        return any(f":{self._port:04X} 00000000:0000 0A" in line for line in Path("/proc/net/tcp").read_text().splitlines())

    def break_off(self) -> None:
        """It is gone in the middle of a stream, and takes no other one."""
        processes.stop(self._process)
