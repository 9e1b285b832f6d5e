# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a push takes from a real click, and the same PATCH by the curl command line, to the same stand-in.

By the plugin's own figure, which is the request alone; from the start of xdotool, which clicks, to the PATCH's arrival;
and from the button's signal to the last byte of the request on the wire. Over a new connection and over a warm one.
Inside slow-link, the stand-in is at the far end."""
from __future__ import annotations

import os
import re
import subprocess
import time
from typing import NamedTuple

from measuring import KEY, MEETING, MEETING_OF_CURL, PAGE_URL, STREAM_URL, TOKEN, Stage, print_row
from measuring import ready_dock, rounds_from_arguments, stage

from harness import input_events
from harness.locale_text import LocaleText
from harness.pushes import last_number, wait_for_first_look, wait_for_push

IN_SYNC = LocaleText().pattern("Status.InSync")
TOLD = re.compile(r"pushed to the meeting that ends in \d+ in (\d+) ms")
TRACED = re.compile(r"^click_trace: (\w+) (\d+)$", re.MULTILINE)


class Push(NamedTuple):
    """In milliseconds."""

    told: float  # in the log
    to_arrival: float  # from the start of xdotool
    to_wire: float  # from the button's signal


def push(stage: Stage, obs, dock) -> Push:
    before = last_number(stage.zoom)
    place = dock.button("Send settings to Zoom").middle()
    started_s = time.monotonic()
    input_events.click(*place)
    patch = wait_for_push(stage.zoom, dock, before)
    dock.wait_for_status(IN_SYNC)
    told_ms = TOLD.findall(obs.log)[-1]
    traced = [(what, int(at_ns) / 1e9) for what, at_ns in TRACED.findall(obs.output)]
    clicked_s = max(at_s for what, at_s in traced if what == "clicked")
    sent_s = max(at_s for what, at_s in traced if what == "sent" and at_s < patch["arrived_s"])
    return Push(float(told_ms), (patch["arrived_s"] - started_s) * 1000, (sent_s - clicked_s) * 1000)


def look_again(stage: Stage, dock) -> None:
    """What a person does by coming to the dock: the push that follows needs no look before it."""
    stage.zoom.clear_journal()
    dock.check_again()
    wait_for_first_look(stage.zoom, MEETING)
    dock.wait_until_looked()


def push_twice_by_curl(stage: Stage) -> tuple[float, float]:
    """The same request twice: over a new connection, and over the one that is then warm."""
    fields = {"stream_url": STREAM_URL, "stream_key": KEY, "page_url": PAGE_URL}
    request = [
        f'url = "{stage.zoom.api_url}/meetings/{MEETING_OF_CURL}/livestream"', 'request = "PATCH"',
        f'header = "Authorization: Bearer {TOKEN}"', f'cacert = "{stage.zoom.ca_file}"', "silent", "fail",
        'write-out = "%{time_total} "', *(f'form-string = "{name}={value}"' for name, value in fields.items()),
    ]
    # by its standard input, so that no secret is in its arguments
    answer = subprocess.run(["curl", "--config", "-"], input="\n".join([*request, "next", *request]) + "\n", text=True,
                            check=True, capture_output=True)
    first_s, second_s = answer.stdout.split()
    return float(first_s) * 1000, float(second_s) * 1000


def main() -> None:
    rounds = rounds_from_arguments(__doc__, default=10)
    far = os.environ.get("SLOW_LINK_FAR", "").split()
    options = {"bind": os.environ["SLOW_LINK_FAR_ADDRESS"], "command_prefix": tuple(far)} if far else {}
    where = f"round trip {os.environ.get('BENCH_ROUND_TRIP', '?')} ms" if far else "loopback"
    plugin: list[tuple[Push, Push]] = []
    curl: list[tuple[float, float]] = []
    with stage(**options) as at:
        for _ in range(rounds):
            at.zoom.configure("meeting", MEETING, None)
            with at.obs(environment={"LD_PRELOAD": "click_trace.so"}) as obs:
                dock = ready_dock(obs)
                dock.wait_until_looked()
                at.zoom.drop_connections()
                first = push(at, obs, dock)
                look_again(at, dock)
                plugin.append((first, push(at, obs, dock)))
                obs.quit()
            curl.append(push_twice_by_curl(at))
    for kind, number in (("new connection", 0), ("warm connection", 1)):
        pushes, others = [pair[number] for pair in plugin], [pair[number] for pair in curl]
        print_row(f"push, {where}, {kind}", [each.told for each in pushes], "curl", others)
        print_row("  from xdotool's start to arrival", [each.to_arrival for each in pushes], "curl", others)
        print_row("  from clicked to the wire", [each.to_wire for each in pushes], "curl", others)


if __name__ == "__main__":
    main()
