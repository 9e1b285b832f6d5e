# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's special modes, and modules that belong to another OBS: the plugin does what OBS and other plugins do there."""
from __future__ import annotations

from conftest import MEETING, make_ready
from harness.dock import Dock
from harness.help_window import HelpWindow
from harness.home import MODULE
from harness.pushes import patches, push_by_hand, wait_for_push


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
