# SPDX-License-Identifier: GPL-2.0-or-later
"""The documentation that ships with the plugin, and the places at which it is opened."""
from __future__ import annotations

import re

from harness.account_dialog import DEVICE, SUMMARY, WAY
from harness.help_window import HelpWindow
from harness.input_events import press_keys
from harness.pushes import PATCH

HELP = "Help"
NEVER_HEARD_OF = {"status": 400, "body": {"code": 98765, "message": "Never heard of."}}


def test_help_tells_of_what_shows(zoom, meeting, opened_pages, ready_dock, obs, texts):
    """In one window: what the dock says, word by word, and each page of the account's dialog."""
    window = HelpWindow(obs)
    ready_dock.press(HELP)
    window.wait_for_place(texts["Status.Ready"])
    assert window.page.chosen == "When something goes wrong"
    window.close()

    # what the documentation cannot know, it leaves out
    obs.expect_log(r"failed: zoom\.98765")
    zoom.script(NEVER_HEARD_OF, match=PATCH, times=50)
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.problem_pattern("Problem", "zoom.98765"))
    ready_dock.field("Page URL").focus()
    press_keys("F1")
    window.wait_for_place(re.compile(r"it refused \(…\)"))

    dialog = ready_dock.open_account()
    dialog.wait_for_page(SUMMARY)
    dialog.press(HELP)
    window.wait_for_place("Afterwards")
    dialog.go_to(WAY)
    dialog.press(HELP)
    window.wait_for_place("Which way?")
    dialog.choose_way(DEVICE)
    dialog.press(HELP)
    window.wait_for_place("On my phone")
    assert window.page.chosen == "Signing in"

    window.page.pick("Privacy")
    window.wait_for_place("Privacy")
    window.go_back()
    window.wait_for_place("On my phone")
    assert opened_pages.all() == [], "all of it is shown by OBS itself"
