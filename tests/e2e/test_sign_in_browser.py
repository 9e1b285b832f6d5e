# SPDX-License-Identifier: GPL-2.0-or-later
"""Signing in with a real browser: to the loopback listener, and by pasting the address that it ended on."""
from __future__ import annotations

import re
import socket
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import MEETING, PLANTED_KEY
from harness import ports
from harness.account_dialog import BROWSER
from harness.input_events import press_keys
from harness.locale_text import LocaleText
from harness.pushes import push_by_hand
from harness.wait import wait_until
from harness.zoom_apps import (CLIENT_ID, HOST_EMAIL, PLANTED_CLIENT_SECRET, TOKEN_REQUEST, add_user_app, ask, code_in,
                               newest, planted_secrets)

TEXT = LocaleText()
ADDRESS = TEXT["Account.PasteAddress"]


@pytest.fixture
def port() -> int:
    """Where the plugin is to wait for the browser."""
    return ports.claim()


@pytest.fixture
def dialog(zoom, opened_pages, home_without_account, obs, dock):
    """The account dialog, where a person begins to make the first account."""
    dialog = dock.open_account()
    dialog.choose_way(BROWSER)
    return dialog


def redirect_uri_of(port: int) -> str:
    return f"http://127.0.0.1:{port}/zoom"


def fill_in(dialog, redirect_uri: str) -> None:
    dialog.fill({"Client ID": CLIENT_ID, "Redirect URL": redirect_uri})
    dialog.paste_into("Client secret", PLANTED_CLIENT_SECRET)


def begin(dialog, opened_pages) -> str:
    """Sign in: the page that OBS has opened for it."""
    before = len(opened_pages.all())
    dialog.sign_in()
    return opened_pages.wait_for_page(before + 1)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def say(port: int, request: bytes) -> bytes:
    """What the listener answers to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass  # it has closed without reading all that was sent
    return answer


def get(target: str, host: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def test_from_the_first_account_to_a_push(zoom, port, browser, opened_pages, home_without_account, dialog, dock, scene):
    home = home_without_account
    add_user_app(zoom, redirect_uri_of(port))
    fill_in(dialog, redirect_uri_of(port))
    page = begin(dialog, opened_pages)
    assert urlsplit(page)._replace(query="").geturl() == f"{zoom.oauth_url}/authorize"
    query = {name: value for name, [value] in parse_qs(urlsplit(page).query, strict_parsing=True).items()}
    assert (query.pop("response_type"), query.pop("client_id"), query.pop("redirect_uri"),
            query.pop("code_challenge_method")) == ("code", CLIENT_ID, redirect_uri_of(port), "S256")
    assert sorted(query) == ["code_challenge", "state"] and min(map(len, query.values())) >= 43
    assert zoom.tokens() == [], "nothing is asked of Zoom before the person has agreed"

    browser.open(page)
    browser.press("allow")
    browser.wait_for_text(TEXT["Account.Page.Done"])
    # what the browser ended on tells nothing to the page's own links, and holds nothing that runs
    assert "<script" not in browser.source
    ended_on = browser.address
    dialog.wait_until_signed_in()
    wait_until(lambda: not is_listening(port), "the listener to be closed")
    browser.open(ended_on)  # the same address again: nobody is there
    assert TEXT["Account.Page.Done"] not in browser.text

    [account] = home.accounts()
    assert account["method"] == "authorization_code" and account["client_id"] == CLIENT_ID
    assert home.account_secrets() == {f"{account['id']}/client_secret": PLANTED_CLIENT_SECRET,
                                      f"{account['id']}/refresh_token": newest(zoom, "refresh_token")}
    dialog.test()
    shown = dialog.wait_for_test(HOST_EMAIL)
    assert "Anna Example" in shown
    dialog.close()
    push_by_hand(zoom, dock)

    requests = [entry for entry in zoom.journal() if entry["path"] == "/oauth/token"]
    assert [entry["fields"]["grant_type"] for entry in requests] == ["authorization_code"], "the token is good for all"
    assert requests[0]["fields"].keys() == {"grant_type", "code", "redirect_uri", "code_verifier"}
    assert [entry["unusual"] for entry in zoom.journal() if entry["unusual"]] == []
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []


def test_the_address_is_pasted(zoom, browser, opened_pages, home_without_account, dialog, dock, obs, scene):
    """Of an app whose redirect leads elsewhere. No code that somebody else has seen is good for anything."""
    obs.expect_log("sign_in.code_used")
    elsewhere = f"https://localhost:{ports.claim()}/signed-in"  # there is no page: the address is all that counts
    add_user_app(zoom, elsewhere, client_secret=None)
    dialog.fill({"Client ID": CLIENT_ID, "Redirect URL": elsewhere})
    page = begin(dialog, opened_pages)
    # what goes on stands on the button, and Esc loses nothing
    assert dialog.has_button(TEXT["Account.SigningIn"]) and not dialog.has_button(TEXT["Account.SignIn"])
    dialog.paste_into(ADDRESS, "https://example.org/some other page")
    press_keys("Escape")
    dialog.press("Keep editing")
    assert dialog.field(ADDRESS).text == "https://example.org/some other page"
    dialog.press("Use this address")
    dialog.wait_for_problem("sign_in.no_code")
    browser.open(page)
    browser.press("allow")
    first_address = browser.address
    assert first_address.startswith(elsewhere)
    # somebody who has seen it is quicker, but has no verifier
    status, _, _ = ask(zoom, "/token", {
        "grant_type": "authorization_code", "code": code_in(first_address), "redirect_uri": elsewhere,
        "client_id": CLIENT_ID, "code_verifier": "x" * 43})
    assert status == 400
    dialog.paste_address(first_address)
    dialog.wait_for_problem("sign_in.code_used")
    assert "refresh_token" not in str(home_without_account.account_secrets())

    page = begin(dialog, opened_pages)
    browser.open(page)
    browser.press("allow")
    dialog.paste_address(f" {browser.address}\n")
    dialog.wait_until_signed_in()
    dialog.close()
    push_by_hand(zoom, dock)
    assert scene.find_secrets({}, planted_secrets(zoom)) == []


def test_what_may_happen_to_the_browser(zoom, port, browser, opened_pages, dialog, dock, obs, scene):
    """Each is a sentence with the next step, and the next try works."""
    obs.expect_log(r"sign_in\.(denied|port_taken)")
    add_user_app(zoom, redirect_uri_of(port))
    fill_in(dialog, redirect_uri_of(port))

    # consent denied
    browser.open(begin(dialog, opened_pages))
    browser.press("decline")
    dialog.wait_for_problem("sign_in.denied")

    # others who come to the listener: they learn nothing, and the sign-in waits on
    page = begin(dialog, opened_pages)
    wait_until(lambda: is_listening(port), "the listener")
    host = f"127.0.0.1:{port}"
    stolen = "/zoom?code=stolen&state=" + "0" * 64  # any page can make the browser ask for that
    for request, status in ((get(stolen, host), b"400"), (get("/zoom?code=stolen", host), b"400"),
                            (get("/zoom?error=access_denied", host), b"400"), (get("/other", host), b"404"), (get("/favicon.ico", host), b"404"),
                            (get(stolen, host).replace(b"GET", b"HEAD"), b"405"),
                            (b"POST /zoom HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", b"405"),
                            (get("/zoom?" + "x" * 20000, host), b"4"), (b"\x16\x03\x01\x00\r\n\r\n", b"400")):
        answer = say(port, request)
        assert status in answer.partition(b"\r\n")[0], answer
        assert b"xxxx" not in answer and b"stolen" not in answer and PLANTED_CLIENT_SECRET.encode() not in answer
    with socket.create_connection(("127.0.0.1", port)) as silent:  # who says nothing holds up nobody
        browser.open(page)
        browser.press("allow")
        browser.wait_for_text(TEXT["Account.Page.Done"])
        silent.close()
    dialog.wait_until_signed_in()

    # the port is somebody else's: the address can be pasted all the same
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        page = begin(dialog, opened_pages)
        shown = dialog.wait_for_problem("sign_in.port_taken")
        assert str(port) in shown
    browser.open(page)
    browser.press("allow")
    dialog.paste_address(browser.address)
    dialog.wait_until_signed_in()

    # the browser never comes back: what was there before is still good for a push
    begin(dialog, opened_pages)
    dock_says = dock.status()
    dialog.cancel_sign_in()
    dialog.wait_for_account_status(TEXT["Account.Cancelled"])
    wait_until(lambda: not is_listening(port), "the listener to be closed")
    dialog.close()
    assert dock.status() == dock_says
    push_by_hand(zoom, dock)
    assert zoom.configuration("meeting", MEETING)["stream_key"] == PLANTED_KEY
    assert scene.find_secrets({"key": PLANTED_KEY}, planted_secrets(zoom)) == []


def test_obs_ends_while_the_browser_is_waited_for(zoom, port, browser, opened_pages, dialog, obs):
    add_user_app(zoom, redirect_uri_of(port))
    fill_in(dialog, redirect_uri_of(port))
    page = begin(dialog, opened_pages)
    wait_until(lambda: is_listening(port), "the listener")
    obs.quit()
    browser.open(page)
    browser.press("allow")
    assert re.match(re.escape(redirect_uri_of(port)), browser.address)
    assert [entry for entry in zoom.journal() if entry["path"] == TOKEN_REQUEST["path"]] == []
