# SPDX-License-Identifier: GPL-2.0-or-later
"""How long after OBS has put a new service.json in place the PATCH arrives at the stand-in, with auto-sync on.

Beside the round trip of the same PATCH by the curl command line, over a warm connection too. The promise: a median
under 10 ms and a 95th percentile under 30 ms."""
from __future__ import annotations

import ctypes
import os
import struct
import threading
import time
from pathlib import Path

from measuring import KEY, MEETING, STREAM_URL, dock_in_step, print_row, rounds_from_arguments, stage
from push_time import push_twice_by_curl

from harness.pushes import livestream_path, wait_for_accepted_patch, wait_for_read_back
from harness.wait import wait_until

# after a push: changes that follow one another faster are held back, and more so the longer that goes on
SPACING_S = 0.3
IN_MOVED_TO = 0x80
EVENT_HEAD = struct.Struct("iIII")
EVENTS_BYTES = 64 * 1024


class RenameWatch:
    """When a file of this name was put in place in a directory, by inotify."""

    def __init__(self, directory: Path, name: str) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._name = name.encode()
        self._file = libc.inotify_init1(os.O_CLOEXEC)
        if self._file < 0 or libc.inotify_add_watch(self._file, os.fsencode(directory), IN_MOVED_TO) < 0:
            raise OSError(ctypes.get_errno(), f"inotify of {directory}")
        self.moments_s: list[float] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            events = os.read(self._file, EVENTS_BYTES)
            now_s = time.monotonic()  # the clock of the stand-in's journal
            while events:
                _, _, _, name_bytes = EVENT_HEAD.unpack_from(events)
                end = EVENT_HEAD.size + name_bytes
                if events[EVENT_HEAD.size:end].rstrip(b"\0") == self._name:
                    self.moments_s.append(now_s)
                events = events[end:]


def change(at, obs, renames: RenameWatch, number: int) -> float:
    """One change of the stream key by remote control: milliseconds until its PATCH has arrived."""
    pause_s = time.monotonic() + SPACING_S
    wait_until(lambda: time.monotonic() >= pause_s, "the time between two changes")
    at.zoom.clear_journal()
    seen = len(renames.moments_s)
    obs.websocket.set_stream_service({"server": STREAM_URL, "key": f"{KEY}-{number}"})
    patch = wait_for_accepted_patch(at.zoom, after=0)
    if patch["path"] != livestream_path(MEETING) or patch["fields"]["stream_key"] != f"{KEY}-{number}":
        raise SystemExit(f"not what was to be pushed: {patch['number']}")
    wait_for_read_back(at.zoom, patch)
    wait_until(lambda: len(renames.moments_s) > seen, "to be told of the rename")
    # OBS may save once more: the first is the one that counts
    return (patch["arrived_s"] - renames.moments_s[seen]) * 1000


def main() -> None:
    rounds = rounds_from_arguments(__doc__, default=200)
    with stage() as at, at.obs(auto_sync=True) as obs:
        dock_in_step(obs)
        renames = RenameWatch(obs.home.profile(), "service.json")
        plugin = [change(at, obs, renames, number) for number in range(rounds)]
        obs.quit()
        curl = [push_twice_by_curl(at)[1] for _ in range(rounds)]
    print_row("service.json in place to PATCH", plugin, "curl's warm round trip", curl)


if __name__ == "__main__":
    main()
