# SPDX-License-Identifier: GPL-2.0-or-later
"""The account dialog in the hands of a person: real keys, a real mouse, and nothing lost."""
from __future__ import annotations

import subprocess

from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness import input_events
from harness.accessibility import GONE
from harness.account_dialog import (ACCESS_TOKEN, APP, BROWSER, DEVICE, DONE, EDIT, ENTER, PERMISSIONS, SERVER_TO_SERVER,
                                    SUMMARY, WAY, WEBINARS, WHO, AccountDialog)
from harness.dock import Dock
from harness.locale_text import LocaleText
from harness.wait import wait_until
from harness.zoom_apps import (ACCOUNT_ID, CLIENT_ID, HOST_EMAIL, PLANTED_CLIENT_SECRET, SCOPES,
                               add_server_to_server_app, server_to_server_account)

TEXT = LocaleText()
# Of a screen 720 pixels high, without what a window manager and a panel take.
ROOM = 640
MISSING_SCOPE = "webinar:read:webinar"


def assert_in_sight(dialog: AccountDialog, main_button: str) -> None:
    """All of the page, without scrolling, on a small screen."""
    wait_until(lambda: dialog.root.look_for("scroll bar") is None, "all to be in sight", not_yet=GONE)
    x, y, width, height = dialog.root.extents
    left, top, button_width, button_height = dialog.button(main_button).extents
    assert height <= ROOM, (dialog.page(), height)
    assert x <= left and left + button_width <= x + width and y <= top and top + button_height <= y + height


def asks(dialog: AccountDialog) -> bool:
    return dialog.has_button("Discard")


def wait_until_asking(dialog: AccountDialog, asking: bool = True) -> None:
    wait_until(lambda: asks(dialog) == asking, f"the question: {asking}", not_yet=GONE)


def test_the_guide_by_keyboard(zoom, opened_pages, home_without_account, obs, dock):
    """From the first page to the last; a key that is pressed too often starts nothing, and what was typed stays."""
    home = home_without_account
    add_server_to_server_app(zoom)
    dialog = dock.open_account()
    dialog.wait_for_page(WHO)
    assert_in_sight(dialog, "Next")
    dialog.wait_for_focus("Next")
    assert dialog.copied_by("Copy a message to our admin").strip()

    input_events.press_keys("Return")
    dialog.wait_for_page(WAY)
    assert_in_sight(dialog, "Next")
    dialog.wait_for_focus("Next")
    # the group of ways has the keyboard at the one that is chosen, and the arrows go through it
    input_events.press_keys("shift+Tab")
    dialog.wait_for_focus("Back")
    input_events.press_keys("shift+Tab")
    dialog.wait_for_focus(SERVER_TO_SERVER)
    input_events.press_keys("Down")
    wait_until(lambda: dialog.chosen_way() == BROWSER, "the next way", not_yet=GONE)
    input_events.press_keys("Up")
    wait_until(lambda: dialog.chosen_way() == SERVER_TO_SERVER, "the first way again", not_yet=GONE)

    # each way's pages fit a small screen; one goes back without losing anything
    for way in (DEVICE, BROWSER, ACCESS_TOKEN, SERVER_TO_SERVER):
        dialog.choose_way(way)
        assert_in_sight(dialog, "Sign in" if way in (BROWSER, DEVICE) else "Save and test")
        dialog.go_to(APP)
        assert_in_sight(dialog, "Next")
        assert dialog.copied_by("Copy a message to our admin").strip()
        for fold in (WEBINARS, PERMISSIONS):
            dialog.open_fold(fold)
            assert_in_sight(dialog, "Next")
    dialog.go_to(ENTER)
    # Enter in the name presses no button
    dialog.fill({"Account ID": ACCOUNT_ID, "Client ID": CLIENT_ID, "Name": "Parish", "Host's e-mail": HOST_EMAIL})
    dialog.field("Name").press_key("Return")
    dialog.paste_into("Client secret", PLANTED_CLIENT_SECRET)
    assert dialog.page() == ENTER and opened_pages.all() == [] and not home.secrets_file.exists()
    dialog.go_to(WAY)
    dialog.go_to(ENTER)
    assert dialog.field("Account ID").text == ACCOUNT_ID and dialog.field("Name").text == "Parish"

    # closing asks, and a key that is pressed again answers nothing
    for close in ("Escape", "alt+F4"):
        input_events.press_keys(close)
        wait_until_asking(dialog)
        input_events.press_keys("Escape")
        wait_until_asking(dialog, False)
    dialog.press("Close")
    wait_until_asking(dialog)
    dialog.press("Close")
    assert asks(dialog) and dialog.is_open
    # and another profile takes nothing away
    obs.websocket.create_profile("Second")
    dialog.wait_for_label("Other profile", TEXT["Account.OtherProfile.Words"])
    dialog.press("Keep editing")
    wait_until_asking(dialog, False)

    # all of it was kept
    dialog.field("Client ID").press_key("Return")
    dialog.wait_for_page(DONE)
    assert_in_sight(dialog, "Finish")
    [account] = home.accounts()
    assert account["name"] == "Parish"
    assert home.account_secrets() == {f"{account['id']}/client_secret": PLANTED_CLIENT_SECRET}
    home.wait_for_settings({"account": account["id"]}, "Second")
    # what it tells can be selected and copied
    told = dialog.label_text("Account test")
    dialog.root.find("label", "Account test").click()
    input_events.press_keys("ctrl+a")
    input_events.press_keys("ctrl+c")
    wait_until(lambda: input_events.copied() == told.replace("\u2028", "\n"),
               lambda: f"{told!r} to be copied, not {input_events.copied()!r}")
    dialog.press("Finish")
    wait_until(lambda: not dialog.is_open, "the dialog to close", not_yet=GONE)


def test_all_credentials_are_pasted_into_one_field(zoom, home_without_account, obs, dock):
    add_server_to_server_app(zoom)
    dialog = dock.open_account()
    dialog.choose_way(SERVER_TO_SERVER)
    dialog.paste_into("Client ID", f"Account ID\n{ACCOUNT_ID}\nClient ID\n\"{CLIENT_ID}\"\nClient Secret\n"
                                   f"{PLANTED_CLIENT_SECRET}\n")
    dialog.wait_for_field("Account ID", ACCOUNT_ID)
    dialog.wait_for_field("Client ID", CLIENT_ID)
    dialog.fill({"Host's e-mail": HOST_EMAIL})
    dialog.save()
    dialog.wait_for_page(DONE)
    assert list(home_without_account.account_secrets().values()) == [PLANTED_CLIENT_SECRET]


def test_an_account_that_is_set_up(zoom, home, launch_obs):
    """Its summary: nothing is chosen on the way, cancelled by Esc, or begun by Enter; the size is the person's."""
    zoom.add_meeting(MEETING)
    add_server_to_server_app(zoom, scopes=[f"{scope}:admin" for scope in SCOPES if scope != MISSING_SCOPE])
    home.set_accounts([server_to_server_account(), server_to_server_account(id="other", name="Other"),
                       server_to_server_account(id="third", name="Third")],
                      {"default/client_secret": PLANTED_CLIENT_SECRET, "other/client_secret": PLANTED_CLIENT_SECRET})
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    dialog = dock.open_account()
    dialog.wait_for_page(SUMMARY)
    shown = dialog.wait_for_test(f"{MISSING_SCOPE}:admin")  # it tells by itself
    assert "Server-to-Server" in dialog.label_text("How to sign in") and "Anna Example" in shown
    assert_in_sight(dialog, "Close")

    # the arrows go through the list; only Enter takes one
    dialog.accounts.widget.take_focus()
    input_events.press_keys("Down")
    wait_until(dialog.accounts.is_open, "the list", not_yet=GONE)
    input_events.press_keys("Down", times=2)
    input_events.press_keys("Escape")
    wait_until(lambda: not dialog.accounts.is_open(), "the list to close", not_yet=GONE)
    assert dialog.is_open and dialog.accounts.chosen == "Parish"
    assert home.read_plugin_settings()["account"] == "default"
    dialog.choose_account("Other")
    home.wait_for_settings({"account": "other"})

    # Enter in the name renames, and no more
    dialog.rename("Choir")
    wait_until(lambda: [each["name"] for each in home.accounts()] == ["Parish", "Choir", "Third"], "the new name")
    assert dialog.page() == SUMMARY and dialog.is_open
    dialog.go_to(EDIT)
    assert_in_sight(dialog, "Save and test")
    dialog.go_to(SUMMARY)

    # it keeps the size that it was given
    size = (500, 720)
    subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(obs.pid), "--name", "^Zoom account$",
                    "windowsize", *map(str, size)], check=True, capture_output=True)
    wait_until(lambda: dialog.root.extents[2:] == size, lambda: f"{size}, not {dialog.root.extents}", not_yet=GONE)
    dialog.go_to(ENTER)
    dialog.go_to(SUMMARY)
    dialog.test()
    dialog.wait_for_test("Anna Example")
    assert dialog.root.extents[2:] == size

    # a question of a button is asked in full, also by its name
    dialog.press("Sign out")
    _, _, width, _ = dialog.button("Really sign out?").extents
    assert width > size[0] // 3
    dialog.go_to(ENTER)
    dialog.paste_into("Client secret", "typed-and-not-saved")
    input_events.press_keys("Escape")
    wait_until_asking(dialog)
    # and OBS ends all the same
    obs.quit()
    assert home.account_secrets()["other/client_secret"] == PLANTED_CLIENT_SECRET
