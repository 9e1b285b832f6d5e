# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the plugin takes to load, beside other modules of the same OBS, by OBS's own profiler.

The promise: under 5 ms."""
from __future__ import annotations

import re

from measuring import print_row, rounds_from_arguments, stage

PLUGIN = "obs-zoom-livestream.so"
OTHERS = ("obs-websocket.so", "frontend-tools.so")
LOADED = re.compile(r"obs_init_module\(([^)]+)\): ([\d.]+)\sms")


def main() -> None:
    rounds = rounds_from_arguments(__doc__, default=15)
    figures: dict[str, list[float]] = {}
    with stage() as at:
        for _ in range(rounds):
            with at.obs() as obs:
                obs.quit()
                for module, duration_ms in LOADED.findall(obs.log):
                    figures.setdefault(module, []).append(float(duration_ms))
    if PLUGIN not in figures:
        raise SystemExit("OBS's log does not tell how long the plugin took to load")
    for other in OTHERS:
        if other in figures:
            print_row("load the plugin", figures[PLUGIN], other, figures[other])


if __name__ == "__main__":
    main()
