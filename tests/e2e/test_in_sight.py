# SPDX-License-Identifier: GPL-2.0-or-later
"""What counts in the dock is in sight in every state, without scrolling: meeting, page URL, button and outcome."""
from __future__ import annotations

import re

from harness import input_events
from harness.accessibility import GONE
from harness.dock import CONNECT, DETAILS, PUSH, Dock
from harness.dock_states import (Stage, armed, differs, live, not_begun, perhaps_live, permission_missing, plan_missing,
                                 ready, running, sending, sent, starting)
from harness.in_sight import out_of_sight, rest
from harness.wait import wait_until

# OBS 29's own window, which is the smallest of the releases.
WINDOW = (1079, 729)
# The narrowest that the dock is.
NARROW_WIDTH = 220


def assert_in_sight(dock: Dock, button: str = PUSH, state: str = "") -> None:
    complaints = out_of_sight(dock, button)
    assert not complaints, (state, complaints)


def go_through_states(zoom, meeting, dock, obs, texts) -> None:
    stage = Stage(zoom, meeting, obs, dock)
    for state in (ready, sent, differs, plan_missing, permission_missing, sending):
        with state(stage):
            assert_in_sight(dock, state=state.__name__)
            if state is sent:
                details = dock.root.find(("toggle button", "check box"), DETAILS)
                details.press()
                wait_until(lambda: texts["Details.NotLive"] in dock.label_text(DETAILS), "the details", not_yet=GONE)
                details.press()
    for state in (not_begun, armed, starting, live, perhaps_live, running):
        with state(stage):
            assert_in_sight(dock, state=state.__name__)
    dock.type_meeting("hello")
    dock.wait_for_meeting_error(texts["MeetingProblem.None"])
    assert_in_sight(dock, state="a wrong meeting")


def test_in_obs_s_own_window(zoom, meeting, ready_dock, obs, texts):
    obs.resize(WINDOW)
    go_through_states(zoom, meeting, ready_dock, obs, texts)


def test_at_the_first_start(zoom, home, launch_obs, texts):
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    obs.resize(WINDOW)
    dock.wait_for_status(texts["Status.NoAccount"])
    assert_in_sight(dock, CONNECT)


def longer(name: str, text: str) -> str:
    """In front, where it makes the first sentence longer; of what is wrong with a field that one shows whole."""
    base = first_sentence(text) if "Problem." in name[1:] else text
    more = base[:len(base) // 3 + 1].translate({ord(character): None for character in "{}.:"}).strip()
    return f"{more} {text}"


def first_sentence(text: str) -> str:
    return text.partition(". ")[0]


def what_shows_of(dock: Dock, label: str) -> str:
    """Of its words those that are seen, which the mouse selects."""
    x, y, width, height = dock.label(label).extents
    input_events.drag((x + 1, y + 2), (x + width - 2, y + height - 2))
    return input_events.copied("primary")


def lengthen(home) -> None:
    """Texts a third longer, as translations are, but for the names by which the parts of the dock are found."""
    file = home.plugin_data / "locale" / "en-US.ini"
    kept = r"Dock\.(?!AutoSync)|Account\.FieldError"
    lines = [re.sub(rf'^((?!{kept})[\w.]+)="(.*)"$', lambda line: f'{line[1]}="{longer(line[1], line[2])}"', line)
             for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_narrow(obs, dock: Dock) -> None:
    """In OBS's smallest window."""
    obs.resize(WINDOW)
    dock.wait_until_looked()

    def is_narrow() -> bool:
        """By the edge between it and the preview; again where that has moved under the pointer."""
        rest(dock)
        x, y, width, height = dock.root.extents
        if width != NARROW_WIDTH:
            input_events.drag((x - 2, y + height // 2), (x + width, y + height // 2))
        return dock.root.extents[2] == NARROW_WIDTH

    wait_until(is_narrow, lambda: f"the dock to be narrow, not {dock.root.extents}", not_yet=GONE)


def test_in_a_narrow_dock_with_long_texts(zoom, meeting, ready_home, launch_obs, texts):
    lengthen(ready_home)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    make_narrow(obs, dock)
    go_through_states(zoom, meeting, dock, obs, texts)
    # what is wrong with a field can be read there
    dock.type_meeting("https://zoom.us/my/anna.example")
    dock.wait_for_meeting_error(texts["MeetingProblem.PersonalLink"])
    dock.field("Page URL").set_text("the parish's page")
    dock.press_push()
    dock.wait_for_page_url_error(texts["PageUrlProblem.NotHttp"])
    assert_in_sight(dock, state="both wrong")
    for label, whole in (("Meeting error", dock.meeting_error()), ("Page URL error", dock.page_url_error())):
        wait_until(lambda: what_shows_of(dock, label).startswith(first_sentence(whole)),
                   lambda: f"{first_sentence(whole)!r} to be seen, not {input_events.copied('primary')!r}", not_yet=GONE)
