# SPDX-License-Identifier: GPL-2.0-or-later
"""The account's dialog, step by step, as somebody goes through it who has no account yet."""
from __future__ import annotations

from typing import Iterator

from harness import account_dialog
from harness.account_dialog import AccountDialog
from harness.dock_states import TEXT


def go_through(dialog: AccountDialog, token: str) -> Iterator[str]:
    """The name of each step, when it shows."""
    yield "Dialog: first seen"
    for way in (account_dialog.SERVER_TO_SERVER, account_dialog.BROWSER, account_dialog.DEVICE,
                account_dialog.ACCESS_TOKEN):
        dialog.choose_way(way)
        yield f"Dialog: {way}"
    dialog.paste_token(token)
    dialog.save()
    dialog.wait_for_account_status(TEXT.pattern("Account.SavedInFile"))
    dialog.test()
    dialog.wait_for_test(lambda shown: TEXT["Account.Testing"] not in shown and shown)
    yield "Dialog: set up and tested"
