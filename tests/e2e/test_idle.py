# SPDX-License-Identifier: GPL-2.0-or-later
"""In step and with nothing to do, the plugin's threads sleep: nothing polls, nothing ticks."""
from __future__ import annotations

import time

from harness.pushes import last_number
from harness.threads import context_switches
from harness.wait import wait_until

IDLE_S = 60.0
REST_S = 2.0


def context_switches_at_rest(pid: int) -> dict[str, int]:
    """When what the plugin has learned is written: that takes as long as the disk does."""
    seen, since_s = {}, time.monotonic()

    def rested() -> bool:
        nonlocal seen, since_s
        now = context_switches(pid)
        if now != seen:
            seen, since_s = now, time.monotonic()
        return time.monotonic() - since_s >= REST_S

    wait_until(rested, lambda: f"the plugin's threads to rest; their switches: {seen}")
    return seen


def test_threads_are_not_woken_once(zoom, in_step_dock, obs):
    before, requests = context_switches_at_rest(obs.pid), last_number(zoom)
    assert before, "the plugin has no thread that could be idle"
    end_s = time.monotonic() + IDLE_S
    wait_until(lambda: time.monotonic() >= end_s, "an idle minute", deadline_s=2 * IDLE_S)
    assert context_switches(obs.pid) == before
    assert last_number(zoom) == requests
    # with a connection open all the time
    [connection] = zoom.connections()
    assert connection["closed_s"] is None
