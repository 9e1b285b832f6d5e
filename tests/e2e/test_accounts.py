# SPDX-License-Identifier: GPL-2.0-or-later
"""Several accounts: which one a profile uses, what they are called, and how one goes away."""
from __future__ import annotations

import json

from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.account_dialog import ACCESS_TOKEN, ENTER, SUMMARY
from harness.dock import Dock
from harness.locale_text import LocaleText
from harness.pushes import patches, push_by_hand
from harness.wait import wait_until
from harness.zoom_apps import (PLANTED_CLIENT_SECRET, newest, planted_secrets, server_to_server_account,
                               set_up_signed_in)

TEXT = LocaleText()
FOREIGN = {"stream_url": "rtmp://foreign.example/app", "stream_key": "somebody-elses-key-0815",
           "page_url": "https://foreign.example/live"}
REVOCATION = {"method": "POST", "path": "/oauth/revoke"}
OTHER_TOKEN = "eyJhbGciOiJIUzI1NiJ9.planted+other/token=of~tests.Bq7wX3rT7vB1nM5k"


def secrets_of(account: str, home) -> list[str]:
    """The entries that are kept of it, and of what its pushes have replaced."""
    return [entry for entry in home.secrets() if account in entry.split("/")[:2]]


def tokens_used(zoom) -> set[str]:
    """With which the API was called."""
    return {value.removeprefix("Bearer ") for entry in zoom.journal() if entry["path"].startswith("/v2/")
            for name, value in entry["headers"] if name == "authorization"}


def test_each_profile_uses_its_own(zoom, meeting, ready_home, obs, ready_dock, scene):
    """Made, chosen, renamed in the dialog; the id stays whatever the name is."""
    home, dock = ready_home, ready_dock
    zoom.add_token(OTHER_TOKEN)
    dialog = dock.open_account()
    assert dialog.accounts.has("My account")
    dialog.add_account("Second")
    dialog.choose_way(ACCESS_TOKEN)
    dialog.paste_token(OTHER_TOKEN)
    dialog.save()
    dialog.wait_for_account_status(TEXT.pattern("Account.SavedInFile"))
    first, second = home.accounts()
    assert first["id"] == "default" and second["id"] not in ("default", "")
    assert (first["name"], second["name"]) == ("My account", "Second")
    assert home.account_secrets() == {"default/access_token": PLANTED_TOKEN,
                                      f"{second['id']}/access_token": OTHER_TOKEN}
    home.wait_for_settings({"account": second["id"]})
    dialog.close()
    zoom.clear_journal()
    push_by_hand(zoom, dock)
    assert tokens_used(zoom) == {OTHER_TOKEN}

    # renamed: the same account, which the wheel does not change
    dialog = dock.open_account()
    dialog.choose_account("My account")
    dialog.accounts.roll_the_wheel()
    dialog.fill({"Name": "My account"})
    assert dialog.accounts.chosen == "My account"
    dialog.choose_account("Second")
    dialog.rename("Choir")
    wait_until(lambda: [each["name"] for each in home.accounts()] == ["My account", "Choir"], "the new name")
    assert [each["id"] for each in home.accounts()] == ["default", second["id"]]
    wait_until(lambda: dialog.accounts.has("Choir"), "the new name in the list")

    # the other one is chosen: for this profile only
    dialog.choose_account("My account")
    home.wait_for_settings({"account": "default"})
    dialog.close()
    wait_until(lambda: "My account" in dock.account(), "the dock to name the account")
    zoom.clear_journal()
    push_by_hand(zoom, dock)
    assert tokens_used(zoom) == {PLANTED_TOKEN}
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN, "other token": OTHER_TOKEN}) == []


def test_an_imported_profile_never_falls_back_to_another_account(zoom, meeting, ready_home, launch_obs):
    """Its account is not on this computer. The dock says so, uses none, and the person chooses."""
    imported = "Imported"
    ready_home.add_profile(imported)
    ready_home.set_broadcast(MEETING, PAGE_URL, profile=imported, account="0f8e6f0a-of-another-computer",
                             auto_sync=True)
    ready_home.write_service({"server": STREAM_URL, "key": PLANTED_KEY}, profile=imported)
    ready_home.start_with_profile(imported)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.wait_for_status(lambda shown: TEXT.is_in("Problem.account.unknown", shown))
    assert dock.asks_to_connect
    dialog = dock.open_account()
    dialog.wait_for_account_status(lambda shown: shown == TEXT["Account.Unknown"])
    dialog.close()
    assert zoom.journal() == []
    assert ready_home.read_plugin_settings(imported)["account"] == "0f8e6f0a-of-another-computer"
    # nor by going to another profile and back
    obs.websocket.switch_profile("Untitled")
    dock.wait_until_looked()
    obs.websocket.switch_profile(imported)
    dock.wait_for_status(lambda shown: TEXT.is_in("Problem.account.unknown", shown))
    assert patches(zoom) == []

    dialog = dock.open_account()
    dialog.choose_account("My account")
    dialog.close()
    push_by_hand(zoom, dock)
    ready_home.wait_for_settings({"account": "default"}, imported)


def test_signing_out_and_removing(zoom, home, launch_obs, scene):
    """Zoom revokes the sign-in, and nothing of it is left; where Zoom cannot be reached, nothing is left either."""
    zoom.add_meeting(MEETING)
    zoom.configure("meeting", MEETING, FOREIGN)
    set_up_signed_in(home, zoom)
    other = server_to_server_account(id="other", name="Other")
    accounts = [*home.accounts(), other]
    home.set_accounts(accounts, {**home.account_secrets(), "other/client_secret": PLANTED_CLIENT_SECRET})
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    obs = launch_obs()
    obs.expect_log(r"sign_in\.|network\.|account\.")
    dock = Dock(obs)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    assert dock.can_undo and f"undo/default/meeting/{MEETING}" in home.secrets()
    issued = planted_secrets(zoom)

    dialog = dock.open_account()
    dialog.wait_until_signed_in()
    dialog.sign_out()
    dialog.wait_for_account_status(TEXT["Account.SignedOut"])
    [revocation] = [entry for entry in zoom.journal() if entry["path"] == REVOCATION["path"]]
    assert revocation["status"] == 200 and revocation["unusual"] == []
    assert zoom.tokens(kind="refresh_token", state="active") == []
    assert zoom.tokens(kind="access_token", state="active") == []
    assert secrets_of("default", home) == []
    wait_until(lambda: not dock.can_undo, "the undo not to be offered any more")
    assert newest(zoom, "refresh_token") not in str(home.secrets())
    dialog.close()
    dock.press_push()
    dock.wait_for_status(lambda shown: TEXT.is_in("Problem.sign_in.needed", shown)
                         or TEXT.is_in("Problem.sign_in.no_client_secret", shown))
    assert "other/client_secret" in home.account_secrets(), "that of the other account"

    # removed where Zoom cannot be reached: gone from here all the same
    zoom.fault("refuse")
    zoom.drop_connections()
    dialog = dock.open_account()
    dialog.remove_account()
    wait_until(lambda: [each["id"] for each in home.accounts()] == ["other"], "the account to be removed")
    dialog.close()
    assert {entry.partition("/")[0] for entry in home.account_secrets()} == {"other"}
    assert "default/" not in (home.plugin_config / "state.json").read_text()
    # the profile does not fall back to the one that is left
    dock.wait_for_status(lambda shown: TEXT.is_in("Problem.account.unknown", shown) or TEXT["Status.NoAccount"] in shown)
    assert dock.asks_to_connect
    assert "other" not in json.dumps(home.read_plugin_settings().get("account"))
    assert scene.find_secrets({"key": PLANTED_KEY}, issued) == []


def test_a_removal_goes_on_without_its_dialog(zoom, home, launch_obs, scene):
    """The dialog is closed while Zoom has not answered yet; opened again, it tells how the removal goes and ends."""
    zoom.add_meeting(MEETING)
    zoom.configure("meeting", MEETING, FOREIGN)
    set_up_signed_in(home, zoom)
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    zoom.hold(match=REVOCATION)
    obs = launch_obs()
    obs.expect_log(r"sign_in\.|account\.")
    dock = Dock(obs)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    dialog = dock.open_account()
    dialog.wait_until_signed_in()
    dialog.remove_account()
    zoom.wait_for_request(match=REVOCATION)
    dialog.close()
    assert [each["id"] for each in home.accounts()] == ["default"] and home.account_secrets()
    dialog = dock.open_account()
    dialog.wait_for_account_status(TEXT["Account.SigningOut"])
    zoom.release()
    dialog.wait_for_account_status(TEXT["Account.RemovedAccount"].replace("{name}", "Parish"))
    assert home.accounts() == [] and secrets_of("default", home) == []
    wait_until(lambda: "default/" not in (home.plugin_config / "state.json").read_text(), "what was pushed to go too")
    assert zoom.tokens(kind="refresh_token", state="active") == []
    dialog.close()
    wait_until(lambda: "account" not in home.read_plugin_settings(), "the account to leave the profile")
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []


def test_what_this_version_does_not_know_is_kept(zoom, meeting, ready_home, launch_obs):
    """Settings of the first version, and what a later one may have added."""
    known = {"id": "default", "name": "My account", "method": "access_token", "cloud": "zoom"}
    unknown = {"id": "later", "name": "Later", "method": "telepathy", "cloud": "zoom", "x": [1, {"y": None}]}
    ready_home.accounts_file.write_text(json.dumps({"version": 1, "remote_control": False, "z": 1,
                                                    "accounts": [known, unknown]}))
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    dialog = dock.open_account()
    dialog.wait_for_field("Name", "My account")
    assert not dialog.accounts.has("Later")
    dialog.go_to(ENTER)
    assert dialog.shows_field("Access token") and not dialog.shows_field("Client ID"), "its own way is shown"
    dialog.go_to(SUMMARY)
    dialog.rename("Mine")
    wait_until(lambda: ready_home.accounts()[0]["name"] == "Mine", "the new name")
    dialog.close()
    written = json.loads(ready_home.accounts_file.read_text())
    assert written["accounts"] == [{**known, "name": "Mine"}, unknown] and written["z"] == 1
    assert ready_home.account_secrets() == {"default/access_token": PLANTED_TOKEN}


def test_the_cloud_of_the_government(zoom, home, launch_obs):
    """Its own addresses are asked, and no other; the proxy sees to it that none of them is reached."""
    host = "zoomgov.com"
    home.set_accounts([server_to_server_account(cloud="zoomgov")], {"default/client_secret": PLANTED_CLIENT_SECRET})
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    proxy = zoom.start_proxy(resolve={host: "127.0.0.1", "api.zoom.us": "127.0.0.1", "zoom.us": "127.0.0.1"})
    obs = launch_obs(environment={"OBS_ZOOM_API_URL": "", "OBS_ZOOM_OAUTH_URL": "", "https_proxy": proxy.url})
    obs.expect_log("network")
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.press_push()
    zoom.wait_for_connect(match={"target": f"{host}:443"})
    dock.wait_for_status(lambda shown: host in shown)
    asked = {entry["target"] for entry in zoom.proxy_journal()}
    assert not {target for target in asked if target.partition(":")[0].endswith("zoom.us")}
