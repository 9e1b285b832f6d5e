# SPDX-License-Identifier: GPL-2.0-or-later
"""python3 -m zoom: starts the stand-in, prints one line of JSON when it is ready, ends on SIGTERM."""
from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path

import hypercorn.asyncio
import hypercorn.config

from . import certificates
from .app import App
from .control import SOCKET_NAME, Control
from .front import Connections, Front
from .journal import Journal
from .raw import RawServers
from .scripts import Scripts
from .state import Broadcast, Options, State

A_DAY_S = 24 * 3600.0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m zoom", description="A stand-in for Zoom.")
    parser.add_argument("--directory", type=Path, required=True, help="for the certificates and the control socket")
    parser.add_argument("--token-file", type=Path, help="holds an access token that is good, with all scopes")
    parser.add_argument("--meeting", type=int, action="append", default=[], help="id of a meeting that there is")
    parser.add_argument("--webinar", type=int, action="append", default=[], help="id of a webinar that there is")
    parser.add_argument("--bind", default="127.0.0.1", help="address of the public port")
    parser.add_argument("--http", choices=("1.1", "2", "both"), default="both", help="HTTP versions offered")
    parser.add_argument("--multipart", choices=("accept", "415", "300", "ignore"), default="accept")
    parser.add_argument("--json", choices=("accept", "415", "300"), default="accept")
    parser.add_argument("--while-stdin-open", action="store_true", help="end when standard input ends, too")
    return parser.parse_args()


class HttpConfig(hypercorn.config.Config):
    """The application tells the date, since a test may change it."""

    def response_headers(self, protocol: str) -> list[tuple[bytes, bytes]]:
        return []


def https_server(certificate: Path, key: Path, http: str) -> tuple[hypercorn.config.Config, int]:
    """hypercorn's configuration, listening on a loopback port of its own behind the front."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    config = HttpConfig()
    config.bind = [f"fd://{listener.detach()}"]
    config.certfile, config.keyfile = str(certificate), str(key)
    config.alpn_protocols = {"1.1": ["http/1.1"], "2": ["h2"], "both": ["h2", "http/1.1"]}[http]
    config.keep_alive_timeout = A_DAY_S  # connections end when a test says so
    config.keep_alive_max_requests = sys.maxsize  # known to newer hypercorns only
    config.graceful_timeout = 0.0
    config.loglevel = "WARNING"
    return config, port


async def run(arguments: argparse.Namespace) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, ended.set)
    if arguments.while_stdin_open:
        loop.add_reader(sys.stdin.fileno(), lambda: os.read(sys.stdin.fileno(), 4096) or ended.set())

    state = State(options=Options(arguments.multipart, arguments.json))
    if arguments.token_file:
        state.add_token(arguments.token_file.read_text(encoding="utf-8").strip())
    for kind in ("meeting", "webinar"):
        for broadcast_id in getattr(arguments, kind):
            state.add_broadcast(Broadcast(kind, broadcast_id))

    directory = arguments.directory.resolve()
    ca_file, pairs = certificates.make(directory, (arguments.bind,))
    connections, scripts = Connections(Journal()), Scripts()
    raw = RawServers(connections)
    ports = await raw.start(pairs)
    config, ports["http"] = https_server(*pairs["good"], arguments.http)
    serving = asyncio.create_task(
        hypercorn.asyncio.serve(App(state, scripts, connections), config, shutdown_trigger=ended.wait))
    front = Front(arguments.bind, connections, ports)
    host = f"[{arguments.bind}]" if ":" in arguments.bind else arguments.bind
    state.oauth.base_url = f"https://{host}:{front.port}"
    control = Control(state, scripts, connections, front, arguments.bind, ports)
    try:
        await front.set_fault(None, None)
        await control.start(directory)
        print(json.dumps({"url": f"{state.oauth.base_url}/v2", "port": front.port, "ca_file": str(ca_file),
                          "control": str(directory / SOCKET_NAME)}), flush=True)
        await asyncio.wait({serving, ending := asyncio.create_task(ended.wait())}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not ended.is_set():
            serving.result()
    finally:
        front.close()
        control.close()
        raw.close()
        connections.drop("close")
        with contextlib.suppress(FileNotFoundError):
            (directory / SOCKET_NAME).unlink()
        for _, key in pairs.values():
            key.unlink(missing_ok=True)


def main() -> None:
    arguments = parse_arguments()
    loop = asyncio.new_event_loop()
    loop.run_until_complete(run(arguments))
    # What is still held or hanging was left so by a script: there is nothing to wait for.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
