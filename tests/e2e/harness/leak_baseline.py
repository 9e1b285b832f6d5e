# SPDX-License-Identifier: GPL-2.0-or-later
"""What OBS leaks without the plugin: OBS 29 does where SetStreamServiceSettings changes the service's type, for one.

Each type of service to start with, and each change from one type to another, adds a number of its own. Each is
measured once, when a run with leaks asks for it, and kept beside the build for all later runs of this OBS.
"""
from __future__ import annotations

import contextlib
import fcntl
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from .obs import Obs

OBS_S_OWN_TYPE = "rtmp_common"


@dataclass(frozen=True)
class ServiceChange:
    """By SetStreamServiceSettings, from one type of service to another or the same."""

    before: str
    after: str
    settings: dict


# the leaks of an OBS that starts with this type of service ("": its own) and then makes this change
Measure = Callable[[str, ServiceChange | None], int]


def service_changes(run: Obs) -> Iterator[ServiceChange]:
    """As they follow from what was asked for: OBS is not asked, which may be on its way to another profile."""
    current = run.first_service.get("type", OBS_S_OWN_TYPE)
    for name, data in run.websocket.changes:
        if name == "SetStreamServiceSettings":
            yield ServiceChange(current, data["streamServiceType"], data["streamServiceSettings"])
            current = data["streamServiceType"]
        elif name == "CreateProfile":
            current = OBS_S_OWN_TYPE
        elif name == "SetCurrentProfile":
            profile = data["profileName"]
            current = run.home.read_service(profile)["type"] if run.home.has_service(profile) else OBS_S_OWN_TYPE


class LeakBaseline:
    def __init__(self, file: Path, measure: Measure) -> None:
        self._file = file
        self._measure = measure

    def of(self, run: Obs) -> int:
        first = run.first_service.get("type", "")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with open(self._file, "a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # several test processes may ask at once
            file.seek(0)
            known = self._read(file.read())
            count = len(known)
            leaks = self._at_start(known, first)
            leaks += sum(self._of_change(known, change) for change in service_changes(run))
            if len(known) != count:
                file.truncate(0)
                json.dump({"obs": self._version(), "leaks": known}, file, indent=1)
        return leaks

    def _read(self, text: str) -> dict[str, int]:
        with contextlib.suppress(ValueError):
            kept = json.loads(text)
            if kept["obs"] == self._version():
                return kept["leaks"]
        return {}

    @staticmethod
    def _version() -> str:
        return subprocess.run(["obs", "--version"], capture_output=True, text=True, timeout=60).stdout.strip()

    def _at_start(self, known: dict[str, int], service_type: str) -> int:
        if service_type not in known:
            known[service_type] = self._measure(service_type, None)
        return known[service_type]

    def _of_change(self, known: dict[str, int], change: ServiceChange) -> int:
        name = f"{change.before} -> {change.after}"
        if name not in known:
            known[name] = self._measure(change.before, change) - self._at_start(known, change.before)
        return known[name]
