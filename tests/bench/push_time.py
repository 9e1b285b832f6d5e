# SPDX-License-Identifier: GPL-2.0-or-later
"""How long a push takes by the dock's own figure, and the same PATCH by the curl command line, to the same stand-in.

Over a new connection (OBS's first push) and over a warm one. Inside slow-link, the stand-in is at the far end."""
from __future__ import annotations

import os
import subprocess

from measuring import KEY, MEETING, PAGE_URL, STREAM_URL, TOKEN, Stage, print_row, ready_dock, rounds_from_arguments
from measuring import stage

from harness.locale_text import LocaleText

IN_SYNC = LocaleText().pattern("Status.InSync")


def push(stage: Stage, dock) -> float:
    """What the dock tells, in milliseconds."""
    read_back = {"method": "GET", "outcome": "answered"}
    done = sum(entry["method"] == "GET" for entry in stage.zoom.journal())
    dock.press_push()
    # the dock says "pushing" since the press: what it says after the read-back is new
    stage.zoom.wait_for_request(done + 1, read_back)
    status = dock.wait_for_status(IN_SYNC)
    _, duration_ms = IN_SYNC.search(status).groups()
    return float(duration_ms)


def push_twice_by_curl(stage: Stage) -> tuple[float, float]:
    """The same request twice: over a new connection, and over the one that is then warm."""
    fields = {"stream_url": STREAM_URL, "stream_key": KEY, "page_url": PAGE_URL}
    request = [
        f'url = "{stage.zoom.api_url}/meetings/{MEETING}/livestream"', 'request = "PATCH"',
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
            with at.obs() as obs:
                dock = ready_dock(obs)
                plugin.append((push(at, dock), push(at, dock)))
                obs.quit()
            curl.append(push_twice_by_curl(at))
    for kind, number in (("new connection", 0), ("warm connection", 1)):
        print_row(f"push, {where}, {kind}", [pair[number] for pair in plugin], "curl", [pair[number] for pair in curl])


if __name__ == "__main__":
    main()
