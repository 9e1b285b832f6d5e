# SPDX-License-Identifier: GPL-2.0-or-later
"""A script in OBS that changes the stream service in memory, without saving it, as scripts of people do."""
from __future__ import annotations

import json
from pathlib import Path

from .home import Home
from .obs import Obs
from .wait import wait_until

HOTKEY = "tests.change_service"

CHANGES_THE_SERVICE = """
obs = obslua

function change(pressed)
	if not pressed then return end
	local file = io.open(script_path() .. "service.txt")
	local server, key = file:read("*l", "*l")
	file:close()
	local settings = obs.obs_data_create()
	obs.obs_data_set_string(settings, "server", server)
	obs.obs_data_set_string(settings, "key", key)
	obs.obs_service_update(obs.obs_frontend_get_streaming_service(), settings)
	obs.obs_data_release(settings)
end

function script_load(settings)
	obs.obs_hotkey_register_frontend("tests.change_service", "Change the service", change)
end
"""


def install(home: Home, name: str, text: str) -> Path:
    """Before OBS starts: it is a part of the scene collection. Returns its file; each script is the only one."""
    script = home.path / "scripts" / f"{name}.lua"
    script.parent.mkdir()
    script.write_text(text)
    collection = home.obs_config / "basic" / "scenes" / "Untitled.json"
    collection.parent.mkdir(parents=True)
    # with a scene, without which OBS 30 does not start
    collection.write_text(json.dumps({
        "name": "Untitled", "current_scene": "Scene", "current_program_scene": "Scene",
        "scene_order": [{"name": "Scene"}],
        "sources": [{"id": "scene", "name": "Scene", "settings": {"items": [], "id_counter": 0}}],
        "modules": {"scripts-tool": [{"path": str(script), "settings": {}}]}}))
    return script


class ServiceScript:
    """Installed before OBS starts."""

    def __init__(self, home: Home) -> None:
        self._directory = install(home, "change_service", CHANGES_THE_SERVICE).parent

    def change_service(self, obs: Obs, server: str, key: str) -> None:
        (self._directory / "service.txt").write_text(f"{server}\n{key}\n")
        obs.websocket.request("TriggerHotkeyByName", hotkeyName=HOTKEY)
        wait_until(lambda: obs.websocket.stream_service()["streamServiceSettings"].get("key") == key,
                   "the script to change the service")
