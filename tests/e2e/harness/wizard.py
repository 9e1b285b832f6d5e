# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's auto-configuration wizard, as a person uses it to stream to a server of their own."""
from __future__ import annotations

import re

from .accessibility import GONE, Widget
from .obs import Obs
from .wait import wait_until

TITLE = "Auto-Configuration Wizard"
STREAM_KEY = re.compile("^Stream Key")  # a help icon may follow
# It tries encoders out, which takes as long as the machine wants.
TESTS_DEADLINE_S = 180.0


def run(obs: Obs, server: str, key: str) -> None:
    """From the Tools menu to "Apply Settings", for a service that is "Custom…" already; without the bandwidth test."""
    obs.menu_item("Tools", TITLE).press()
    wizard = obs.window(TITLE)
    wizard.find("radio button", "Optimize for streaming, recording is secondary").press()
    _go_on(wizard, "Base (Canvas) Resolution")
    _go_on(wizard, STREAM_KEY)
    _field_after(wizard, "Server").set_text(server)
    _field_after(wizard, STREAM_KEY).set_text(key)
    bandwidth_test = wizard.find("check box", "Estimate bitrate with bandwidth test (may take a few minutes)")
    if bandwidth_test.is_checked:
        bandwidth_test.press()
        wait_until(lambda: not bandwidth_test.is_checked, "the bandwidth test to be switched off")
    wizard.find("button", "Next").press()
    apply = wizard.find("button", "Apply Settings", deadline_s=TESTS_DEADLINE_S)
    wait_until(lambda: apply.is_enabled, "the wizard's tests to end", TESTS_DEADLINE_S, GONE)
    apply.press()
    wait_until(lambda: not obs.window_is_open(TITLE), "the wizard to close", not_yet=GONE)


def _go_on(wizard: Widget, label_of_next_page: str | re.Pattern) -> None:
    wizard.find("button", "Next").press()
    wizard.find("label", label_of_next_page)


def _field_after(wizard: Widget, label: str | re.Pattern) -> Widget:
    """The input in what follows this label."""
    def look() -> Widget | None:
        title = wizard.look_for("label", label)
        row = title.parent().children()
        return row[row.index(title) + 1].look_for(("text", "password text"))

    return wait_until(look, f"the field of {label!r}", not_yet=(*GONE, AttributeError))
