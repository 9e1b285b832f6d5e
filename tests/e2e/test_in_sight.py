# SPDX-License-Identifier: GPL-2.0-or-later
"""What counts in the dock is in sight in every state, without scrolling: meeting, page URL, button and outcome."""
from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from harness import input_events, screenshot
from harness.accessibility import GONE, Widget
from harness.dock import CONNECT, DETAILS, PUSH, STATUS, Dock
from harness.wait import wait_until

# OBS 29's own window, which is the smallest of the releases.
WINDOW = (1079, 729)
# The narrowest that the dock is.
NARROW_WIDTH = 220
FOREIGN = {"stream_url": "rtmp://foreign.example/app", "stream_key": "somebody else's",
           "page_url": "https://foreign.example/live", "resolution": "1080p"}


def resize(obs, title: str, size: tuple[int, int]) -> None:
    subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(obs.pid), "--name", title, "windowmove", "10",
                    "10", "windowsize", *map(str, size)], check=True, capture_output=True)


def rest(dock: Dock) -> None:
    """Until everything has its place."""
    seen: list = []

    def at_rest() -> bool:
        seen.append([part.widget.extents for part in dock.root.walk(showing_only=True)])
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait_until(at_rest, "the dock to be at rest", not_yet=GONE)


def overlap(one: tuple, other: tuple) -> bool:
    return (one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3] and other[1] < one[1] + one[3])


def part(dock: Dock, role: str | tuple[str, ...], name: str) -> tuple[int, int, int, int]:
    found: Widget = dock.root.find(role, name)
    return found.extents


def assert_in_sight(dock: Dock, button: str = PUSH, state: str = "") -> None:
    rest(dock)
    frame = dock.root.extents
    outcomes = [seen.widget for seen in dock.root.walk(showing_only=True) if seen.role == "label" and seen.name == STATUS]
    assert len(outcomes) == 1
    parts = {"meeting": part(dock, ("text",), "Meeting"), "page URL": part(dock, ("text",), "Page URL"),
             "button": part(dock, "button", button), "outcome": outcomes[0].extents}
    if directory := os.environ.get("ZOOM_DOCK_PICTURES"):
        screenshot.take(Path(directory) / f"{state}.png")
    for name, place in parts.items():
        assert min(place[2:]) > 10, (state, name, place)
        assert place[0] >= frame[0] and place[0] + place[2] <= frame[0] + frame[2], (state, name, place, frame)
        assert place[1] >= frame[1] and place[1] + place[3] <= frame[1] + frame[3], (state, name, place, frame)
    for name, place in parts.items():
        covering = [other for other in parts if other != name and overlap(place, parts[other])]
        assert not covering, (state, name, covering, parts)
    # the fields stand in what scrolls, which ends where the foot begins
    foot = parts["outcome"][1]
    assert max(parts["meeting"][1] + parts["meeting"][3], parts["page URL"][1] + parts["page URL"][3]) <= foot, parts


def go_through_states(zoom, meeting, dock, obs, texts, prefix: str) -> None:
    assert_in_sight(dock, state=f"{prefix}-ready")
    dock.press_push()
    dock.wait_for_status(texts.pattern("Status.InSync"))
    assert_in_sight(dock, state=f"{prefix}-sent")
    details = dock.root.find(("toggle button", "check box"), DETAILS)
    details.press()
    wait_until(lambda: texts["Details.NotLive"] in dock.label_text(DETAILS), "the details", not_yet=GONE)
    details.press()
    obs.expect_log("holds another stream_url")
    zoom.configure("meeting", meeting, FOREIGN)
    dock.check_again()
    dock.wait_for_status(texts["Status.Differs"])
    assert dock.can_keep
    assert_in_sight(dock, state=f"{prefix}-differs")
    obs.expect_log("failed: zoom.3161")
    zoom.script({"status": 400, "body": {"code": 3161, "message": "Meeting hosting and scheduling capabilities are not "
                                         "allowed for your user account."}}, match={"method": "PATCH"})
    dock.press_push()
    dock.wait_for_status(texts["Short.zoom.3161"])
    assert_in_sight(dock, state=f"{prefix}-failed")
    dock.type_meeting("hello")
    dock.wait_for_meeting_error(texts["MeetingProblem.None"])
    assert_in_sight(dock, state=f"{prefix}-field")
    dock.type_meeting(str(meeting))
    dock.wait_for_meeting_error(lambda shown: shown == "")
    zoom.hold(match={"method": "PATCH"})
    dock.press_push()
    dock.wait_for_status(texts["Status.Pushing"])
    assert_in_sight(dock, state=f"{prefix}-sending")
    zoom.release()
    dock.wait_for_status(texts.pattern("Status.InSync"))


def test_in_obs_s_own_window(zoom, meeting, ready_dock, obs, texts):
    resize(obs, "^OBS ", WINDOW)
    wait_until(lambda: obs.main_window.extents[2] <= WINDOW[0], "OBS's window to be small", not_yet=GONE)
    go_through_states(zoom, meeting, ready_dock, obs, texts, "window")


def test_at_the_first_start(zoom, home, launch_obs, texts):
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    resize(obs, "^OBS ", WINDOW)
    dock.wait_for_status(texts["Status.NoAccount"])
    assert_in_sight(dock, CONNECT, "window-first")


def longer(text: str) -> str:
    more = text[:len(text) // 3 + 1].replace("{", "").replace("}", "").strip()
    return f"{text} {more}"


def lengthen(home) -> None:
    """Texts a third longer, as translations are, but for the names by which the parts of the dock are found."""
    file = home.plugin_data / "locale" / "en-US.ini"
    kept = r"Dock\.(?!AutoSync)|Account\.FieldError"
    lines = [re.sub(rf'^((?!{kept})[\w.]+)="(.*)"$', lambda line: f'{line[1]}="{longer(line[2])}"', line)
             for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_narrow(obs, dock: Dock) -> None:
    """In OBS's smallest window."""
    resize(obs, "^OBS ", WINDOW)
    dock.wait_until_looked()
    rest(dock)
    # by the edge between it and the preview
    x, y, width, height = dock.root.extents
    input_events.drag((x - 2, y + height // 2), (x + width, y + height // 2))
    wait_until(lambda: dock.root.extents[2] == NARROW_WIDTH, lambda: f"the dock to be narrow, not {dock.root.extents}",
               not_yet=GONE)


def test_in_a_narrow_dock_with_long_texts(zoom, meeting, ready_home, launch_obs, texts):
    lengthen(ready_home)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    make_narrow(obs, dock)
    go_through_states(zoom, meeting, dock, obs, texts, "narrow")
