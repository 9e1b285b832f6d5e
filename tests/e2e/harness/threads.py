# SPDX-License-Identifier: GPL-2.0-or-later
"""What the threads of OBS do, the plugin's own above all, by what the kernel tells."""
from __future__ import annotations

import contextlib
import re
from pathlib import Path

NAME = "zoom-livestream"

# Where the kernel lets a thread of the plugin sleep that waits for something to do. One that waits for the disk, or for
# a lock on a file, sleeps elsewhere.
RESTS_IN = re.compile("futex|poll")


def context_switches(pid: int) -> dict[str, int]:
    """How often each thread of the plugin has been put to sleep or interrupted so far, by its id and name."""
    found = {}
    for task, name in _tasks(pid):
        lines = (task / "status").read_text().splitlines()
        found[f"{task.name} {name}"] = sum(int(line.split()[1]) for line in lines if "ctxt_switches:" in line)
    return found


def are_at_rest(pid: int) -> bool:
    """Whether all threads of the plugin wait for something to do."""
    for task, _ in _tasks(pid):
        state, place = _state(task), _place(task)
        if state != "S" or place and not RESTS_IN.search(place):
            return False
    return True


def tells_where_they_sleep(pid: int) -> bool:
    """Not every kernel does. Without it a thread that waits for the disk is known by its state alone."""
    return any(_place(task) for task, _ in _tasks(pid))


def described(pid: int) -> str:
    """All threads of that OBS, a line each: its id, state, name, and where in the kernel it sleeps."""
    lines = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            lines.append(f"{task.name} {_state(task)} {_name(task)}: {_place(task)}\n")
        except OSError:
            continue  # it has ended since
    return "".join(lines)


def _state(task: Path) -> str:
    """A letter, as in proc_pid_stat(5)."""
    return re.search(r"^State:\s+(\S)", (task / "status").read_text(), re.MULTILINE)[1]


def _name(task: Path) -> str:
    return (task / "comm").read_text().strip()


def _place(task: Path) -> str:
    """Where in the kernel it sleeps; empty where it runs, or the kernel does not tell."""
    return (task / "wchan").read_text().strip("0")


def _tasks(pid: int) -> list[tuple[Path, str]]:
    """The plugin's threads and their names."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):  # it has ended since
            found.append((task, _name(task)))
    return [(task, name) for task, name in found if name.startswith(NAME)]
