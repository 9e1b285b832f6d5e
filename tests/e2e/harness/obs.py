# SPDX-License-Identifier: GPL-2.0-or-later
"""One run of a real OBS in a home directory, from its start to its end."""
from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import warnings
from pathlib import Path

from . import accessibility, processes, threads
from .accessibility import GONE, Widget
from .home import Home
from .wait import DEFAULT_DEADLINE_S, wait_until
from .websocket import WebSocket

LOADED_DEADLINE_S = 120.0
# OBS itself may take long to end under a sanitizer or valgrind; what must be quick is measured, not killed.
EXIT_DEADLINE_S = 60.0


class Obs:
    """A started OBS. `expected_log` and `may_fail` tell the judge at the end what the test has provoked."""

    def __init__(self, home: Home, environment: dict[str, str], output: Path, prefix: tuple[str, ...] = (),
                 arguments: tuple[str, ...] = ()) -> None:
        self.home = home
        self.output_file = output
        self.expected_log: list[re.Pattern] = []
        self.broken_streams = 0  # with each of them OBS 29 leaks a block of its own, without the plugin too
        self.was_killed = False
        self.judged_bytes = 0  # of its output
        self.websocket = WebSocket(home.websocket_port, lambda: self.is_running)
        self.with_plugin = home.plugin_is_installed
        # the stream settings that it starts with; empty: OBS's own
        self.first_service = home.read_service() if home.has_service() else {}
        self._logs_before = set(home.log_files())
        self._pid: int | None = None
        self._application: Widget | None = None
        home.forget_unclean_end()
        home.writers.append(self.wait_until_written)
        with open(output, "wb") as file:
            self._process = processes.start(
                # --multi: another OBS of this machine is none of our business
                [*prefix, "obs", "--multi", *home.arguments, *arguments], env=environment, stdin=subprocess.DEVNULL,
                stdout=file, stderr=subprocess.STDOUT, cwd=home.working_directory,
            )

    # Its state

    @property
    def pid(self) -> int:
        """Of OBS itself, also where a prefix such as `unshare --fork` stands above it."""
        if self._pid is None:
            for pid in processes.descendants(self._process.pid):
                try:
                    if os.path.basename(os.readlink(f"/proc/{pid}/exe")) == "obs":
                        self._pid = pid
                        break
                except OSError:
                    continue
        return self._pid or self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def qt_version(self) -> tuple[int, ...]:
        """Of the library that it has loaded."""
        maps = Path(f"/proc/{self.pid}/maps").read_text()
        return tuple(map(int, re.search(r"libQt\dCore\.so\.([\d.]+)", maps)[1].split(".")))

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        return self._process.poll()

    @property
    def output(self) -> str:
        """Standard output and error: the log with its levels, and what libraries print."""
        return self.output_file.read_text(errors="replace")

    @property
    def log_file(self) -> Path | None:
        new = [path for path in self.home.log_files() if path not in self._logs_before]
        return new[-1] if new else None

    @property
    def log(self) -> str:
        """OBS's own log file of this run."""
        return self.log_file.read_text(errors="replace") if self.log_file else ""

    @property
    def memory_leaks(self) -> int | None:
        """OBS's own count at its end, None where it did not come to that."""
        found = re.search(r"Number of memory leaks: (\d+)", self.output)
        return int(found[1]) if found else None

    def expect_log(self, pattern: str) -> None:
        """The test provokes this warning or error of the plugin."""
        self.expected_log.append(re.compile(pattern))

    def wait_for_log(self, pattern: str, deadline_s: float = 30.0) -> re.Match:
        expression = re.compile(pattern, re.MULTILINE)
        return wait_until(lambda: expression.search(self.log), f"/{pattern}/ in OBS's log", deadline_s)

    def wait_until_written(self, deadline_s: float = DEFAULT_DEADLINE_S) -> None:
        """Until what the plugin has decided by now is on the disk, however slow that is; at once where OBS has ended."""
        def written() -> bool:
            # decided on the UI thread and written on another, whose end may lead to more on the UI thread
            before = threads.context_switches(self.pid)
            rested = threads.are_at_rest(self.pid) and self.main_window.name
            return rested and threads.are_at_rest(self.pid) and threads.context_switches(self.pid) == before

        wait_until(lambda: not self.is_running or written(), "the plugin to have written all that it has decided",
                   deadline_s, (*GONE, OSError))

    # Its windows

    def wait_until_loaded(self) -> Obs:
        """Return after FINISHED_LOADING."""
        def ready() -> bool:
            if not self.is_running:
                raise AssertionError(f"OBS ended with {self.exit_code} while starting:\n{self.output[-3000:]}")
            self._end_deadlocked_looks_at_modules()
            return "Startup complete" in self.output and self.main_window.is_showing

        wait_until(ready, lambda: f"OBS to start; its last words:\n{self.output[-3000:]}", LOADED_DEADLINE_S, GONE)
        # Its event loop runs. FINISHED_LOADING was queued before this call, so it is over when the answer comes.
        wait_until(lambda: self.main_window.name, "OBS's event loop", LOADED_DEADLINE_S, GONE)
        return self

    def _end_deadlocked_looks_at_modules(self) -> None:
        """Up to OBS 31, libobs looks for Qt 5 in each module before it loads it: a fork opens the module, although locks
        that other threads held at that moment stay locked in it for ever. OBS would wait for it as long (once in some
        hundred starts). It loads the module where the fork ends in whichever way."""
        for fork in processes.deadlocked_forks(self.pid):
            warnings.warn("libobs' look at a module has deadlocked and was ended", stacklevel=2)
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.kill(fork, signal.SIGKILL)

    @property
    def application(self) -> Widget:
        if self._application is None:
            self._application = accessibility.application(processes.descendants(self._process.pid))
        if self._application is None:
            raise LookupError("OBS is not on the accessibility bus")
        return self._application

    @property
    def main_window(self) -> Widget:
        for window in self.application.children():
            if window.role == "frame" and window.name.startswith("OBS "):
                return window
        raise LookupError("OBS has no main window")

    def window(self, name: str, deadline_s: float = 20.0) -> Widget:
        """A top-level window by its title, once it shows."""
        return wait_until(lambda: self._open_window(name), lambda: f"the window {name!r}",
                          deadline_s, GONE)

    def window_is_open(self, name: str) -> bool:
        return self._open_window(name) is not None

    def _open_window(self, name: str) -> Widget | None:
        return next((w for w in self.application.children() if w.name == name and w.is_showing), None)

    def menu_item(self, *path: str | re.Pattern) -> Widget:
        """For example ("Tools", "Zoom Livestream"). Items can be used without opening the menu on the screen."""
        bar = self.main_window.find("menu bar", showing_only=False)
        widget = bar
        for name in path:
            widget = widget.find(("menu item", "check menu item", "radio menu item"), name, showing_only=False)
        return widget

    def tree(self) -> str:
        """All windows as text."""
        try:
            return self.application.dump()
        except GONE as problem:
            return f"(no accessibility tree: {problem})"

    # Its end

    def exit_item(self) -> Widget:
        """File > Exit, to be pressed: to find it takes a while on a busy machine."""
        return self.menu_item("File", "Exit")

    def ask_to_quit(self) -> None:
        """By its menu, without waiting for the end."""
        self.exit_item().press()

    def quit(self, deadline_s: float = EXIT_DEADLINE_S) -> int:
        """File > Exit, to the end; the exit code. What a disk that is slow loses at a hurried end is for tests of that."""
        self.wait_until_written()
        self.ask_to_quit()
        return self.wait_for_exit(deadline_s)

    def close_window(self) -> None:
        """The window manager's close button, by its key, without waiting for the end."""
        subprocess.run(["xdotool", "windowactivate", "--sync", self.x_window, "key", "--clearmodifiers", "alt+F4"],
                       check=True, capture_output=True)

    @property
    def x_window(self) -> str:
        """The main window's number on the X server."""
        def look() -> list[str]:
            # without --all it would be any of OBS's; it fails where a window goes while it looks
            return subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.pid), "--name",
                                   "^OBS "], capture_output=True, text=True).stdout.split()

        return wait_until(look, "OBS's main window on the X server")[0]

    def resize(self, size: tuple[int, int]) -> None:
        """The main window, near the screen's corner."""
        window = self.x_window
        subprocess.run(["xdotool", "windowmove", window, "10", "10", "windowsize", window, *map(str, size)],
                       check=True, capture_output=True)
        wait_until(lambda: self.main_window.extents[2] == size[0],
                   lambda: f"OBS's window to have {size}, not {self.main_window.extents}", not_yet=GONE)

    def wait_for_exit(self, deadline_s: float = EXIT_DEADLINE_S) -> int:
        try:
            return self._process.wait(deadline_s)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"OBS still runs {deadline_s:g} s after it was asked to quit:\n"
                                 f"{self.output[-3000:]}") from None

    def kill(self) -> None:
        """kill -9, as a crash or a power cut."""
        self.was_killed = True
        os.kill(self.pid, signal.SIGKILL)
        self.wait_for_exit()

    def crash(self) -> None:
        """As by a fault of its own: crash_trace.c tells on its output where its UI thread is."""
        self.was_killed = True
        os.kill(self.pid, signal.SIGSEGV)  # OBS from 32.1 on takes SIGABRT as a wish to quit
        self.wait_for_exit()

    def leftovers(self) -> dict[int, str]:
        """What this OBS has started and left running, by process id."""
        return processes.with_environment_text(str(self.home.path))

    def clean_up(self) -> None:
        """Whatever state it is in, nothing of it runs afterwards."""
        processes.stop(self._process, deadline_s=1.0)
