# SPDX-License-Identifier: GPL-2.0-or-later
"""All that belongs to one test, or to a group of tests that share an OBS: its homes, its OBS runs, its end."""
from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Callable, Mapping

from . import artifacts, log_judge, secrets_scan
from .display import PrivateDesktop
from .home import FIRST_PROFILE, IS_INSTALLED_FOR_ALL, Home
from .obs import Obs

# The profile in which the OBS of a group is between two tests. It is empty: nothing goes on in it.
RESTING = "Resting"

# A test may run the plugin's sanitizer builds: their settings are for OBS too.
PASSED_ON = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_PRELOAD")
CRASH_TRACE = "crash_trace.so"


class Scene:
    def __init__(self, desktop: PrivateDesktop, test_name: str, build_dir: Path | None,
                 is_shared: bool = False) -> None:
        self.desktop = desktop
        self.directory = Path(tempfile.mkdtemp(dir=desktop.directory))
        self.homes: list[Home] = []
        self.runs: list[Obs] = []
        self.tests = 1  # of the group so far, with this one
        self._is_shared = is_shared
        self.artifacts = artifacts.directory_for(test_name)
        # For every OBS of the test: secrets in the file, because this desktop has no keychain.
        self.environment = {"OBS_ZOOM_SECRETS": "file"}
        self._build_dir = build_dir
        if build_dir:
            # LD_PRELOAD names them without their path, because one with a space in it would be two
            self.environment["LD_LIBRARY_PATH"] = str(build_dir / "tests")
            if (build_dir / "tests" / CRASH_TRACE).is_file() and "LD_PRELOAD" not in os.environ:
                self.environment["LD_PRELOAD"] = CRASH_TRACE

    @property
    def goes_on(self) -> bool:
        """With the OBS that an earlier test of the group has left."""
        return self.tests > 1

    def leave(self) -> None:
        """OBS goes to another profile, in which nothing goes on: what has not been sent by then never is."""
        for obs in self.runs:
            obs.websocket.switch_profile(RESTING)

    def rest(self) -> list[str]:
        """Ends all that the test has begun; what is wrong with it so far."""
        try:
            self.leave()
            for obs in self.runs:  # also on a slow disk: the next test empties the profile
                obs.wait_until_written()
        except Exception as problem:  # whatever hinders it, the test has to say so
            return [f"OBS could not go to another profile: {problem}"]
        return [complaint for obs in self.runs for complaint in log_judge.complaints_so_far(obs)]

    def go_on(self, test_name: str) -> None:
        """With the next test of the group: what the one before it has provoked is not expected of it, and what that has
        left in the profile is gone."""
        self.artifacts = artifacts.directory_for(test_name)
        self.tests += 1
        for obs in self.runs:
            obs.expected_log.clear()
            obs.home.empty_profile()

    def enter(self) -> Obs:
        """The OBS of the group goes to the profile that the test has prepared."""
        [obs] = self.runs
        obs.websocket.switch_profile(FIRST_PROFILE)
        return obs

    def new_home(self, with_plugin: bool, own_picture: bool = False, is_portable: bool = False) -> Home:
        home = Home(Path(tempfile.mkdtemp(prefix="home.", dir=self.directory)), own_picture, is_portable)
        self.homes.append(home)
        if self._is_shared:
            home.add_profile(RESTING)
        if with_plugin:
            if self._build_dir is None and not IS_INSTALLED_FOR_ALL:
                raise RuntimeError("ZOOM_PLUGIN_BUILD_DIR does not say where the plugin has been built")
            home.install_plugin(self._build_dir)
        return home

    def launch_obs(self, home: Home, environment: Mapping[str, str] = {}, prefix: tuple[str, ...] = (),
                   arguments: tuple[str, ...] = ()) -> Obs:
        """Starts OBS and returns when it has loaded. A second call with the same home is a restart.

        `environment` goes on top of the scene's; `prefix` is a command that runs OBS, such as ("unshare", "--net").
        """
        obs = Obs(
            home,
            {**self.desktop.environment, **home.environment, **_passed_on(), **self.environment, **environment},
            self.directory / f"obs-{len(self.runs) + 1}.out", prefix, arguments,
        )
        self.runs.append(obs)
        try:
            return obs.wait_until_loaded()
        except AssertionError:
            if not log_judge.is_crash_of_audio(obs.output):
                raise
        warnings.warn("libobs' audio thread has crashed before OBS loaded a plugin", stacklevel=2)
        self.runs.remove(obs)
        return self.launch_obs(home, environment, prefix, arguments)

    def find_secrets(self, keys: dict[str, str], tokens: dict[str, str]) -> list[secrets_scan.Finding]:
        """Everything of this test: homes, OBS's output, and of an OBS that runs its windows and processes."""
        for home in self.homes:
            home.wait_until_written()
        running = [obs for obs in self.runs if obs.is_running]
        found = secrets_scan.scan(keys, tokens, [self.directory],
                                  {f"accessibility of OBS {obs.pid}": obs.tree() for obs in running})
        for obs in running:
            found += secrets_scan.scan(keys, tokens, [], pid=obs.pid)
        return found

    def finish(self, failed: bool, save_journal: Callable[[Path], None] | None,
               baseline_leaks: Callable[[Obs], int]) -> list[str]:
        """Ends what runs; what is wrong with it, in words. Keeps the artifacts of a failure."""
        # Kept before the end, because it is too late afterwards; thrown away where all is well.
        kept = self.directory.with_name(self.directory.name + ".kept")
        found: list[str] = []
        try:
            if failed:
                artifacts.keep_living(kept, self.runs)
            for obs in self.runs:
                if obs.is_running:
                    found += quit_or_crash(obs)
            # when all have ended: runs of the same home would be each other's leftovers
            for obs in self.runs:
                found += log_judge.complaints(obs, baseline_leaks)
            if failed or found:
                artifacts.keep_written(kept, self.runs, save_journal)
                shutil.rmtree(self.artifacts, ignore_errors=True)
                shutil.copytree(kept, self.artifacts)
        finally:
            for obs in self.runs:
                obs.clean_up()
            for directory in (self.directory, kept):
                shutil.rmtree(directory, ignore_errors=True)
        return found


def _passed_on() -> dict[str, str]:
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


def quit_or_crash(obs: Obs) -> list[str]:
    try:
        obs.quit()
    except Exception as problem:  # whatever hinders it, the test has to say so and end it
        if obs.is_running:
            with contextlib.suppress(AssertionError, ProcessLookupError):
                obs.crash()
        obs.clean_up()
        return [f"OBS could not be quit: {problem}{obs.output.partition('*** crashed ***')[2]}"]
    return []
