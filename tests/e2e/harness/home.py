# SPDX-License-Identifier: GPL-2.0-or-later
"""A person's home directory with a prepared OBS configuration, empty at the start of each test."""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from . import ports
from .wait import wait_until

MODULE = "obs-zoom-livestream"
FIRST_PROFILE = "Untitled"
# a package has installed it for everybody: no home has one of its own
IS_INSTALLED_FOR_ALL = os.environ.get("ZOOM_PLUGIN_IS_INSTALLED") == "yes"
SECRETS_OF_ITS_OWN = ("state/", "undo/")

# An idle OBS spends a quarter of a core on its picture. No test but one is about that.
SMALL_VIDEO = ("\n[Video]\nBaseCX=320\nBaseCY=240\nOutputCX=320\nOutputCY=240\nFPSType=0\nFPSCommon=10\n")
NO_PREVIEW = "\n[BasicWindow]\nPreviewEnabled=false\n"


@dataclass(frozen=True)
class Theme:
    """One of OBS's own."""

    name_until_30_1: str
    id_from_30_2: str


DARK = Theme("Yami", "com.obsproject.Yami.Original")
LIGHT = Theme("Light", "com.obsproject.Yami.Light")


class Home:
    def __init__(self, directory: Path, own_picture: bool = False, is_portable: bool = False) -> None:
        """`own_picture`: canvas, frame rate and preview are OBS's own; otherwise small, slow and off. `is_portable`: all
        lies as around an OBS in portable mode, which knows each place by its way from the folder of its program."""
        self.path = directory
        self._own_picture = own_picture
        self.working_directory = directory
        self.environment = {"HOME": str(directory)}
        self.arguments: tuple[str, ...] = ()
        # Each waits until an OBS here has written all that it has decided.
        self.writers: list[Callable[[], None]] = []
        self._plugin_folders = None
        self.obs_config = directory / ".config" / "obs-studio"
        if is_portable:
            self._become_portable()
        self.websocket_port = ports.claim()
        self.obs_config.mkdir(parents=True)
        self._seed_obs()

    def _become_portable(self) -> None:
        """An OBS that was built without portable mode, as all of Debian's are, is shown the same way to the same place."""
        self.working_directory = self.path / "bin" / "64bit"
        self.working_directory.mkdir(parents=True)
        self.obs_config = self.path / "config" / "obs-studio"
        # not where OBS looks by itself, for it would look for the plugin's texts elsewhere
        self._plugin_folders = self.path / "plugins", self.path / "plugins-data"
        self.environment |= {"XDG_CONFIG_HOME": "../../config", "OBS_PLUGINS_PATH": "../../plugins",
                             "OBS_PLUGINS_DATA_PATH": "../../plugins-data"}
        if obs_takes("--portable"):
            self.arguments = ("--portable",)

    def _seed_obs(self) -> None:
        # global.ini is read up to OBS 30, user.ini from 31 on. FirstRun means that the wizard has been there.
        text = (
            "[General]\nFirstRun=true\nEnableAutoUpdates=false\nLanguage=en-US\nPre31Migrated=true\n\n"
            "[OBSWebSocket]\nFirstLoad=false\nServerEnabled=true\nAuthRequired=false\nAlertsEnabled=false\n"
            f"ServerPort={self.websocket_port}\n\n"
            "[Basic]\nProfile=Untitled\nProfileDir=Untitled\n" + ("" if self._own_picture else NO_PREVIEW)
        )
        for name in ("global.ini", "user.ini"):
            (self.obs_config / name).write_text(text)
        websocket = self.obs_config / "plugin_config" / "obs-websocket"  # OBS 30.2 and later
        websocket.mkdir(parents=True)
        (websocket / "config.json").write_text(json.dumps({
            "first_load": False, "server_enabled": True, "server_port": self.websocket_port,
            "auth_required": False, "alerts_enabled": False, "server_password": "",
        }))
        self.add_profile(FIRST_PROFILE)

    def set_theme(self, theme: Theme) -> None:
        """What OBS looks like, from the next start on."""
        for name in ("global.ini", "user.ini"):
            file = self.obs_config / name
            old = file.read_text().replace("[General]\n", f"[General]\nCurrentTheme3={theme.name_until_30_1}\n", 1)
            file.write_text(f"{old}\n[Appearance]\nTheme={theme.id_from_30_2}\n")

    # Profiles and their stream settings

    def profile(self, name: str = FIRST_PROFILE) -> Path:
        return self.obs_config / "basic" / "profiles" / name

    def add_profile(self, name: str) -> Path:
        self.profile(name).mkdir(parents=True)
        video = "" if self._own_picture else SMALL_VIDEO
        (self.profile(name) / "basic.ini").write_text(f"[General]\nName={name}\n{video}")
        return self.profile(name)

    def empty_profile(self) -> None:
        """The first one, as it was at the start; OBS is in another."""
        shutil.rmtree(self.profile())
        self.add_profile(FIRST_PROFILE)

    def start_with_profile(self, name: str) -> None:
        """The current one at the next start, instead of "Untitled"."""
        for file in (self.obs_config / "global.ini", self.obs_config / "user.ini"):
            text = file.read_text().replace("Profile=Untitled\nProfileDir=Untitled\n",
                                            f"Profile={name}\nProfileDir={name}\n")
            file.write_text(text)

    def write_service(self, settings: dict, service_type: str = "rtmp_custom", profile: str = FIRST_PROFILE) -> None:
        """What OBS finds as its stream settings at the next start."""
        text = json.dumps({"type": service_type, "settings": settings}, ensure_ascii=False)
        (self.profile(profile) / "service.json").write_text(text, encoding="utf-8")

    def has_service(self, profile: str = FIRST_PROFILE) -> bool:
        return (self.profile(profile) / "service.json").exists()

    def read_service(self, profile: str = FIRST_PROFILE) -> dict:
        """What OBS has saved: {"type": …, "settings": {…}}."""
        return json.loads((self.profile(profile) / "service.json").read_text(encoding="utf-8"))

    # The plugin and its files

    def install_plugin(self, build_dir: Path) -> None:
        """Per user, as the README tells."""
        if IS_INSTALLED_FOR_ALL:
            return
        if self._plugin_folders:
            binaries, data = self._plugin_folders
            built = build_dir / "rundir" / MODULE
            shutil.copytree(built / "bin" / "64bit", binaries)
            shutil.copytree(built / "data", data / MODULE)
            return
        subprocess.run(
            ["cmake", "--install", str(build_dir), "--prefix", str(self.obs_config / "plugins")],
            check=True, capture_output=True, text=True,
        )

    @property
    def plugin_is_installed(self) -> bool:
        return IS_INSTALLED_FOR_ALL or self.plugin_data.exists()

    @property
    def plugin_data(self) -> Path:
        """What ships beside the binary."""
        if self._plugin_folders:
            return self._plugin_folders[1] / MODULE
        return self.obs_config / "plugins" / MODULE / "data"

    def hide_replaced_api(self) -> None:
        """For pictures: the dock's line on a stand-in is there for nobody who talks to Zoom itself. To be called when the
        plugin is installed."""
        file = self.plugin_data / "locale" / "en-US.ini"
        text = re.sub(r"(?m)^Dock\.HostOverridden=.*$", 'Dock.HostOverridden=" "', file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")

    @property
    def plugin_config(self) -> Path:
        return self.obs_config / "plugin_config" / MODULE

    def wait_until_written(self) -> None:
        """Until the plugin's files hold what is decided by now."""
        for wait in self.writers:
            wait()

    @property
    def secrets_file(self) -> Path:
        return self.plugin_config / "secrets.json"

    def write_secrets(self, secrets: dict[str, str]) -> None:
        """For example {"default/access_token": "…"}; used with OBS_ZOOM_SECRETS=file."""
        self.plugin_config.mkdir(parents=True, exist_ok=True)
        with open(os.open(self.secrets_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(secrets, file)

    def secrets(self) -> dict[str, str]:
        """All that secrets.json holds."""
        self.wait_until_written()
        return json.loads(self.secrets_file.read_text())

    def account_secrets(self) -> dict[str, str]:
        """What secrets.json holds of accounts; the plugin has some of its own there too."""
        return {entry: secret for entry, secret in self.secrets().items()
                if not entry.startswith(SECRETS_OF_ITS_OWN)}

    def sign_in(self, token: str) -> None:
        """An account with this access token, as somebody writes it by hand."""
        account = {"id": "default", "name": "My account", "method": "access_token", "cloud": "zoom"}
        self.set_accounts([account], {"default/access_token": token})

    @property
    def accounts_file(self) -> Path:
        return self.plugin_config / "accounts.json"

    def set_accounts(self, accounts: list[dict], secrets: dict[str, str]) -> None:
        self.write_secrets(secrets)
        self.accounts_file.write_text(json.dumps({"version": 1, "accounts": accounts}))

    def accounts(self) -> list[dict]:
        self.wait_until_written()
        return json.loads(self.accounts_file.read_text())["accounts"]

    def set_broadcast(self, id: int, page_url: str, kind: str = "meeting", profile: str = FIRST_PROFILE,
                      auto_sync: bool = False, account: str | None = "default") -> None:
        """What the dock shows at the next start. Account None: the profile has chosen none."""
        broadcast = {"kind": kind, "id": id, "page_url": page_url}
        settings = {"version": 1, "auto_sync": auto_sync, "broadcasts": [broadcast]}
        if account is not None:
            settings["account"] = account
        self.plugin_settings_file(profile).write_text(json.dumps(settings))

    def read_plugin_settings(self, profile: str = FIRST_PROFILE) -> dict:
        """What the plugin has saved; it does so a moment after it has taken something over."""
        self.wait_until_written()
        file = self.plugin_settings_file(profile)
        return json.loads(file.read_text()) if file.exists() else {}

    def saved_broadcast(self, profile: str = FIRST_PROFILE) -> dict:
        """Of read_plugin_settings; empty where there is none yet."""
        return next(iter(self.read_plugin_settings(profile).get("broadcasts", [])), {})

    def wait_for_settings(self, wanted: dict, profile: str = FIRST_PROFILE) -> None:
        """Until these members are saved."""
        wait_until(lambda: wanted.items() <= self.read_plugin_settings(profile).items(),
                   lambda: f"{wanted} to be saved, not {self.read_plugin_settings(profile)}")

    def wait_for_broadcast(self, wanted: dict, profile: str = FIRST_PROFILE) -> None:
        """The same of the broadcast."""
        wait_until(lambda: wanted.items() <= self.saved_broadcast(profile).items(),
                   lambda: f"{wanted} to be saved, not {self.saved_broadcast(profile)}")

    def remember_a_push_by_hand(self) -> None:
        """Once there was one, auto-sync is offered. The plugin's directory has to be there."""
        (self.plugin_config / "state.json").write_text(json.dumps({"version": 1, "pushed_once": True}))

    def plugin_settings_file(self, profile: str = FIRST_PROFILE) -> Path:
        return self.profile(profile) / f"{MODULE}.json"

    # Around a start

    def forget_unclean_end(self) -> None:
        """OBS 32 asks a modal question after a kill; the person has answered it."""
        shutil.rmtree(self.obs_config / ".sentinel", ignore_errors=True)

    def log_files(self) -> list[Path]:
        """OBS's own logs, oldest first."""
        return sorted((self.obs_config / "logs").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)


def obs_takes(option: str) -> bool:
    """Whether the OBS of this machine lists it among its options."""
    told = subprocess.run(["obs", "--help"], check=True, capture_output=True, text=True).stdout
    return re.search(rf"^{option}\b", told, re.MULTILINE) is not None
