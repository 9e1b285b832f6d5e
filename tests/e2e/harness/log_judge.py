# SPDX-License-Identifier: GPL-2.0-or-later
"""What an OBS that has ended must answer for: its exit code, its log, its memory, its children."""
from __future__ import annotations

import re
from typing import Callable

from .home import MODULE
from .obs import Obs

COMPLAINT_OF_PLUGIN = re.compile(rf"^(?:warning|error): .*{MODULE}", re.MULTILINE)
COMPLAINT_OF_SANITIZER = re.compile(
    r"^.*(?:(?:ERROR|WARNING): \w+Sanitizer|runtime error: |terminate called|pure virtual method).*$", re.MULTILINE)


def complaints(obs: Obs, baseline_leaks: Callable[[Obs], int]) -> list[str]:
    """Empty where all is well. `baseline_leaks` tells what the same run leaks without the plugin; it is asked only
    where OBS reports leaks."""
    found = []
    if obs.exit_code is None:
        return ["OBS still runs"]
    if not obs.was_killed:
        found += _bad_end(obs, baseline_leaks)
    for line in obs.output.splitlines():
        bad = COMPLAINT_OF_PLUGIN.search(line) or COMPLAINT_OF_SANITIZER.search(line)
        if bad and not any(expected.search(line) for expected in obs.expected_log):
            found.append(f"in the log: {line}")
    if obs.with_plugin and f"{MODULE}.so" not in obs.output:
        found.append("OBS has not loaded the plugin")
    for pid, command in obs.leftovers().items():
        found.append(f"left running: {pid} {command}")
    return found


def _bad_end(obs: Obs, baseline_leaks: Callable[[Obs], int]) -> list[str]:
    if obs.exit_code != 0:
        ended = f"by signal {-obs.exit_code}" if obs.exit_code < 0 else f"with exit code {obs.exit_code}"
        return [f"OBS ended {ended}"]
    leaks = obs.memory_leaks
    if leaks is None:
        return ["OBS did not count its memory at the end"]
    if obs.with_plugin and leaks > 0 and leaks > baseline_leaks(obs):
        return [f"{leaks} memory leaks, without the plugin {baseline_leaks(obs)}"]
    return []
