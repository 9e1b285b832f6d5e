# SPDX-License-Identifier: GPL-2.0-or-later
"""A sign-in that rotates: no token is used before the next refresh token is stored, and none is lost."""
from __future__ import annotations

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness.dock import Dock
from harness.liveliness import close_while_nobody_answers
from harness.locale_text import LocaleText
from harness.pushes import patches, push_by_hand
from harness.wait import wait_until
from harness.zoom_apps import ACCOUNT, TOKEN_REQUEST, newest, planted_secrets, set_up_signed_in

TEXT = LocaleText()
REFRESH_TOKEN = f"{ACCOUNT}/refresh_token"
API = {"path": "/v2/*"}
# in the log, of a push that was read back
VERIFIED = "holds the same for the meeting"


@pytest.fixture
def signed_in_home(zoom, home):
    """A home with an account that was signed in by a browser before."""
    zoom.add_meeting(MEETING)
    set_up_signed_in(home, zoom)
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    return home


@pytest.fixture
def launch_dock(signed_in_home, launch_obs):
    """launch_dock(**options): an OBS in `signed_in_home`, and its dock."""
    def launch(**options):
        obs = launch_obs(signed_in_home, **options)
        dock = Dock(obs)
        if not dock.is_showing:  # where it stands is lost in a crash, and kept by the one of two that ends last
            dock.open_from_tools_menu()
        return obs, dock

    return launch


def renewals(zoom) -> list[dict]:
    return [entry for entry in zoom.journal() if entry["path"] == TOKEN_REQUEST["path"]]


def see_problem(dock, code: str) -> None:
    dock.wait_for_status(lambda shown: TEXT.is_in(f"Problem.{code}", shown) and TEXT.is_in(f"Remedy.{code}", shown))


def test_a_permission_that_is_missing_wants_a_new_sign_in(zoom, signed_in_home, launch_dock):
    zoom.options(withheld_scopes=["user:read:settings"])
    _, dock = launch_dock()
    dialog = dock.open_account()
    dialog.test()
    assert TEXT["Account.Test.AddScopesAndSignIn"] in dialog.wait_for_test("user:read:settings")
    assert len(renewals(zoom)) == 1, "another token would have no more"


def test_the_next_one_is_stored_before_the_token_is_used(zoom, signed_in_home, launch_dock, scene):
    first = newest(zoom, "refresh_token")
    zoom.hold(match=API)
    obs, dock = launch_dock()
    zoom.wait_for_request(match=API)  # the first use of the token, held
    second = newest(zoom, "refresh_token")
    assert second != first and signed_in_home.account_secrets()[REFRESH_TOKEN] == second
    [renewal] = renewals(zoom)
    assert renewal["fields"] == {"grant_type": "refresh_token", "refresh_token": first}
    zoom.release()
    push_by_hand(zoom, dock)
    assert len(renewals(zoom)) == 1, "the token was good for an hour"

    # on intent, with less than 5 min left, each time with the newest one
    zoom.options(expires_in=240)
    zoom.expire_access_tokens()
    for _ in range(2):
        push_by_hand(zoom, dock)
    assert signed_in_home.account_secrets()[REFRESH_TOKEN] == newest(zoom, "refresh_token")
    assert len(renewals(zoom)) >= 3
    assert [entry["unusual"] for entry in zoom.journal() if entry["unusual"]] == []
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []

    # and the next start goes on from there
    obs.quit()
    _, dock = launch_dock()
    push_by_hand(zoom, dock)
    assert [each for each in zoom.tokens() if each["state"] == "revoked"] == []


def test_a_sign_in_that_has_ended(zoom, launch_dock, signed_in_home):
    zoom.expire_refresh_tokens()
    obs, dock = launch_dock()
    obs.expect_log("sign_in.(expired|needed)")
    dock.press_push()
    see_problem(dock, "sign_in.expired")
    assert [entry for entry in zoom.journal() if entry["path"].startswith("/v2/")] == []
    dialog = dock.open_account()
    dialog.wait_for_field("Name", "Parish")
    dialog.test()
    dialog.wait_for_test(TEXT.pattern("Problem.sign_in.expired"))


def test_a_crash_between_the_reply_and_the_store(zoom, signed_in_home, launch_dock):
    """The one gap that nobody can close: it is told as what it is, and never mistaken for anything else."""
    # before the reply: nothing is lost
    zoom.hold(match=TOKEN_REQUEST)
    obs, dock = launch_dock()
    zoom.wait_for_request(match=TOKEN_REQUEST)
    obs.kill()
    zoom.wait_for_request(match={**TOKEN_REQUEST, "outcome": "client_gone"})
    zoom.clear_scripts()
    obs, dock = launch_dock()
    push_by_hand(zoom, dock)
    obs.quit()
    zoom.clear_journal()

    # Zoom has renewed it, and nobody has heard the answer
    zoom.script({"cut": "reset", "apply": True}, match=TOKEN_REQUEST, times=1)
    zoom.script({"never": True}, match=TOKEN_REQUEST, times=1)
    obs, dock = launch_dock()
    obs.expect_log("sign_in|network")
    zoom.wait_for_request(match={**TOKEN_REQUEST, "outcome": "cut"})
    obs.kill()
    zoom.clear_scripts()
    obs, dock = launch_dock()
    obs.expect_log("sign_in.(interrupted|needed)")
    dock.press_push()
    see_problem(dock, "sign_in.interrupted")
    assert [entry for entry in zoom.journal() if entry["path"].startswith("/v2/")] == []
    obs.quit()

    # so it stays until somebody signs in
    obs, dock = launch_dock()
    obs.expect_log("sign_in.(interrupted|expired|needed)")
    dock.press_push()
    see_problem(dock, "sign_in.interrupted")


def test_a_reply_that_is_lost(zoom, launch_dock):
    """The same gap without a crash: no second try makes it worse, and no token is used."""
    zoom.script({"cut": "reset", "apply": True}, match=TOKEN_REQUEST)
    obs, dock = launch_dock()
    obs.expect_log(r"sign_in\.|network\.")
    zoom.wait_for_request(match={**TOKEN_REQUEST, "outcome": "cut"})
    dock.press_push()
    see_problem(dock, "sign_in.reply_lost")
    assert [entry for entry in zoom.journal() if entry["path"].startswith("/v2/")] == []


def test_two_obs_at_once_do_not_lose_the_sign_in(zoom, signed_in_home, launch_dock):
    both = []
    for _ in range(2):
        both.append(launch_dock())
        both[-1][1].wait_until_looked()
    # each push renews
    zoom.options(expires_in=60)
    zoom.expire_access_tokens()
    zoom.clear_journal()
    for _ in range(3):
        verified = [obs.output.count(VERIFIED) for obs, _ in both]
        for _, dock in both:
            dock.press_push()
        # the dock may still tell of the push before
        for (obs, dock), before in zip(both, verified):
            wait_until(lambda obs=obs, before=before: obs.output.count(VERIFIED) > before, "the push to be verified")
            dock.wait_until_in_step()
    assert len(patches(zoom)) >= 6
    assert len(renewals(zoom)) >= 2
    assert {entry["status"] for entry in renewals(zoom)} == {200}
    used = [entry["fields"]["refresh_token"] for entry in renewals(zoom)]
    assert len(set(used)) == len(used), "one was used twice"
    in_order = sorted(renewals(zoom), key=lambda entry: entry["arrived_s"])
    for earlier, later in zip(in_order, in_order[1:]):
        assert earlier["finished_s"] <= later["arrived_s"], "two renewals at once"
    assert [each for each in zoom.tokens() if each["state"] == "revoked"] == []
    assert signed_in_home.account_secrets()[REFRESH_TOKEN] == newest(zoom, "refresh_token")


@pytest.mark.parametrize("is_answered", [False, True], ids=["held", "answered"])
def test_obs_ends_during_a_renewal(zoom, signed_in_home, launch_dock, is_answered):
    """It ends soon, whatever Zoom does, and the sign-in is good for the next start."""
    first = newest(zoom, "refresh_token")
    zoom.hold(match=TOKEN_REQUEST)
    obs, dock = launch_dock()
    zoom.wait_for_request(match=TOKEN_REQUEST)
    if is_answered:  # the answer is there: at most it is yet to be stored
        zoom.release()
        zoom.wait_for_request(match={**TOKEN_REQUEST, "outcome": "answered"})
    close_while_nobody_answers(obs, obs.ask_to_quit)
    if is_answered:
        stored = signed_in_home.account_secrets()[REFRESH_TOKEN]
        assert stored == newest(zoom, "refresh_token") != first
    else:
        zoom.wait_for_request(match={**TOKEN_REQUEST, "outcome": "client_gone"})
        assert signed_in_home.account_secrets()[REFRESH_TOKEN] == first
        zoom.clear_scripts()
    zoom.clear_journal()
    _, dock = launch_dock()
    push_by_hand(zoom, dock)
    assert [entry["status"] for entry in renewals(zoom)] == [200]


def test_a_disk_that_hangs(zoom, launch_dock, held_disk, tmp_path):
    """It is told in time, and OBS ends all the same; nothing is lost by it."""
    held = tmp_path / "held"
    held.touch()
    obs, dock = launch_dock(environment={**held_disk, "HELD_RENEWALS": str(held)})
    obs.expect_log(r"sign_in\.lock_failed")
    dock.press_push()
    dock.wait_for_status(lambda shown: TEXT.is_in("Problem.sign_in.lock_failed", shown), deadline_s=60.0)
    assert renewals(zoom) == []
    obs.quit()

    held.unlink()
    _, dock = launch_dock()
    push_by_hand(zoom, dock)
    assert [entry["status"] for entry in renewals(zoom)] == [200]
