# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock by hand: real keys and a real mouse, of which the accessibility tree knows nothing."""
from __future__ import annotations

import pytest
from conftest import PLANTED_KEY
from harness.accessibility import GONE
from harness.dock import CHECK, DESTINATION, DETAILS, PUSH
from harness.input_events import copied, drag, press_keys
from harness.pushes import patches
from harness.wait import wait_until

PATCH = {"method": "PATCH"}
TRACKING_ID = "WEB_planted-4711"


def press(dock, key: str) -> None:
    """On what has the keyboard, until that has been handled: it goes on to the next part and comes back."""
    [before] = dock.focused()
    press_keys(key)
    press_keys("Tab")
    dock.wait_for_focus_elsewhere(before)
    press_keys("shift+Tab")
    dock.wait_for_focus(before)


@pytest.mark.one_obs
def test_keys_on_the_button(zoom, ready_dock, texts):
    """A second press does not fall on what has come beside it, and Enter does what Space does."""
    ready_dock.field("Page URL").focus()
    for number, key in enumerate(("space", "Return"), 1):
        zoom.hold(match=PATCH)
        ready_dock.tab_to(PUSH)
        press_keys(key)
        ready_dock.wait_for_status(texts["Status.Pushing"])
        assert ready_dock.has_button("Cancel")
        press(ready_dock, key)
        zoom.release()
        ready_dock.wait_for_status(texts.pattern("Status.InSync"))
        assert len(patches(zoom)) == number
        assert ready_dock.focused() == [PUSH]
    before = len(zoom.journal())
    ready_dock.tab_to(CHECK, key="shift+Tab")
    press_keys("Return")
    wait_until(lambda: len(zoom.journal()) > before, "Zoom to be asked")


@pytest.mark.one_obs
def test_texts_are_copied(zoom, ready_dock, obs, texts):
    obs.expect_log("failed: zoom.3161")
    zoom.script({"status": 400, "headers": {"x-zm-trackingid": TRACKING_ID}, "body": {"code": 3161, "message": "no"}},
                match=PATCH)
    ready_dock.press_push()
    ready_dock.wait_for_status(texts["Short.zoom.3161"])
    # by the keyboard: unfolded, and come back to
    ready_dock.field("Page URL").focus()
    ready_dock.tab_to(DETAILS)
    press_keys("Return")
    wait_until(lambda: TRACKING_ID in ready_dock.label_text(DETAILS), "the details", not_yet=GONE)
    ready_dock.tab_to(DETAILS, "label", "shift+Tab")
    press_keys("ctrl+a")
    press_keys("ctrl+c")
    wait_until(lambda: copied() == ready_dock.details(), lambda: f"the details to be copied, not {copied()!r}")
    # by the mouse
    ready_dock.root.find(("toggle button", "check box"), DETAILS).press()
    label = ready_dock.label(DESTINATION)
    x, y, width, height = label.extents
    drag((x + 1, y + 2), (x + width - 2, y + height - 2))
    wait_until(lambda: copied("primary") == ready_dock.destination(), lambda: f"a selection, not {copied('primary')!r}")


@pytest.mark.one_obs
def test_what_a_projected_screen_should_not_show(zoom, ready_home, ready_dock, obs):
    ready_dock.wait_for_meeting_info("anna@example.org")
    assert PLANTED_KEY[-4:] in ready_dock.destination()
    ready_dock.field("Page URL").focus()
    ready_dock.tab_to(PUSH)
    for hidden, keys in ((True, "Menu"), (False, "shift+F10")):
        # the accessibility tree has no popup menus; keys are handled in their order
        press_keys(keys)
        press_keys("Down")
        press_keys("Return")
        ready_dock.wait_for_destination(lambda shown: (PLANTED_KEY[-4:] in shown) != hidden)
        assert "\u2022" not in ready_dock.destination() or not hidden
        ready_dock.wait_for_meeting_info(lambda shown: "Sunday service" in shown and ("anna@" in shown) != hidden)
        wait_until(lambda: ready_home.read_plugin_settings().get("hide_details") is hidden, "it to be saved")
