# SPDX-License-Identifier: GPL-2.0-or-later
"""How often the plugin's threads are woken while it is in step, with auto-sync on, and nothing changes.

The promise: not once in 60 seconds."""
from __future__ import annotations

import time

from measuring import dock_in_step, print_count, rounds_from_arguments, stage

from harness import threads
from harness.wait import wait_until


def main() -> None:
    seconds = rounds_from_arguments(__doc__, default=60)
    with stage() as at, at.obs(auto_sync=True) as obs:
        dock_in_step(obs)
        before, end_s = threads.context_switches(obs.pid), time.monotonic() + seconds
        wait_until(lambda: time.monotonic() >= end_s, "the time to pass", deadline_s=2 * seconds + 30)
        after = threads.context_switches(obs.pid)
        obs.quit()
    if not before or before.keys() != after.keys():
        raise SystemExit(f"the plugin's threads were {sorted(before)} and are {sorted(after)}")
    print_count("context switches of the plugin", sum(after.values()) - sum(before.values()),
                f"in {seconds} s idle, of {len(after)} thread(s)")


if __name__ == "__main__":
    main()
