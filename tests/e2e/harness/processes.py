# SPDX-License-Identifier: GPL-2.0-or-later
"""Child processes that cannot outlive the test run."""
from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

# The kernel ends the child when the test run itself is killed; what exec follows keeps this setting.
DIES_WITH_THE_TESTS = ["setpriv", "--pdeathsig", "KILL", "--"]


def start(command: list[str], **options) -> subprocess.Popen:
    """Popen in a session of its own, so that stop() reaches what the command starts in turn."""
    return subprocess.Popen(DIES_WITH_THE_TESTS + command, start_new_session=True, **options)


def stop(process: subprocess.Popen, deadline_s: float = 10.0) -> None:
    """Ask to end, then force; the whole group is gone afterwards."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(deadline_s)
        except subprocess.TimeoutExpired:
            pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait(deadline_s)


def descendants(pid: int) -> list[int]:
    """`pid` and everything below it, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text(errors="replace")
        except OSError:
            continue
        parent = int(stat.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        current = todo.pop(0)
        found.append(current)
        todo += children.get(current, [])
    return found


def deadlocked_forks(pid: int) -> list[int]:
    """Children of `pid` that run its program still, and wait for a lock that no other thread of theirs can ever release.
    Where the kernel does not tell that, none."""
    found = []
    for child in map(int, _told(f"/proc/{pid}/task/{pid}/children").split()):
        try:
            is_alone = len(os.listdir(f"/proc/{child}/task")) == 1
            is_fork = os.readlink(f"/proc/{child}/exe") == os.readlink(f"/proc/{pid}/exe")
        except OSError:
            continue  # it has ended since
        if is_alone and is_fork and "futex" in _told(f"/proc/{child}/wchan"):
            found.append(child)
    return found


def _told(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def with_environment_text(text: str) -> dict[int, str]:
    """Live processes (pid: command line) whose environment contains `text`; the caller's own is left out."""
    needle, found = text.encode(), {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if needle in (entry / "environ").read_bytes():
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
    return found
