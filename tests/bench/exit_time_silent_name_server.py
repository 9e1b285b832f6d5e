# SPDX-License-Identifier: GPL-2.0-or-later
"""How long OBS takes to close while the name server is silent: with a push under way, and without the plugin.

The promise: at most 200 ms longer. It needs a network of a program's own."""
from __future__ import annotations

from exit_time import closing_while_pushing, closing_without_plugin, compare
from measuring import Stage, rounds_from_arguments

from harness import silent_name_server
from harness.wait import wait_until

API_HOST = "api.zoom.example"


def held_by_name_server(stage: Stage) -> float:
    def wait_for_look_up(obs) -> None:
        wait_until(lambda: silent_name_server.unanswered(obs.output, API_HOST), f"a look-up of {API_HOST}")

    return closing_while_pushing(stage, wait_for_look_up, prefix=silent_name_server.prefix(API_HOST),
                                 environment={"OBS_ZOOM_API_URL": f"https://{API_HOST}/v2"})


def without_plugin(stage: Stage) -> float:
    return closing_without_plugin(stage, prefix=silent_name_server.prefix(API_HOST))


if __name__ == "__main__":
    compare("name server is silent", held_by_name_server, without_plugin, rounds_from_arguments(__doc__, default=15))
