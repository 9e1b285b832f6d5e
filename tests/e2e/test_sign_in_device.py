# SPDX-License-Identifier: GPL-2.0-or-later
"""Signing in with another device: its browser is another one than that of OBS's computer."""
from __future__ import annotations

import re

import pytest
from conftest import PLANTED_KEY
from harness import qr_code
from harness.account_dialog import DEVICE
from harness.locale_text import LocaleText
from harness.pushes import push_by_hand
from harness.zoom_apps import (CLIENT_ID, HOST_EMAIL, PLANTED_CLIENT_SECRET, add_user_app, newest, planted_secrets)

TEXT = LocaleText()
CODE = re.compile(r"\b[A-Z]{4}-?[A-Z]{4}\b")
# Zoom asks for 5 s more after that
SLOWER_S = 5.0


@pytest.fixture
def dialog(zoom, opened_pages, home_without_account, obs, dock):
    add_user_app(zoom, "https://example.org/unused")
    zoom.options(device_interval=1)
    dialog = dock.open_account()
    dialog.choose_way(DEVICE)
    dialog.fill({"Client ID": CLIENT_ID})
    dialog.paste_into("Client secret", PLANTED_CLIENT_SECRET)
    return dialog


def polls(zoom) -> list[dict]:
    return [entry for entry in zoom.journal() if entry["path"] == "/oauth/token"]


def begin(dialog) -> str:
    """Sign in: the code that is to be typed."""
    dialog.sign_in()
    return CODE.search(dialog.wait_for_label("Device code", CODE))[0]


def end_on_the_device(browser, page: str, code: str, decision: str) -> None:
    browser.open(page)
    browser.fill("user_code", code)
    browser.press("continue")
    browser.press(decision)


def test_with_a_second_browser(zoom, browser, opened_pages, home_without_account, dialog, dock, scene):
    code = begin(dialog)
    verification_uri = f"{zoom.oauth_url}/device"
    assert verification_uri in dialog.device_code()
    assert dialog.copied_by("Copy code") == code
    assert dialog.root.find("filler", "QR code").description, "it is told what the picture is for"
    in_picture = qr_code.read_from_screen()
    assert in_picture == f"{verification_uri}?user_code={code}"
    assert opened_pages.all() == [], "nothing is opened that was not asked for"
    dialog.press("Open the page")
    assert opened_pages.wait_for_page() in (verification_uri, in_picture)

    browser.open(in_picture)  # where the code stands in its field already
    browser.press("continue")
    browser.press("allow")
    dialog.wait_until_signed_in()
    assert dialog.device_code() == ""
    home = home_without_account
    [account] = home.accounts()
    assert account["method"] == "device_code"
    assert home.account_secrets() == {f"{account['id']}/client_secret": PLANTED_CLIENT_SECRET,
                                      f"{account['id']}/refresh_token": newest(zoom, "refresh_token")}
    dialog.test()
    dialog.wait_for_test(HOST_EMAIL)
    dialog.close()
    push_by_hand(zoom, dock)
    assert [entry["unusual"] for entry in zoom.journal() if entry["unusual"]] == []
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []


def test_what_may_happen_to_the_device(zoom, browser, dialog, obs, scene):
    """Each is a sentence with the next step, and the next try works."""
    obs.expect_log(r"sign_in\.(denied|device_expired)")

    # it is declined
    code = begin(dialog)
    end_on_the_device(browser, f"{zoom.oauth_url}/device", code, "decline")
    dialog.wait_for_problem("sign_in.denied")

    # it is cancelled: Zoom is not asked any more
    code = begin(dialog)
    zoom.wait_for_request(match={"path": "/oauth/token", "outcome": "answered"}, count=len(polls(zoom)) + 1)
    dialog.cancel_sign_in()
    dialog.wait_for_account_status(TEXT["Account.Cancelled"])
    assert dialog.device_code() == ""
    before = len(polls(zoom))

    # nobody ever types it
    zoom.options(device_expires_in=8)
    second = begin(dialog)
    assert second != code
    dialog.wait_for_problem("sign_in.device_expired")
    assert dialog.device_code() == ""
    of_one = {entry["fields"]["device_code"] for entry in polls(zoom)[before:]}
    assert len(of_one) == 1, "the cancelled one was asked for again"

    # Zoom wants to be asked less often, and is
    zoom.options(device_expires_in=900)
    zoom.script({"status": 400, "body": {"reason": "Slow down", "error": "slow_down"}},
                match={"path": "/oauth/token"})
    before = len(polls(zoom))
    code = begin(dialog)
    first, then = zoom.wait_for_request(match={"path": "/oauth/token"}, count=before + 2)[before:]
    assert then["arrived_s"] - first["finished_s"] >= SLOWER_S
    end_on_the_device(browser, f"{zoom.oauth_url}/device", code, "allow")
    dialog.wait_until_signed_in()
    assert [entry["unusual"] for entry in zoom.journal() if entry["unusual"]] == []
    assert scene.find_secrets({}, planted_secrets(zoom)) == []
