# SPDX-License-Identifier: GPL-2.0-or-later
"""A private desktop: X server, window manager, session bus and accessibility bus, all of them unreachable for others.

One desktop serves a whole test process, because accessibility.py connects to its bus once.
"""
from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from . import processes
from .wait import wait_until

SCREEN = "1600x1000x24"

# No service directories: nothing of the person's own desktop (keyring, portals) is ever started on this bus.
BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def temporary_directory() -> str:
    """The first that will do: an address of a socket has at most 107 bytes, in one of D-Bus other characters have to be
    escaped, and a plugin is not loaded from where no programs may be."""
    places = [tempfile.gettempdir(), "/tmp", "/var/tmp", os.path.expanduser("~")]
    for place in filter(os.path.isdir, places):
        if re.fullmatch("[A-Za-z0-9_/.-]{1,40}", place) and not os.statvfs(place).f_flag & os.ST_NOEXEC:
            return place
    raise RuntimeError(f"none of {places} has a short name and may hold programs: set TMPDIR to one that does")


class PrivateDesktop:
    """Use as a context manager. `environment` is what a program needs to appear on it."""

    def __init__(self, screen: str = SCREEN) -> None:
        """`screen`: width, height and depth as Xvfb wants them."""
        self._screen = screen
        self.directory = Path()
        self.environment: dict[str, str] = {}
        self._processes: list[subprocess.Popen] = []
        self._saved_environment: dict[str, str] = {}

    def __enter__(self) -> PrivateDesktop:
        self.directory = Path(tempfile.mkdtemp(prefix="obs-e2e.", dir=temporary_directory()))
        try:
            self._start_all()
        except BaseException:
            self._stop_all()
            raise
        return self

    def __exit__(self, *_exception) -> None:
        os.environ.clear()
        os.environ.update(self._saved_environment)
        self._stop_all()

    def _start_all(self) -> None:
        runtime, temporary = self.directory / "run", self.directory / "tmp"
        for directory in (runtime, temporary):
            directory.mkdir(mode=0o700)
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "LANG": "C.UTF-8",
            "HOME": str(self.directory),
            "XDG_RUNTIME_DIR": str(runtime),
            "TMPDIR": str(temporary),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            # The accessibility bridge of other toolkits, and a session manager, have no place here.
            "NO_AT_BRIDGE": "1",
        }
        self._start_display()
        self._start_session_bus(runtime)
        self._start_accessibility_bus()
        self._adopt_in_this_process()

    def _run(self, name: str, command: list[str], **options) -> subprocess.Popen:
        with open(self.directory / f"{name}.log", "ab") as log:
            process = processes.start(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options
            )
        self._processes.append(process)
        return process

    def _start_display(self) -> None:
        reader, writer = os.pipe()
        try:
            self._run(
                "xvfb",
                ["Xvfb", "-displayfd", str(writer), "-screen", "0", self._screen, "-nolisten", "tcp", "-noreset"],
                pass_fds=[writer],
            )
        finally:
            os.close(writer)
        # Written once the server takes connections; end of file means that it could not start.
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start: " + (self.directory / "xvfb.log").read_text())
        self.environment["DISPLAY"] = f":{number}"
        self._run("openbox", ["openbox", "--sm-disable"])
        wait_until(self._window_manager_is_there, "the window manager")

    def _window_manager_is_there(self) -> bool:
        answer = subprocess.run(
            ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], env=self.environment, capture_output=True, text=True
        )
        return "window id" in answer.stdout

    def _start_session_bus(self, runtime: Path) -> None:
        socket, configuration = runtime / "bus", self.directory / "bus.conf"
        configuration.write_text(BUS_CONFIGURATION.format(socket=socket))
        process = self._run(
            "bus", ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile", "--nosyslog"]
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={socket}"
        # Its socket is there before it takes connections: what connects too early gives up, and ends.
        self._wait_for_answer("bus", process, "org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetId")

    def _start_accessibility_bus(self) -> None:
        process = self._run("at-spi", ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        # Given directly, so that neither side asks the session bus or the X server for it.
        self.environment["AT_SPI_BUS_ADDRESS"] = self._wait_for_answer(
            "at-spi", process, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")

    def _wait_for_answer(self, name: str, process: subprocess.Popen, service: str, path: str, method: str) -> str:
        """On the session bus."""
        def log() -> str:
            return (self.directory / f"{name}.log").read_text(errors="replace")

        def answer() -> str:
            if process.poll() is not None:
                raise RuntimeError(f"{process.args[-2:]} ended with {process.returncode}: {log()}")
            told = subprocess.run(["dbus-send", "--session", "--print-reply=literal", f"--dest={service}", path, method],
                                  env=self.environment, capture_output=True, text=True)
            return told.stdout.strip() if told.returncode == 0 else ""

        return wait_until(answer, lambda: f"an answer to {method}; {name} said: {log()}")

    def _adopt_in_this_process(self) -> None:
        self._saved_environment = dict(os.environ)
        for name in ("DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"):
            os.environ[name] = self.environment[name]
        os.environ.pop("WAYLAND_DISPLAY", None)

    def _stop_all(self) -> None:
        for process in reversed(self._processes):
            processes.stop(process)
        self._processes.clear()
        # Some start daemons that leave their group (the accessibility registry); the directory's name marks them.
        for pid in processes.with_environment_text(str(self.directory)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        shutil.rmtree(self.directory, ignore_errors=True)
