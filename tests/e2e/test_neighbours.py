# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's special modes, and modules that belong to another OBS: the plugin does what OBS and other plugins do there."""
from __future__ import annotations

import shutil
from pathlib import Path

from conftest import MEETING, make_ready
from harness import second_qt
from harness.dock import Dock
from harness.help_window import HelpWindow
from harness.home import MODULE, Home
from harness.pushes import patches, push_by_hand, wait_for_push

ABSENT_QT, SECOND_QT = 8, 9


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
    obs = launch_obs(environment={"LD_LIBRARY_PATH": str(libraries)})
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
