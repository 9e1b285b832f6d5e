# SPDX-License-Identifier: GPL-2.0-or-later
"""Secrets in a real keychain, in the file where there is none, and moved from one to the other."""
from __future__ import annotations

import json

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.dock import Dock
from harness.home import MODULE, SECRETS_OF_ITS_OWN, Home
from harness.keyring import Keyring
from harness.locale_text import LocaleText
from harness.prepared import enter_all
from harness.pushes import push_by_hand
from harness.zoom_apps import ACCOUNT, PLANTED_CLIENT_SECRET, newest, planted_secrets, set_up_signed_in

TEXT = LocaleText()

FOREIGN_KEY = "somebody-elses+key/of=the&tests-0815"
# as long as Zoom takes them
FOREIGN = {"stream_url": "rtmp://foreign.example/".ljust(1024, "x"), "stream_key": FOREIGN_KEY.ljust(512, "é"),
           "page_url": "https://foreign.example/".ljust(1024, "日"), "resolution": "1080p"}
AS_PEOPLE_RUN_IT = {"OBS_ZOOM_SECRETS": ""}


@pytest.fixture
def keyring(display_session, scene):
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
    zoom.add_meeting(MEETING)
    zoom.configure("meeting", MEETING, FOREIGN)
    home.set_broadcast(MEETING, PAGE_URL)
    settings = json.loads(home.plugin_settings_file().read_text())
    del settings["account"]
    home.plugin_settings_file().write_text(json.dumps(settings))
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})

    obs = launch_obs(environment=AS_PEOPLE_RUN_IT)
    dock = Dock(obs)
    dock.wait_until_showing()
    save_token(dock, texts, "Account.SavedInKeychain")
    account = home.read_plugin_settings()["account"]
    # for another host than Zoom's, an entry of its own
    assert account_secrets(keyring) == {f"{account}/access_token@127.0.0.1:{zoom.port}": PLANTED_TOKEN}
    assert not home.secrets_file.exists()
    obs.quit()

    again = launch_obs(environment=AS_PEOPLE_RUN_IT)
    dock = Dock(again)
    dock.wait_until_showing()
    dock.press_push()
    dock.wait_for_status(texts.pattern("Status.InSync"))
    undo = f"undo/{account}/meeting/{MEETING}@127.0.0.1:{zoom.port}"
    assert dock.can_undo and json.loads(keyring.secrets(MODULE)[undo]) == FOREIGN
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN, "foreign": FOREIGN_KEY}) == []
    dock.press_undo()
    dock.wait_for_status(texts["Status.Undone"])
    assert zoom.configuration("meeting", MEETING) == FOREIGN
    push_by_hand(zoom, dock)
    dock.wait_for_status(texts.pattern("Status.InSync"))
    assert dock.can_undo

    dialog = dock.open_account()
    dialog.wait_for_account_status(texts.pattern("Account.InKeychain"))
    dialog.remove_token()
    dialog.wait_for_account_status(texts["Account.Removed"])
    assert list(keyring.secrets(MODULE)) == ["state/digest_key"], "what its pushes have replaced goes as well"


def test_without_a_keychain_the_private_file_is_used(zoom, home, launch_obs, texts):
    dock = Dock(launch_obs(environment=AS_PEOPLE_RUN_IT))
    dock.wait_until_showing()
    save_token(dock, texts, "Account.SavedInFile")
    assert list(home.account_secrets().values()) == [PLANTED_TOKEN]
    assert home.secrets_file.stat().st_mode & 0o777 == 0o600


def see_problem(dock, code: str) -> None:
    dock.wait_for_status(lambda shown: TEXT.is_in(f"Problem.{code}", shown) and TEXT.is_in(f"Remedy.{code}", shown))


def place_of(home: Home) -> str | None:
    """Where secrets are kept, as it is remembered."""
    home.wait_until_written()
    return json.loads(home.accounts_file.read_text()).get("secrets")


def in_keychain(zoom, secrets: dict[str, str]) -> dict[str, str]:
    """The same under the names that entries for another host than Zoom's own have there."""
    return {f"{entry}@127.0.0.1:{zoom.port}": secret for entry, secret in secrets.items()}


def test_a_sign_in_is_moved_and_stays(zoom, scene, home, keyring, launch_obs):
    """From the file to the keychain, over a restart with a renewal, and back."""
    zoom.add_meeting(MEETING)
    set_up_signed_in(home, zoom)
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    # the first version had begun with the file: a keychain that is there now changes nothing by itself
    obs = launch_obs(environment=AS_PEOPLE_RUN_IT)
    dock = Dock(obs)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    before = home.secrets()
    assert keyring.secrets(MODULE) == {}
    dialog = dock.open_account()
    dialog.wait_for_label("Where secrets are kept", TEXT.pattern("Account.Place.File"))

    # a keychain that says no: nothing is moved, and all of it still works
    keyring.lock()
    dialog.press("Move to the keychain")
    shown = dialog.wait_for_label("Where secrets are kept", TEXT["Account.Place.NotMoved"])
    assert TEXT.is_in("Problem.secret.denied", shown) or TEXT.is_in("Problem.secret.failed", shown)
    assert home.secrets() == before
    keyring.unlock()
    assert keyring.secrets(MODULE) == {}

    dialog.press("Move to the keychain")
    dialog.wait_for_label("Where secrets are kept", TEXT["Account.Place.Keychain"])
    signed_in = {f"{ACCOUNT}/client_secret": PLANTED_CLIENT_SECRET,
                 f"{ACCOUNT}/refresh_token": newest(zoom, "refresh_token")}
    assert account_secrets(keyring) == in_keychain(zoom, signed_in)
    assert len(keyring.secrets(MODULE)) == len(before), "also what the plugin keeps there of its own"
    assert home.account_secrets() == {} if home.secrets_file.exists() else True
    assert place_of(home) == "keychain"
    dialog.close()
    push_by_hand(zoom, dock)
    obs.quit()

    again = launch_obs(environment=AS_PEOPLE_RUN_IT)
    dock = Dock(again)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    renewed = {**signed_in, f"{ACCOUNT}/refresh_token": newest(zoom, "refresh_token")}
    assert renewed != signed_in and account_secrets(keyring) == in_keychain(zoom, renewed)
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []

    dialog = dock.open_account()
    dialog.wait_until_signed_in()
    dialog.press("Move to a file")
    dialog.wait_for_label("Where secrets are kept", TEXT.pattern("Account.Place.File"))
    assert home.account_secrets() == renewed and keyring.secrets(MODULE) == {}
    assert home.secrets_file.stat().st_mode & 0o777 == 0o600
    assert place_of(home) == "file"
    dialog.close()
    push_by_hand(zoom, dock)


def keep_in_keychain(zoom, home, keyring) -> None:
    """As if all that is in the file had been moved."""
    for entry, secret in in_keychain(zoom, home.secrets()).items():
        keyring.store(MODULE, entry, secret)
    home.secrets_file.unlink()
    accounts = json.loads(home.accounts_file.read_text())
    home.accounts_file.write_text(json.dumps({**accounts, "secrets": "keychain"}))


@pytest.fixture
def home_with_keychain(zoom, home, keyring):
    """With an account that was signed in before."""
    zoom.add_meeting(MEETING)
    set_up_signed_in(home, zoom)
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    keep_in_keychain(zoom, home, keyring)
    return home


def test_nothing_is_moved_where_that_cannot_be_remembered(zoom, home_with_keychain, keyring, launch_obs):
    """A newer version has written the accounts: the next start would look for the secrets where they were."""
    home = home_with_keychain
    accounts = {**json.loads(home.accounts_file.read_text()), "version": 1000}
    home.accounts_file.write_text(json.dumps(accounts))
    obs = launch_obs(environment=AS_PEOPLE_RUN_IT)
    obs.expect_log("accounts.json was not written")
    dock = Dock(obs)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    dialog = dock.open_account()
    dialog.wait_until_signed_in()
    before = keyring.secrets(MODULE)
    dialog.press("Move to a file")
    shown = dialog.wait_for_label("Where secrets are kept", TEXT["Account.Place.NotMoved"])
    assert TEXT.is_in("Problem.secret.place_not_saved", shown)
    assert dialog.label_text("Account error") == "", "told once, by its cause"
    assert keyring.secrets(MODULE) == before and home.account_secrets() == {}
    dialog.close()
    push_by_hand(zoom, dock)
    obs.quit()
    assert json.loads(home.accounts_file.read_text()) == accounts

    again = Dock(launch_obs(environment=AS_PEOPLE_RUN_IT))
    again.wait_until_showing()
    push_by_hand(zoom, again)


def test_another_obs_follows_a_move(zoom, home_with_keychain, keyring, launch_obs):
    """It finds nothing where the secrets were, and goes where they are, there and back."""
    home = home_with_keychain
    docks = []
    for _ in range(2):
        dock = Dock(launch_obs(environment=AS_PEOPLE_RUN_IT))
        if not dock.is_showing:  # it has shown itself to the first of the two
            dock.open_from_tools_menu()
        dock.wait_until_showing()
        push_by_hand(zoom, dock)
        assert newest(zoom, "refresh_token") in keyring.secrets(MODULE).values()
        docks.append(dock)
    dialog = docks[0].open_account()
    for button, place in ("Move to a file", "Account.Place.File"), ("Move to the keychain", "Account.Place.Keychain"):
        dialog.press(button)
        dialog.wait_for_label("Where secrets are kept", TEXT.pattern(place))
        zoom.expire_access_tokens()
        renewed = newest(zoom, "refresh_token")
        push_by_hand(zoom, docks[1])
        assert newest(zoom, "refresh_token") != renewed, "the other OBS has renewed the sign-in"
        push_by_hand(zoom, docks[0])
    assert account_secrets(keyring)[f"{ACCOUNT}/refresh_token@127.0.0.1:{zoom.port}"] == newest(zoom, "refresh_token")
    assert home.account_secrets() == {} and place_of(home) == "keychain"


def test_a_keychain_that_gives_nothing_out(zoom, meeting, scene, home, keyring, display_session, launch_obs):
    """Locked, silent or gone: told in words, and no file appears before the person wants one."""
    enter_all(home, PLANTED_TOKEN, MEETING, PAGE_URL, {"server": STREAM_URL, "key": PLANTED_KEY})
    home.secrets_file.unlink()
    obs = launch_obs(environment=AS_PEOPLE_RUN_IT)
    obs.expect_log(r"secret\.|account\.no_token")
    dock = Dock(obs)
    dock.wait_until_showing()
    save_token(dock, TEXT, "Account.SavedInKeychain")
    push_by_hand(zoom, dock)

    # what is in memory serves until Zoom refuses it
    keyring.lock()
    push_by_hand(zoom, dock)
    zoom.add_token(PLANTED_TOKEN, expired=True)
    dock.press_push()
    see_problem(dock, "secret.denied")
    dialog = dock.open_account()
    dialog.paste_token("typed.while-locked")
    dialog.save()
    dialog.wait_for_token_error(lambda shown: TEXT.is_in("Problem.secret.denied", shown)
                                or TEXT.is_in("Problem.secret.failed", shown))
    dialog.discard()
    keyring.unlock()
    zoom.add_token(PLANTED_TOKEN)
    push_by_hand(zoom, dock)

    keyring.lock()
    zoom.add_token(PLANTED_TOKEN, expired=True)
    with keyring.asking_in_vain():
        dock.press_push()
        dock.wait_for_status(TEXT["Problem.secret.late"], deadline_s=90.0)
    keyring.unlock()
    zoom.add_token(PLANTED_TOKEN)
    push_by_hand(zoom, dock)
    obs.quit()

    # at the next start there is none
    keyring.end()
    again = launch_obs(environment=AS_PEOPLE_RUN_IT)
    again.expect_log(r"secret\.no_keychain")
    dock = Dock(again)
    dock.wait_until_showing()
    dock.press_push()
    see_problem(dock, "secret.no_keychain")
    dialog = dock.open_account()
    dialog.wait_for_label("Where secrets are kept", TEXT["Account.Place.KeychainGone"])
    assert not home.secrets_file.exists()

    # it is gone for good: what it kept is entered again, and kept in a file from now on
    assert dialog.label_text("What must be entered again") == TEXT["Account.Place.EnterAgain.Words"]
    dialog.press("Keep secrets in a file")
    dialog.wait_for_label("Where secrets are kept", TEXT.pattern("Account.Place.FileNoKeychain"))
    dialog.wait_for_account_status(TEXT["Account.None"])
    dialog.close()
    save_token(dock, TEXT, "Account.SavedInFile")
    assert place_of(home) == "file" and list(home.account_secrets().values()) == [PLANTED_TOKEN]
    push_by_hand(zoom, dock)
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN}) == []
