# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a push takes by the dock's own figure, and the same PATCH by the curl command line, to the same stand-in.

Over a new connection and over a warm one. Inside slow-link, the stand-in is at the far end."""
from __future__ import annotations

import os
import subprocess

from measuring import KEY, MEETING, MEETING_OF_CURL, PAGE_URL, STREAM_URL, TOKEN, Stage, print_row
from measuring import ready_dock, rounds_from_arguments, stage

from harness.locale_text import LocaleText
from harness.pushes import push_by_hand

IN_SYNC = LocaleText().pattern("Status.InSync")


def push(stage: Stage, dock) -> float:
    """What the dock tells, in milliseconds."""
    push_by_hand(stage.zoom, dock)
    status = dock.wait_for_status(IN_SYNC)
    _, duration_ms = IN_SYNC.search(status).groups()
    return float(duration_ms)


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
    plugin: list[tuple[float, float]] = []
    curl: list[tuple[float, float]] = []
    with stage(**options) as at:
        for _ in range(rounds):
            at.zoom.configure("meeting", MEETING, None)
            with at.obs() as obs:
                dock = ready_dock(obs)
                dock.wait_until_looked()
                at.zoom.drop_connections()
                plugin.append((push(at, dock), push(at, dock)))
                obs.quit()
            curl.append(push_twice_by_curl(at))
    for kind, number in (("new connection", 0), ("warm connection", 1)):
        print_row(f"push, {where}, {kind}", [pair[number] for pair in plugin], "curl", [pair[number] for pair in curl])


if __name__ == "__main__":
    main()
