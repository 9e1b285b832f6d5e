# SPDX-License-Identifier: GPL-2.0-or-later
"""How many pushes come of OBS saving its stream settings 100 times in each second, each time with another key.

The promise: of 1,000 saves in 10 seconds a handful, with Zoom in step at the end."""
from __future__ import annotations

import time

from measuring import KEY, MEETING, STREAM_URL, dock_in_step, print_count, rounds_from_arguments, stage

from harness.pushes import last_number, patches
from harness.wait import wait_until

SAVES_PER_S = 100


def main() -> None:
    rounds = rounds_from_arguments(__doc__, default=10)
    saves = rounds * SAVES_PER_S
    with stage() as at, at.obs(auto_sync=True) as obs:
        dock_in_step(obs)
        before, begun_s = last_number(at.zoom), time.monotonic()
        for number in range(1, saves + 1):
            obs.websocket.set_stream_service({"server": STREAM_URL, "key": f"{KEY}-{number}"})
            due_s = begun_s + number / SAVES_PER_S
            while time.monotonic() < due_s:
                pass  # a sleep of this length is no measure
        took_s = time.monotonic() - begun_s
        wait_until(lambda: at.zoom.configuration("meeting", MEETING)["stream_key"] == f"{KEY}-{saves}",
                   "the last value to reach Zoom")
        obs.quit()
        pushes = len(patches(at.zoom, before))
    print_count(f"pushes for {saves} saves", pushes, f"in {took_s:.1f} s, in step at the end")


if __name__ == "__main__":
    main()
