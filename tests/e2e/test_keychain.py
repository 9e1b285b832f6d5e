# SPDX-License-Identifier: GPL-2.0-or-later
"""The access token in a real keychain, and where there is none."""
from __future__ import annotations

import json

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.home import MODULE, SECRETS_OF_ITS_OWN

AS_PEOPLE_RUN_IT = {"OBS_ZOOM_SECRETS": ""}


@pytest.fixture
def keyring(display_session, scene):
    from harness.keyring import Keyring

    with Keyring(display_session, scene.directory / "keyring") as keyring:
        yield keyring


def account_secrets(keyring) -> dict[str, str]:
    """Without what the plugin keeps there of its own."""
    return {entry: secret for entry, secret in keyring.secrets(MODULE).items()
            if not entry.startswith(SECRETS_OF_ITS_OWN)}


def save_token(dock, texts, name: str) -> None:
    dialog = dock.open_account()
    dialog.paste_token(PLANTED_TOKEN)
    dialog.save()
    dialog.wait_for_account_status(texts.pattern(name))
    dialog.close()


def test_a_token_in_the_keychain(zoom, scene, home, keyring, launch_obs, texts):
    from harness.dock import Dock

    zoom.add_meeting(MEETING)
    home.set_broadcast(MEETING, PAGE_URL)
    settings = json.loads(home.plugin_settings_file().read_text())
    del settings["account"]
    home.plugin_settings_file().write_text(json.dumps(settings))
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})

    obs = launch_obs(environment=AS_PEOPLE_RUN_IT)
    dock = Dock(obs)
    dock.wait_until_showing()
    save_token(dock, texts, "Account.SavedInKeychain")
    account = json.loads(home.plugin_settings_file().read_text())["account"]
    # for another host than Zoom's, an entry of its own
    assert account_secrets(keyring) == {f"{account}/access_token@127.0.0.1:{zoom.port}": PLANTED_TOKEN}
    assert not home.secrets_file.exists()
    obs.quit()

    again = launch_obs(environment=AS_PEOPLE_RUN_IT)
    dock = Dock(again)
    dock.wait_until_showing()
    dock.press_push()
    dock.wait_for_status(texts.pattern("Status.InSync"))
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN}) == []

    dialog = dock.open_account()
    dialog.wait_for_account_status(texts.pattern("Account.InKeychain"))
    dialog.remove_token()
    dialog.wait_for_account_status(texts["Account.Removed"])
    assert account_secrets(keyring) == {}


def test_without_a_keychain_the_private_file_is_used(zoom, home, launch_obs, texts):
    from harness.dock import Dock

    dock = Dock(launch_obs(environment=AS_PEOPLE_RUN_IT))
    dock.wait_until_showing()
    save_token(dock, texts, "Account.SavedInFile")
    assert list(home.account_secrets().values()) == [PLANTED_TOKEN]
    assert home.secrets_file.stat().st_mode & 0o777 == 0o600
