# SPDX-License-Identifier: GPL-2.0-or-later
"""The access token: entered in the dialog, kept in the private file, never shown again."""
from __future__ import annotations

import base64
import json
import time

import pytest
from conftest import PLANTED_TOKEN
from harness.account_dialog import DONE, ENTER
from harness.dock import Dock
from harness.wait import wait_until

MODE = 0o777


def token_that_expires(seconds_from_now: int) -> str:
    def segment(value: dict) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{segment({'alg': 'none'})}.{segment({'exp': int(time.time()) + seconds_from_now})}.c2lnbmF0dXJl"


@pytest.mark.parametrize("typed", [PLANTED_TOKEN, f"Bearer {PLANTED_TOKEN}", f"\t bearer  {PLANTED_TOKEN}\r\n "],
                         ids=["plain", "bearer", "white-space"])
def test_a_token_is_cleaned_and_kept(zoom, home, dock, scene, texts, typed):
    dialog = dock.open_account()
    dialog.paste_token(typed)
    dialog.save()
    shown = dialog.wait_for_account_status(texts.pattern("Account.SavedInFile"))
    assert str(home.secrets_file) in shown
    dialog.wait_for_page(DONE)
    dialog.go_to(ENTER)
    assert dialog.field("Access token").text == ""
    [(entry, secret)] = home.account_secrets().items()
    assert secret == PLANTED_TOKEN
    [account] = json.loads((home.plugin_config / "accounts.json").read_text())["accounts"]
    assert entry == f"{account['id']}/access_token"
    assert home.secrets_file.stat().st_mode & MODE == 0o600
    assert scene.find_secrets({}, {"token": PLANTED_TOKEN}) == []


@pytest.mark.one_obs
@pytest.mark.parametrize("typed", ["two words", "line\nbreak", "grün", "nul\x7f"], ids=range(4))
def test_what_is_no_token_is_refused_at_the_field(zoom, home, dock, texts, typed):
    dialog = dock.open_account()
    dialog.choose_token()
    dialog.field("Access token").set_text(typed)
    dialog.wait_for_token_error(texts["Account.BadCharacter"])
    dialog.save()
    dialog.wait_for_token_error(texts["Account.BadCharacter"])
    assert not home.secrets_file.exists()
    dialog.discard()


@pytest.mark.one_obs
def test_nothing_typed(zoom, home, dock, texts):
    dialog = dock.open_account()
    dialog.choose_token()
    dialog.save()
    dialog.wait_for_token_error(texts["Account.Empty"])


@pytest.mark.parametrize("seconds, name", [(3600, "Account.Expires"), (-60, "Account.Expired")])
def test_expiry_is_told_where_the_token_tells_it(zoom, home, dock, texts, seconds, name):
    dialog = dock.open_account()
    dialog.paste_token(token_that_expires(seconds))
    dialog.wait_for_account_status(texts.pattern(name))
    dialog.save()
    dialog.wait_for_account_status(texts.pattern("Account.SavedInFile"))
    dialog.wait_for_account_status(texts.pattern(name))
    dialog.close()
    again = dock.open_account()
    again.wait_for_account_status(texts.pattern("Account.InFile"))
    again.wait_for_account_status(texts.pattern(name))


def test_a_removed_token_is_gone(zoom, ready_home, ready_dock, obs, texts):
    obs.expect_log("failed: account.no_token")
    dialog = ready_dock.open_account()
    dialog.wait_for_account_status(texts.pattern("Account.InFile"))
    dialog.remove_token()
    dialog.wait_for_account_status(texts["Account.Removed"])
    dialog.close()
    assert ready_home.account_secrets() == {}
    ready_dock.press_push()
    ready_dock.wait_for_status(texts["Problem.account.no_token"])

    # a new one mends it
    dialog = ready_dock.open_account()
    dialog.paste_token(PLANTED_TOKEN)
    dialog.save()
    ready_dock.wait_for_status(texts["Status.Ready"])


def test_a_permission_that_is_missing_wants_a_new_token(zoom, ready_dock, texts):
    dialog = ready_dock.open_account()
    dialog.wait_for_test("Anna Example")
    zoom.script({"status": 400, "body": {"code": 4711, "message": "does not contain scopes:[user:read:user]."}},
                match={"path": "/v2/users/me"})
    dialog.test()
    assert texts["Account.Test.AddScopesAndPaste"] in dialog.wait_for_test("user:read:user")


def test_a_file_that_cannot_be_read_is_told_and_not_overwritten(zoom, meeting, ready_home, launch_obs, texts):
    ready_home.secrets_file.write_text("{ broken")
    obs = launch_obs()
    obs.expect_log(r"failed: secret.failed|secrets\.json (cannot be read as JSON|was not written)")
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.press_push()
    dock.wait_for_status(texts.pattern("Problem.secret.failed"))
    dialog = dock.open_account()
    dialog.paste_token(PLANTED_TOKEN)
    dialog.save()
    dialog.wait_for_token_error(texts.pattern("Problem.secret.failed"))
    assert ready_home.secrets_file.read_text() == "{ broken"


def test_the_dialog_goes_with_its_profile(zoom, ready_home, ready_dock, obs):
    dialog = ready_dock.open_account()
    obs.websocket.create_profile("Second")
    wait_until(lambda: not dialog.is_open, "the dialog of the other profile to close")
