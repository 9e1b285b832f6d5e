# SPDX-License-Identifier: GPL-2.0-or-later
"""The account's dialog, step by step, as somebody goes through it who has no account yet."""
from __future__ import annotations

from typing import Iterator

from harness.account_dialog import (APP, DEVICE, DONE, EDIT, ENTER, PERMISSIONS, SERVER_TO_SERVER, SUMMARY, WAY, WAYS,
                                    WHO)
from harness.dock import Dock
from harness.wait import wait_until
from harness.zoom_apps import (ACCOUNT_ID, CLIENT_ID, HOST_EMAIL, PLANTED_CLIENT_SECRET, SCOPES,
                               add_server_to_server_app, add_user_app)
from zoom.client import StandIn

MISSING_SCOPE = "webinar:read:webinar"


def go_through(dock: Dock, zoom: StandIn) -> Iterator[str]:
    """The name of each step, when it shows. The last one is that of an account that is set up."""
    dialog = dock.open_account()
    dialog.wait_for_page(WHO)
    yield f"Guide: {WHO}"
    dialog.go_to(WAY)
    yield f"Guide: {WAY}"
    for way in WAYS:
        dialog.choose_way(way)
        dialog.go_to(APP)
        yield f"Guide: {APP}: {way}"
        dialog.go_to(ENTER)
        yield f"Guide: {ENTER}: {way}"

    dialog.choose_way(DEVICE)
    add_user_app(zoom, "https://example.org/nowhere")
    dialog.fill({"Client ID": CLIENT_ID, "Client secret": PLANTED_CLIENT_SECRET})
    dialog.sign_in()
    wait_until(dialog.device_code, "the code for the phone")
    yield "Guide: the code for the phone"
    dialog.cancel_sign_in()

    dialog.choose_way(SERVER_TO_SERVER)
    dialog.go_to(APP)
    dialog.open_fold(PERMISSIONS)
    yield f"Guide: {APP}: permissions"
    dialog.go_to(ENTER)
    dialog.fill({"Account ID": "two words", "Client ID": CLIENT_ID})
    dialog.save()
    wait_until(lambda: dialog.field_error("Account ID"), "what is wrong")
    yield f"Guide: {ENTER}: something is wrong"
    add_server_to_server_app(zoom, scopes=[f"{scope}:admin" for scope in SCOPES if scope != MISSING_SCOPE])
    dialog.fill({"Account ID": ACCOUNT_ID, "Client secret": PLANTED_CLIENT_SECRET, "Host's e-mail": HOST_EMAIL})
    dialog.save()
    dialog.wait_for_page(DONE)
    dialog.wait_for_test(HOST_EMAIL.partition("@")[2])
    yield f"Guide: {DONE}"
    dialog.close()

    dialog = dock.open_account()
    dialog.wait_for_page(SUMMARY)
    yield f"Account: {SUMMARY}"
    dialog.leave_by("Edit")
    dialog.wait_for_page(EDIT)
    yield f"Account: {EDIT}"
    dialog.close()
