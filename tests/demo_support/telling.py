# SPDX-License-Identifier: GPL-2.0-or-later
"""What reached the stand-in, in words for a terminal."""
from __future__ import annotations

from .job import Job

SHOWN_END_CHARACTERS = 4
# As in the dock: of a shorter key, the end would tell too much.
SHOWN_FROM_CHARACTERS = 16


def masked(key: str) -> str:
    end = key[-SHOWN_END_CHARACTERS:] if len(key) >= SHOWN_FROM_CHARACTERS else ""
    return f"••••{end} ({len(key)} characters)"


def request_lines(entry: dict) -> str:
    """A journal entry: the call, its answer, and the values that a push carries."""
    form = f", {entry['encoding']}" if entry["encoding"] else ""
    lines = [f"{entry['method']} {entry['path']}  (HTTP/{entry['http_version']}{form})  answered {entry['status']}"]
    for name, value in entry["fields"].items():
        lines.append(f"    {name:<11} {masked(value) if name == 'stream_key' else value}")
    return "\n".join("  " + line for line in lines)


def is_push(entry: dict) -> bool:
    """An accepted one, of whatever values."""
    return entry["method"] == "PATCH" and entry["status"] == 204


def is_push_of(entry: dict, job: Job) -> bool:
    """With whatever else the plugin sends beside these."""
    wanted = {"stream_url": job.server, "stream_key": job.stream_key, "page_url": job.page_url}
    return is_push(entry) and wanted.items() <= entry["fields"].items()
