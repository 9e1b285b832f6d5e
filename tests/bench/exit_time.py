# SPDX-License-Identifier: GPL-2.0-or-later
"""How long OBS takes to close while Zoom, or the name server, is silent: with a push under way, and without the plugin.

The promise: at most 200 ms longer."""
from __future__ import annotations

import time
from typing import Callable

from measuring import Stage, print_row, ready_dock, rounds_from_arguments, stage

from harness import silent_name_server
from harness.pushes import PATCH
from harness.wait import wait_until

API_HOST = "api.zoom.example"


def close(obs) -> float:
    """Milliseconds from File > Exit to the end of the process."""
    asked_s = time.monotonic()
    obs.ask_to_quit()
    if obs.wait_for_exit() != 0:
        raise SystemExit(f"OBS ended with {obs.exit_code}:\n{obs.output[-2000:]}")
    return (time.monotonic() - asked_s) * 1000


def closing_without_plugin(stage: Stage, **options) -> float:
    with stage.obs(with_plugin=False, **options) as obs:
        return close(obs)


def closing_while_pushing(stage: Stage, wait_for_silence: Callable[[object], None], **options) -> float:
    with stage.obs(**options) as obs:
        ready_dock(obs).press_push()
        wait_for_silence(obs)
        return close(obs)


def held_by_zoom(stage: Stage) -> float:
    stage.zoom.clear_scripts()
    stage.zoom.clear_journal()
    stage.zoom.hold(match=PATCH)
    return closing_while_pushing(stage, lambda _: stage.zoom.wait_for_request(match=PATCH))


def held_by_name_server(stage: Stage) -> float:
    def wait_for_look_up(obs) -> None:
        wait_until(lambda: silent_name_server.unanswered(obs.output, API_HOST), f"a look-up of {API_HOST}")

    return closing_while_pushing(stage, wait_for_look_up, prefix=silent_name_server.prefix(API_HOST),
                                 environment={"OBS_ZOOM_API_URL": f"https://{API_HOST}/v2"})


def main() -> None:
    rounds = rounds_from_arguments(__doc__, default=15)
    kinds = {
        "held": held_by_zoom,
        "plain": closing_without_plugin,
        "no name": held_by_name_server,
        "plain, no name": lambda at: closing_without_plugin(at, prefix=silent_name_server.prefix(API_HOST)),
    }
    figures: dict[str, list[float]] = {kind: [] for kind in kinds}
    with stage() as at:
        # in turn, so that whatever else the machine does meets all alike
        for _ in range(rounds):
            for kind, measure in kinds.items():
                figures[kind].append(measure(at))
    print_row("close OBS, Zoom holds the push", figures["held"], "without the plugin", figures["plain"])
    print_row("close OBS, name server is silent", figures["no name"], "without the plugin", figures["plain, no name"])


if __name__ == "__main__":
    main()
