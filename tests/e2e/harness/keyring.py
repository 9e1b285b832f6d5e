# SPDX-License-Identifier: GPL-2.0-or-later
"""A real keychain service on the private desktop: gnome-keyring, unlocked, with a home of its own."""
from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Iterator

from gi.repository import Gio, GLib

from . import processes
from .display import PrivateDesktop
from .wait import wait_until

SERVICE = "org.freedesktop.secrets"
PASSWORD = b"login password"
DEFAULT_COLLECTION = "/org/freedesktop/secrets/aliases/default"


class Keyring:
    """A context manager; without it the desktop has no keychain at all."""

    def __init__(self, desktop: PrivateDesktop, home: Path) -> None:
        self._environment = {**desktop.environment, "HOME": str(home), "XDG_DATA_HOME": str(home / "share")}
        (home / "share" / "keyrings").mkdir(parents=True)

    def __enter__(self) -> Keyring:
        self._daemon = processes.start(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._daemon.stdin.write(PASSWORD)
        self._daemon.stdin.close()
        wait_until(self._has_login_collection, "the keyring to be unlocked")
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """From here on the desktop has none any more."""
        processes.stop(self._daemon)

    def _call(self, path: str, method: str, *arguments: str) -> str | None:
        """What the service answers; None where it refuses."""
        answer = subprocess.run(
            ["dbus-send", "--session", "--print-reply=literal", f"--dest={SERVICE}", path, method,
             *arguments], env=self._environment, capture_output=True, text=True)
        return answer.stdout if answer.returncode == 0 else None

    def _has_login_collection(self) -> bool:
        answer = self._call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default")
        return "/collection/" in (answer or "")

    @property
    def is_locked(self) -> bool:
        answer = self._call(DEFAULT_COLLECTION, "org.freedesktop.DBus.Properties.Get",
                            "string:org.freedesktop.Secret.Collection", "string:Locked")
        return "true" in (answer or "")

    def lock(self) -> None:
        """There is nobody on this desktop who could be asked for the password: what is locked is also denied."""
        self._call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
                   f"array:objpath:{DEFAULT_COLLECTION}")
        wait_until(lambda: self.is_locked, "the keyring to be locked")

    def unlock(self) -> None:
        """As by the window that asks for the password. By a connection of its own: a session ends with it."""
        flags = Gio.DBusConnectionFlags
        bus = Gio.DBusConnection.new_for_address_sync(
            self._environment["DBUS_SESSION_BUS_ADDRESS"],
            flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

        def call(interface: str, method: str, arguments: GLib.Variant) -> GLib.Variant:
            return bus.call_sync(SERVICE, "/org/freedesktop/secrets", interface, method, arguments, None,
                                 Gio.DBusCallFlags.NONE, 10_000, None)

        _, session = call("org.freedesktop.Secret.Service", "OpenSession",
                          GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))).unpack()
        password = (session, b"", PASSWORD, "text/plain")
        call("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
             GLib.Variant("(o(oayays))", (DEFAULT_COLLECTION, password)))
        bus.close_sync(None)
        wait_until(lambda: not self.is_locked, "the keyring to be unlocked")

    @contextlib.contextmanager
    def asking_in_vain(self) -> Iterator[None]:
        """Where it is locked it asks for its password, and nobody answers."""
        prompter = processes.start([sys.executable, str(Path(__file__).with_name("silent_prompter.py"))],
                                   env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        try:
            assert prompter.stdout.readline(), "the prompter did not start"
            yield
        finally:
            processes.stop(prompter)
            prompter.stdout.close()

    def store(self, service: str, entry: str, secret: str) -> None:
        """As QtKeychain does."""
        # with its schema, without which it would find this one and write another beside it
        attributes = "xdg:schema", "org.qt.keychain", "user", entry, "server", service, "type", "plaintext"
        subprocess.run(["secret-tool", "store", "--label", entry, *attributes],
                       input=secret, env=self._environment, text=True, check=True, capture_output=True)

    def secrets(self, service: str) -> dict[str, str]:
        """Entry: secret, of all that is kept for that service, as the system's own tool finds them."""
        found = subprocess.run(["secret-tool", "search", "--all", "--unlock", "server", service],
                               env=self._environment, capture_output=True, text=True)
        # the secret on standard output, the attributes, since libsecret 0.19, on standard error
        secrets = [line.partition(" = ")[2] for line in found.stdout.splitlines() if line.startswith("secret = ")]
        users = [line.partition(" = ")[2] for line in (found.stderr + found.stdout).splitlines()
                 if line.startswith("attribute.user = ")]
        assert len(set(users)) == len(users), f"some are there twice: {sorted(users)}"
        return dict(zip(users, secrets))
