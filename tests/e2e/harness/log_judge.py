# SPDX-License-Identifier: GPL-2.0-or-later
"""What an OBS that has ended must answer for: its exit code, its log, its memory, its children."""
from __future__ import annotations

import re
import warnings
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
    found += _complaints_in_log(obs, obs.output_file.read_bytes()[obs.judged_bytes:])
    if obs.with_plugin and f"{MODULE}.so" not in obs.output:
        found.append("OBS has not loaded the plugin")
    for pid, command in obs.leftovers().items():
        found.append(f"left running: {pid} {command}")
    return found


def complaints_so_far(obs: Obs) -> list[str]:
    """Of one that still runs; what has been judged is not judged again."""
    if obs.exit_code is not None:
        return [f"OBS has ended with {obs.exit_code}"]
    output = obs.output_file.read_bytes()[obs.judged_bytes:]
    whole_lines = output[:output.rfind(b"\n") + 1]
    obs.judged_bytes += len(whole_lines)
    return _complaints_in_log(obs, whole_lines)


def _complaints_in_log(obs: Obs, output: bytes) -> list[str]:
    found = []
    for line in output.decode(errors="replace").splitlines():
        bad = COMPLAINT_OF_PLUGIN.search(line) or COMPLAINT_OF_SANITIZER.search(line)
        if bad and not any(expected.search(line) for expected in obs.expected_log):
            found.append(f"in the log: {line}")
    return found


def _is_crash_of_websocket(output: str) -> bool:
    """obs-websocket closes its socket beside the thread that accepts on it, and has crashed at that. Only where it says
    that it ends and not that it has, in a thread in which it is and the plugin is not."""
    log, crashed, frames = output.partition("*** crashed ***")
    _, ending, rest = log.rpartition("[obs_module_unload] Shutting down...")
    return bool(crashed and ending and "[obs_module_unload] Finished" not in rest
                and "obs-websocket.so" in frames and f"{MODULE}.so" not in frames)


def is_crash_of_audio(output: str) -> bool:
    """libobs' audio thread may begin before audio_output_open() has returned what it works with, and has crashed at that
    (OBS 32.2): OBS has loaded no plugin by then."""
    log, crashed, frames = output.partition("*** crashed ***")
    return bool(crashed and "audio_output_get_sample_rate" in frames and "Startup complete" not in log
                and f"{MODULE}.so" not in log + frames)


def _bad_end(obs: Obs, baseline_leaks: Callable[[Obs], int]) -> list[str]:
    if obs.exit_code != 0 and _is_crash_of_websocket(obs.output):
        warnings.warn("obs-websocket has crashed while OBS ended", stacklevel=2)
        return []
    if obs.exit_code != 0:
        ended = f"by signal {-obs.exit_code}" if obs.exit_code < 0 else f"with exit code {obs.exit_code}"
        _, crashed, frames = obs.output.partition("*** crashed ***")
        return [f"OBS ended {ended}{' in:' if crashed else ''}{frames}"]
    leaks = obs.memory_leaks
    if leaks is None:
        return ["OBS did not count its memory at the end"]
    if obs.with_plugin and leaks > obs.broken_streams and leaks > baseline_leaks(obs) + obs.broken_streams:
        return [f"{leaks} memory leaks, without the plugin {baseline_leaks(obs) + obs.broken_streams}"]
    return []
