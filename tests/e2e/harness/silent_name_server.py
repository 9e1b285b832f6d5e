# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command where the only name server never answers for some names, and has nothing for all others.

    silent_name_server.py USER GROUP TIMEOUT_S ATTEMPTS SILENT_DOMAIN … -- COMMAND …

The command has a network of its own, without a way out. Its look-ups give up after TIMEOUT_S * ATTEMPTS. On standard
output is told of each look-up that is left unanswered. prefix() is how to start it.
"""
from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

LEFT_UNANSWERED = re.compile(r"^name server: (\S+) from port (\d+) is left unanswered$", re.MULTILINE)


def prefix(*silent_domains: str, timeout_s: int = 30, attempts: int = 5) -> tuple[str, ...]:
    """For launch_obs(). By default a look-up takes longer than any test (30 and 5 are the C library's limits)."""
    namespaces = ("unshare", *(() if os.geteuid() == 0 else ("--user", "--map-root-user")), "--net", "--mount", "--")
    return (*namespaces, sys.executable, "-B", str(Path(__file__).resolve()), str(os.geteuid()), str(os.getegid()),
            str(timeout_s), str(attempts), *silent_domains, "--")


def unanswered(output: str, domain: str) -> set[int]:
    """The look-ups of this name that have been left unanswered so far: the port that each of them came from."""
    return {int(found[2]) for found in LEFT_UNANSWERED.finditer(output) if found[1] == domain}


def question_of(query: bytes) -> tuple[str, int]:
    """The name that is asked for, and where the question ends."""
    labels, position = [], 12
    while query[position]:
        labels.append(query[position + 1:position + 1 + query[position]].decode("ascii", "replace"))
        position += 1 + query[position]
    return ".".join(labels).lower(), position + 5


def serve(server: socket.socket, silent_domains: list[str]) -> None:
    while True:
        query, client = server.recvfrom(4096)
        name, end = question_of(query)
        if any(name == domain or name.endswith("." + domain) for domain in silent_domains):
            print(f"name server: {name} from port {client[1]} is left unanswered", flush=True)
        else:
            # one question, no records; "there is no such name"
            server.sendto(query[:2] + b"\x81\x83\0\1\0\0\0\0\0\0" + query[12:end], client)


def replace_file(path: str, text: str) -> None:
    """For this mount namespace only."""
    if not os.path.exists(path):
        return  # the C library has the same by itself
    with tempfile.NamedTemporaryFile("w") as file:
        os.chmod(file.name, 0o644)
        file.write(text)
        file.flush()
        subprocess.run(["mount", "--bind", file.name, path], check=True)


def main() -> int:
    words = sys.argv[1:]
    own, command = words[:words.index("--")], words[words.index("--") + 1:]
    user, group, timeout_s, attempts, *silent_domains = own
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    replace_file("/etc/resolv.conf", f"nameserver 127.0.0.1\noptions timeout:{timeout_s} attempts:{attempts}\n")
    # other ways than this one lead out by sockets in the file system
    replace_file("/etc/nsswitch.conf", "hosts: files dns\n")
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    threading.Thread(target=serve, args=(server, silent_domains), daemon=True).start()
    if int(user) != os.geteuid():
        # as the person again, for D-Bus believes in no other user
        command = ["unshare", "--user", f"--map-user={user}", f"--map-group={group}", "--", *command]
    status = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *command]).wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    os._exit(main())
