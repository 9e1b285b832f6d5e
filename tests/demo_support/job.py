# SPDX-License-Identifier: GPL-2.0-or-later
"""What is pushed where, and the OBS configuration that is prepared for it."""
from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Mapping

from harness.home import Home

# Of the person's own environment, for --real: another API of Zoom's, and the way to it.
ENVIRONMENT_OF_REAL = ("OBS_ZOOM_API_URL", "OBS_ZOOM_CA_FILE", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
                       "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@dataclass(frozen=True)
class Job:
    meeting: int
    page_url: str
    server: str
    stream_key: str = field(repr=False)
    token: str = field(repr=False)


def invented() -> Job:
    """For the stand-in: nothing in it is anybody's."""
    return Job(85746065432, "https://example.org/live", "rtmps://a.rtmps.youtube.com:443/live2",
               "demo-stream-key-7Qa9", secrets.token_urlsafe(48))


def real_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: environment[name] for name in ENVIRONMENT_OF_REAL if name in environment}


def prepare(home: Home, job: Job) -> None:
    """OBS streams to the job's destination, and the plugin knows meeting, page URL and token, as after a first use."""
    _switch_off_remote_control(home)
    home.write_service({"server": job.server, "key": job.stream_key})
    home.write_secrets({"default/access_token": job.token})
    _write_json(home.plugin_config / "accounts.json", {"version": 1, "accounts": [
        {"id": "default", "name": "My account", "method": "access_token", "cloud": "zoom"}]})
    _write_json(home.plugin_settings_file(), {"version": 1, "account": "default", "broadcasts": [
        {"kind": "unknown", "id": job.meeting, "page_url": job.page_url}]})


def _write_json(path, content: dict) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


def _switch_off_remote_control(home: Home) -> None:
    """A real stream key must not be there for whoever asks obs-websocket, which the tests leave open."""
    for path in (home.obs_config / "global.ini", home.obs_config / "user.ini"):
        text = path.read_text()
        assert "ServerEnabled=true" in text
        path.write_text(text.replace("ServerEnabled=true", "ServerEnabled=false"))
    path = home.obs_config / "plugin_config" / "obs-websocket" / "config.json"
    _write_json(path, {**json.loads(path.read_text()), "server_enabled": False})
