# SPDX-License-Identifier: GPL-2.0-or-later
"""How long it takes from a real click on "Start Zoom livestream" to the start's arrival at Zoom, by what has to come
before it, and how many requests that is; against the round trip of the same PATCH by the curl command line."""
from __future__ import annotations

import json
import os
import subprocess
import time
from typing import Callable

from measuring import KEY, MEETING, MEETING_OF_CURL, STREAM_URL, TOKEN, Stage, print_count, print_row
from measuring import ready_dock, rounds_from_arguments, stage

from harness import input_events
from harness.in_sight import rest
from harness.pushes import last_number, push_by_hand
from push_time import look_again

START, STOP = "Start Zoom livestream", "Stop Zoom livestream"
# longer than what was read of Zoom counts as fresh
READ_LONG_AGO_S = 10.5


def status_path(meeting: int) -> str:
    return f"/v2/meetings/{meeting}/livestream/status"


def click_start(dock) -> float:
    rest(dock)
    place = dock.button(START).middle()
    started_s = time.monotonic()
    input_events.click(*place)
    return started_s


def start(stage: Stage, dock) -> tuple[float, int]:
    """Milliseconds to the arrival, and the requests up to it."""
    before = last_number(stage.zoom)
    clicked_s = click_start(dock)
    accepted = {"method": "PATCH", "path": status_path(MEETING), "status": 204, "outcome": "answered"}
    patch = stage.zoom.wait_for_request(match=accepted, after=before)[0]
    dock.press(STOP)
    stage.zoom.wait_for_request(match=accepted, after=patch["number"])
    dock.button(START)
    return (patch["arrived_s"] - clicked_s) * 1000, patch["number"] - before


def change_settings(_: Stage, obs, dock, number: int) -> None:
    obs.websocket.set_stream_service({"server": STREAM_URL, "key": f"{KEY}-{number:03}"})
    dock.wait_for_destination(f"-{number:03}")


def curl_round_trip(stage: Stage, meeting: int) -> float:
    """Of the second of two, over the connection that the first has opened, in milliseconds."""
    request = [
        f'url = "{stage.zoom.api_url}/meetings/{meeting}/livestream/status"', 'request = "PATCH"',
        f'header = "Authorization: Bearer {TOKEN}"', 'header = "Content-Type: application/json"',
        f'cacert = "{stage.zoom.ca_file}"', "silent", 'write-out = "%{time_total} "',
        f"data = {json.dumps(json.dumps({'action': 'stop'}))}",
    ]
    # by its standard input, so that no secret is in its arguments
    answer = subprocess.run(["curl", "--config", "-"], input="\n".join([*request, "next", *request]) + "\n", text=True,
                            check=True, capture_output=True)
    return float(answer.stdout.split()[-1]) * 1000


def main() -> None:
    rounds = rounds_from_arguments(__doc__, default=10)
    far = os.environ.get("SLOW_LINK_FAR", "").split()
    options = {"bind": os.environ["SLOW_LINK_FAR_ADDRESS"], "command_prefix": tuple(far)} if far else {}
    where = f"round trip {os.environ.get('BENCH_ROUND_TRIP', '?')} ms" if far else "loopback"
    prepare: dict[str, Callable] = {
        "Zoom was just read": lambda stage, _obs, dock, _number: look_again(stage, dock),
        "read long ago": lambda *_: time.sleep(READ_LONG_AGO_S),
        "settings go first": change_settings,
    }
    starts: dict[str, list[tuple[float, int]]] = {name: [] for name in prepare}
    curl: list[float] = []
    with stage(**options) as at:
        at.zoom.options(start_interval_s=0)
        for meeting in (MEETING, MEETING_OF_CURL):
            at.zoom.run("meeting", meeting)
        with at.obs() as obs:
            dock = ready_dock(obs)
            push_by_hand(at.zoom, dock)
            for number in range(rounds):
                for name, make_so in prepare.items():
                    make_so(at, obs, dock, number)
                    starts[name].append(start(at, dock))
                curl.append(curl_round_trip(at, MEETING_OF_CURL))
            obs.quit()
    for name, figures in starts.items():
        print_row(f"start, {where}, {name}", [ms for ms, _ in figures], "curl, warm", curl)
        print_count("  requests, with the start", max(count for _, count in figures), "at most")


if __name__ == "__main__":
    main()
