# SPDX-License-Identifier: GPL-2.0-or-later
"""Server-to-Server OAuth: tokens are fetched, kept for as long as they are good, and fetched anew."""
from __future__ import annotations

import tempfile
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness.account_dialog import APP, BROWSER, ENTER, PERMISSIONS, SERVER_TO_SERVER, WAY, WEBINARS
from harness.dock import Dock
from harness.locale_text import LocaleText
from harness.pushes import last_number, patches, push_by_hand, wait_for_accepted_patch
from zoom.client import StandIn
from harness.zoom_apps import (ACCOUNT_ID, CLIENT_ID, HOST_EMAIL, PLANTED_CLIENT_SECRET, SCOPES, TOKEN_REQUEST,
                               WRONG_CLIENT_SECRET, add_server_to_server_app, newest, planted_secrets,
                               set_up_server_to_server)

TEXT = LocaleText()
DAY_S = 24 * 3600
# a token is renewed on intent when less than that is left of it
RENEWED_BELOW_S = 300
LAST_KEY = "planted-last-key-of-the-run"


@pytest.fixture
def signed_in_home(zoom, home):
    """A home with a Server-to-Server account."""
    zoom.add_meeting(MEETING)
    set_up_server_to_server(home, zoom)
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    return home


def fetches(zoom) -> list[dict]:
    return [entry for entry in zoom.journal() if entry["path"] == TOKEN_REQUEST["path"]]


def see_problem(dock, code: str) -> None:
    dock.wait_for_status(lambda shown: TEXT.is_in(f"Problem.{code}", shown) and TEXT.is_in(f"Remedy.{code}", shown))


def unusual(zoom) -> list[dict]:
    return [entry for entry in zoom.journal() if entry["unusual"]]


def test_from_the_first_account_to_a_push(zoom, home_without_account, obs, dock, scene):
    """What a new person is offered first; what Zoom does not like is told, and what was typed is kept."""
    home = home_without_account
    obs.expect_log(r"sign_in\.(wrong_client|wrong_account)")
    add_server_to_server_app(zoom)
    dialog = dock.open_account()
    dialog.go_to(WAY)
    assert dialog.offered_ways()[0] == SERVER_TO_SERVER == dialog.chosen_way()
    dialog.go_to(APP)
    assert dialog.label_text("Steps on Zoom's pages")
    dialog.open_fold(PERMISSIONS)
    copied = [dialog.copied_by("Copy all permissions")]
    assert dialog.copied_by("Copy meeting:update:livestream:admin") == "meeting:update:livestream:admin"
    dialog.open_fold(WEBINARS)
    copied.append(dialog.copied_by("Copy all for webinars"))
    assert set("\n".join(copied).split()) == {f"{scope}:admin" for scope in SCOPES}
    assert "webinar" not in copied[0]
    dialog.go_to(ENTER)
    assert dialog.shows_field("Account ID") and not dialog.shows_field("Access token")

    # told at the fields, before Zoom is asked or anything is stored
    dialog.save()
    for name in ("Account ID", "Client ID", "Client secret"):
        dialog.wait_for_field_error(name, lambda text: text != "")
    # another way needs other fields
    dialog.choose_way(BROWSER)
    assert [dialog.field_error(name) for name in ("Client ID", "Client secret")] == ["", ""]
    dialog.choose_way(SERVER_TO_SERVER)
    dialog.save()
    dialog.fill({"Account ID": ACCOUNT_ID, "Client ID": "two words", "Host's e-mail": HOST_EMAIL})
    dialog.paste_into("Client secret", WRONG_CLIENT_SECRET)
    dialog.save()
    dialog.wait_for_field_error("Client ID", lambda text: text != "")
    assert not home.secrets_file.exists() and fetches(zoom) == []

    # saving also tests: a secret that is wrong
    dialog.fill({"Client ID": f" {CLIENT_ID} "})
    dialog.save()
    dialog.wait_for_test(lambda shown: TEXT.is_in("Problem.sign_in.wrong_client", shown)
                         and TEXT.is_in("Remedy.sign_in.wrong_client", shown))
    dialog.wait_for_field("Account ID", ACCOUNT_ID)

    # and then the right one
    dialog.paste_into("Client secret", f"{PLANTED_CLIENT_SECRET}\n")
    dialog.save()
    shown = dialog.wait_for_test(HOST_EMAIL)
    assert "Anna Example" in shown
    [account] = home.accounts()
    assert (account["method"], account["client_id"], account["account_id"]) == ("server_to_server", CLIENT_ID,
                                                                                ACCOUNT_ID)
    assert home.account_secrets() == {f"{account['id']}/client_secret": PLANTED_CLIENT_SECRET}
    assert home.secrets_file.stat().st_mode & 0o777 == 0o600
    dialog.go_to(ENTER)
    assert dialog.field("Client secret").text == ""
    dialog.close()
    push_by_hand(zoom, dock)
    assert {tuple(sorted(entry["fields"].items())) for entry in fetches(zoom)} == {
        (("account_id", ACCOUNT_ID), ("grant_type", "account_credentials"))}
    assert unusual(zoom) == []
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []


def test_what_this_account_can_do(zoom, signed_in_home, obs, dock):
    """Test, in words: who it is, what is switched on, and what a missing scope costs."""
    obs.expect_log("sign_in.app_inactive")
    zoom.set_user("Anna Example", HOST_EMAIL, settings={
        "in_meeting": {"allow_live_streaming": True, "custom_live_streaming_service": False}})
    dialog = dock.open_account()
    dialog.test()
    shown = dialog.wait_for_test(HOST_EMAIL)
    assert TEXT["Account.Test.CustomOff"] in shown and TEXT["Account.Test.ScopesAllThere"] in shown

    # the app has lost scopes: a token that is fetched from now on tells
    zoom.expire_access_tokens()
    zoom.options(withheld_scopes=["meeting:read:livestream:admin", "user:read:settings:admin"])
    dialog.test()
    shown = dialog.wait_for_test("meeting:read:livestream:admin")
    assert "user:read:settings:admin" in shown and "meeting:update:livestream:admin" not in shown
    assert TEXT["Account.Cost.meeting.read.livestream"] in shown and TEXT["Account.Test.AddScopes"] in shown
    dialog.close()
    dock.press_push()
    dock.wait_for_status(TEXT.pattern("Status.Pushed"))

    # the app is switched off in the Marketplace, and on again
    zoom.revoke_app(CLIENT_ID)
    dock.press_push()
    see_problem(dock, "sign_in.app_inactive")
    zoom.options(withheld_scopes=[])
    add_server_to_server_app(zoom)
    push_by_hand(zoom, dock)


def test_a_permission_that_was_added_counts_at_the_next_try(zoom, signed_in_home, launch_obs):
    """Both of Test and of a push: neither goes on with the token of before."""
    missing = "meeting:update:livestream:admin"
    zoom.options(withheld_scopes=[missing])
    obs = launch_obs()
    obs.expect_log(r"zoom\.4711")
    dock = Dock(obs)
    dock.wait_until_showing()
    dialog = dock.open_account()
    dialog.test()
    assert TEXT["Account.Test.AddScopes"] in dialog.wait_for_test(missing)
    zoom.options(withheld_scopes=[])
    dialog.test()
    dialog.wait_for_test(TEXT["Account.Test.ScopesAllThere"])

    zoom.options(withheld_scopes=[missing])
    dialog.test()
    dialog.wait_for_test(missing)
    dialog.close()
    dock.press_push()
    see_problem(dock, "zoom.4711")
    zoom.options(withheld_scopes=[])
    before = len(fetches(zoom))
    push_by_hand(zoom, dock)
    assert len(fetches(zoom)) == before + 1


def test_one_fetch_for_all_who_wait(zoom, signed_in_home, launch_obs, scene):
    """And none while the token is good; it is renewed on intent when less than 5 min of it are left."""
    zoom.hold(match=TOKEN_REQUEST)
    dock = Dock(launch_obs())
    dock.wait_until_showing()
    zoom.wait_for_request(match=TOKEN_REQUEST)  # of the first look
    dock.press_push()
    dock.wait_for_status(TEXT["Status.Pushing"])
    dialog = dock.open_account()
    dialog.wait_for_test(TEXT["Account.Testing"])  # which it does by itself
    assert [entry["path"] for entry in zoom.journal()] == [TOKEN_REQUEST["path"]]
    zoom.options(expires_in=RENEWED_BELOW_S - 60)
    zoom.release()
    dialog.wait_for_test(HOST_EMAIL)
    dialog.close()
    dock.wait_until_in_step()

    first, *later = fetches(zoom)
    # these for their own sake: less than 5 min were left
    assert [each for each in later if each["arrived_s"] < first["finished_s"]] == []
    before = len(fetches(zoom))
    zoom.options(expires_in=3599)
    push_by_hand(zoom, dock)
    assert len(fetches(zoom)) == before + 1, "the token was good for less than 5 min"
    push_by_hand(zoom, dock)
    push_by_hand(zoom, dock)
    assert len(fetches(zoom)) == before + 1, "the token was good for an hour"
    assert unusual(zoom) == []

    # Zoom does not take it any more, ahead of its time: one fetch, and the push goes through
    zoom.expire_access_tokens()
    push_by_hand(zoom, dock)
    assert len(fetches(zoom)) == before + 2
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []


@pytest.mark.parametrize("is_refused", [False, True], ids=["before the first request", "after a refusal"])
def test_a_change_is_not_lost_when_obs_ends_during_a_renewal(zoom, signed_in_home, launch_obs, is_refused):
    """The token comes while OBS ends, and is used no more: the change is pushed at the next start, by itself."""
    signed_in_home.set_broadcast(MEETING, PAGE_URL, auto_sync=True)
    zoom.options(expires_in=3600 if is_refused else RENEWED_BELOW_S // 2)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.wait_until_in_step()
    if is_refused:
        zoom.expire_access_tokens()
    zoom.hold(match=TOKEN_REQUEST)
    before = last_number(zoom)
    obs.websocket.set_stream_service({"server": STREAM_URL, "key": LAST_KEY})
    zoom.wait_for_request(match={**TOKEN_REQUEST, "outcome": "open"}, after=before)
    obs.ask_to_quit()
    zoom.release()
    obs.wait_for_exit()
    pushed = [entry for entry in patches(zoom, after=before) if entry["status"] == 204]
    assert pushed == []

    zoom.clear_scripts()
    launch_obs()
    assert wait_for_accepted_patch(zoom, before)["fields"]["stream_key"] == LAST_KEY


def test_a_clock_that_is_off_by_a_day(zoom, signed_in_home, obs, dock):
    """A token's time is measured, not read off a clock. Where the clock is in the way, that is told."""
    obs.expect_log(r"network\.tls_certificate|sign_in\.clock")
    dock.wait_until_looked()
    for skew_s in (DAY_S, -DAY_S):
        zoom.set_clock_skew(skew_s)
        zoom.expire_access_tokens()
        push_by_hand(zoom, dock)
        before = len(fetches(zoom))
        push_by_hand(zoom, dock)
        assert len(fetches(zoom)) == before

    zoom.expire_access_tokens()
    yesterday = format_datetime(datetime.now(timezone.utc) - timedelta(days=1), usegmt=True)
    zoom.script({"status": 400, "headers": {"date": yesterday},
                 "body": {"reason": "Request is too old", "error": "invalid_time"}}, match=TOKEN_REQUEST)
    dock.press_push()
    see_problem(dock, "sign_in.clock")
    zoom.set_clock_skew(0)

    zoom.fault("tls_not_yet_valid")
    zoom.drop_connections()
    dock.press_push()
    see_problem(dock, "network.tls_certificate")
    zoom.fault(None)
    push_by_hand(zoom, dock)


def test_a_token_goes_to_zoom_only(zoom, signed_in_home, obs, dock, launch_obs, display_session):
    """Neither to where a reply leads nor to where one says that the API is. Zoom itself is not reached: the proxy leads
    back here."""
    obs.expect_log(r"http\.redirect")
    dock.wait_until_looked()
    with tempfile.TemporaryDirectory(prefix="other.", dir=display_session.directory) as directory:
        with StandIn.start(Path(directory)) as other:
            for match, there in ((TOKEN_REQUEST, f"{other.oauth_url}/token"), ({"method": "PATCH"}, other.api_url)):
                zoom.expire_access_tokens()
                zoom.script({"status": 307, "headers": {"location": there}}, match=match)
                dock.press_push()
                see_problem(dock, "http.redirect")
            obs.quit()

            before = len(patches(zoom))
            proxy = zoom.start_proxy(resolve={"api.zoom.us": "127.0.0.1"})
            zoom.options(api_url_told=f"https://127.0.0.1:{other.port}")
            again = launch_obs(environment={"OBS_ZOOM_API_URL": "", "https_proxy": proxy.url,
                                            "no_proxy": "127.0.0.1"})
            again.expect_log(r"network\.|which is none of Zoom's hosts: not used")
            dock = Dock(again)
            dock.wait_until_showing()
            dock.press_push()
            zoom.wait_for_connect(match={"target": "api.zoom.us:443"})
            dock.wait_for_status(lambda shown: "api.zoom.us" in shown)
            again.quit()
            assert other.connections() == []
            assert newest(zoom, "access_token") and len(patches(zoom)) == before
