# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's special modes, and modules that belong to another OBS: the plugin does what OBS and other plugins do there."""
from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import MEETING, make_ready
from harness import second_qt
from harness.dock import Dock
from harness.help_window import HelpWindow
from harness.home import MODULE, Home, obs_takes
from harness.pushes import patches, push_by_hand, wait_for_push

ABSENT_QT, SECOND_QT = 8, 9
OWN_MODULES = next(Path("/usr/lib").glob("*/obs-plugins"))  # OBS's


def own_module(home: Home) -> Path:
    return home.obs_config / "plugins" / MODULE / "bin" / "64bit" / f"{MODULE}.so"


def add_module_of_qt(home: Home, name: str, number: int) -> None:
    """Ours as another plugin of the person's, as if it was built for the Qt of that number."""
    other = home.obs_config / "plugins" / name
    shutil.copytree(home.plugin_data, other / "data")
    (other / "bin" / "64bit").mkdir(parents=True)
    second_qt.renumber(own_module(home), number, other / "bin" / "64bit" / f"{name}.so")


def test_modules_that_were_built_for_another_qt(zoom, meeting, auto_home, launch_obs, scene):
    """One whose Qt is here beside OBS's, and one whose Qt is not: OBS goes on without them, and its log tells why."""
    add_module_of_qt(auto_home, "second", SECOND_QT)
    add_module_of_qt(auto_home, "absent", ABSENT_QT)
    libraries = scene.directory / "second Qt"
    libraries.mkdir()
    for library in second_qt.libraries_of(own_module(auto_home)):
        second_qt.renumber(library, SECOND_QT, libraries / second_qt.renamed(library.name, SECOND_QT))
    obs = launch_obs(environment={"LD_LIBRARY_PATH": f"{libraries}:{scene.environment['LD_LIBRARY_PATH']}"})
    obs.expect_log(r"not loaded: built for Qt \d, but this OBS uses another version of Qt$")
    assert obs.output.count("not loaded: built for Qt") == 1
    assert "Failed to initialize module 'second.so'" in obs.output
    obs.wait_for_log(rf"absent\.so\): lib[Qq]t{ABSENT_QT}\S+: cannot open shared object file")
    dock = Dock(obs)
    dock.wait_until_in_step()
    assert len(patches(zoom)) == 1, "one of them works"


def test_portable_mode(zoom, scene, texts):
    """All that the plugin keeps lies where OBS keeps its own, and what ships with it is found by such a way, too."""
    zoom.add_meeting(MEETING)
    home = make_ready(scene, scene.new_home(with_plugin=True, is_portable=True))
    obs = scene.launch_obs(home)
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.wait_for_status(texts["Status.Ready"])
    push_by_hand(zoom, dock)
    dock.keep_in_step.press()
    home.wait_for_settings({"auto_sync": True})
    last = patches(zoom)[-1]["number"]
    obs.websocket.set_stream_service({"server": "rtmp://live.example/app", "key": "another key"})
    assert wait_for_push(zoom, dock, last)["fields"]["stream_key"] == "another key"
    dock.press("Help")
    window = HelpWindow(obs)
    window.wait_for_place(texts.pattern("Status.InSync"))
    window.close()
    obs.quit()

    shipped = home.path.glob("plugins*/*")
    kept = {path for path in home.path.rglob("*") if "zoom" in path.name} - set(shipped)
    assert kept == {home.profile() / f"{MODULE}.json", home.plugin_config}
    assert {"accounts.json", "secrets.json", "state.json"} <= {path.name for path in home.plugin_config.iterdir()}
    assert not (home.path / ".config" / "obs-studio").exists()


def install_for_all(module: Path, folder: Path) -> tuple[str, ...]:
    """Beside OBS's own modules, for those alone that this command starts."""
    shutil.copytree(OWN_MODULES, folder)
    shutil.copy(module, folder)
    as_root, as_person = (), ()
    if os.geteuid() != 0:
        as_root = ("--user", "--map-root-user")
        as_person = ("unshare", "--user", f"--map-user={os.geteuid()}", f"--map-group={os.getegid()}", "--")
    bind = f'mount --bind "{folder}" "{OWN_MODULES}" && exec "$@"'
    return ("unshare", *as_root, "--mount", "--", "sh", "-c", bind, "sh", *as_person)


def test_safe_mode(namespaces, zoom, meeting, auto_home, launch_obs, scene):
    """OBS leaves the plugin out, for whomever it is installed, and the next start finds all as it was."""
    if not obs_takes("--safe-mode"):
        pytest.skip("this OBS has no safe mode: OBS has it from 30 on")
    prefix = install_for_all(own_module(auto_home), scene.directory / "modules")
    obs = launch_obs(prefix=prefix, arguments=("--safe-mode",))
    obs.with_plugin = False
    obs.expect_log(f"Skipping module '{MODULE}', not on safe list$")
    assert "Safe Mode enabled." in obs.output
    assert f"Skipping module '{MODULE}', not on safe list" in obs.output
    assert not Dock(obs).is_showing
    obs.quit()
    assert f"[{MODULE}]" not in obs.output and zoom.journal() == []

    dock = Dock(launch_obs())
    dock.wait_until_in_step()
    assert len(patches(zoom)) == 1
