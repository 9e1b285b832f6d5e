# SPDX-License-Identifier: GPL-2.0-or-later
"""A real keychain service on the private desktop: gnome-keyring, unlocked, with a home of its own."""
from __future__ import annotations

import subprocess
from pathlib import Path

from . import processes
from .display import PrivateDesktop
from .wait import wait_until


class Keyring:
    """A context manager; without it the desktop has no keychain at all."""

    def __init__(self, desktop: PrivateDesktop, home: Path) -> None:
        self._environment = {**desktop.environment, "HOME": str(home), "XDG_DATA_HOME": str(home / "share")}
        (home / "share" / "keyrings").mkdir(parents=True)

    def __enter__(self) -> Keyring:
        self._daemon = processes.start(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._daemon.stdin.write(b"login password")
        self._daemon.stdin.close()
        wait_until(self._has_login_collection, "the keyring to be unlocked")
        return self

    def __exit__(self, *_: object) -> None:
        processes.stop(self._daemon)

    def _has_login_collection(self) -> bool:
        answer = subprocess.run(
            ["dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.secrets",
             "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default"],
            env=self._environment, capture_output=True, text=True)
        return answer.returncode == 0 and "/collection/" in answer.stdout

    def secrets(self, service: str) -> dict[str, str]:
        """Entry: secret, of all that is kept for that service, as the system's own tool finds them."""
        found = subprocess.run(["secret-tool", "search", "--all", "--unlock", "server", service],
                               env=self._environment, capture_output=True, text=True)
        # the secret on standard output, the attributes, since libsecret 0.19, on standard error
        secrets = [line.partition(" = ")[2] for line in found.stdout.splitlines() if line.startswith("secret = ")]
        users = [line.partition(" = ")[2] for line in (found.stderr + found.stdout).splitlines()
                 if line.startswith("attribute.user = ")]
        return dict(zip(users, secrets))
