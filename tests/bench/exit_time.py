# SPDX-License-Identifier: GPL-2.0-or-later
"""How long OBS takes to close while Zoom is silent: with a push under way, and without the plugin.

The promise: at most 200 ms longer."""
from __future__ import annotations

import time
from typing import Callable

from measuring import Stage, print_row, ready_dock, rounds_from_arguments, stage

from harness.pushes import PATCH


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


def compare(what: str, held: Callable[[Stage], float], plain: Callable[[Stage], float], rounds: int) -> None:
    """In turn, so that whatever else the machine does meets both alike."""
    with stage() as at:
        figures = [(held(at), plain(at)) for _ in range(rounds)]
    held_ms, plain_ms = zip(*figures)
    print_row(f"close OBS, {what}", held_ms, "without the plugin", plain_ms)


def main() -> None:
    compare("Zoom holds the push", held_by_zoom, closing_without_plugin, rounds_from_arguments(__doc__, default=15))


if __name__ == "__main__":
    main()
