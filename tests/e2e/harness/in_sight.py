# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a person sees what counts in the dock without scrolling, by the rectangles of the accessibility tree."""
from __future__ import annotations

from .accessibility import GONE
from .dock import DETAILS, KEEP, STATUS, Dock
from .livestream import BUTTONS
from .wait import wait_until

Rectangle = tuple[int, int, int, int]  # x, y, width, height

SIDE_MIN = 10
# Beside the one of the details.
SMALL_BUTTONS = (KEEP, "Not now", "Cancel", "Open in Zoom's portal", "Open App Marketplace")
# Letters differ.
WIDTH_OF_WORDS = 0.8


def rest(dock: Dock) -> None:
    """Until everything has its place."""
    seen: list = []

    def at_rest() -> bool:
        seen.append([part.widget.extents for part in dock.root.walk(showing_only=True)])
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait_until(at_rest, "the dock to be at rest", not_yet=GONE)


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return (one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3] and other[1] < one[1] + one[3])


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return (outer[0] <= inner[0] and inner[0] + inner[2] <= outer[0] + outer[2]
            and outer[1] <= inner[1] and inner[1] + inner[3] <= outer[1] + outer[3])


def _cut_buttons(dock: Dock) -> list[str]:
    """Small ones that are too narrow for their words, by what the button of the details has for its own."""
    showing = [(seen.name, seen.widget.extents[2]) for seen in dock.root.walk(showing_only=True)
               if seen.name in (DETAILS, *SMALL_BUTTONS) and seen.role in ("button", "toggle button", "check box")]
    letter = dict(showing).get(DETAILS, 0) / len(DETAILS) * WIDTH_OF_WORDS
    return [f"the button {name!r} is cut: it is {width} wide" for name, width in showing if width < letter * len(name)]


def out_of_sight(dock: Dock, button: str) -> list[str]:
    """What is wrong with meeting, page URL, button, outcome and the livestream's buttons, in words: clipped,
    covered, or outside of the dock."""
    rest(dock)
    all_showing = list(dock.root.walk(showing_only=True))
    outcomes = [seen.widget for seen in all_showing if seen.role == "label" and seen.name == STATUS]
    if len(outcomes) != 1:
        return [f"{len(outcomes)} outcomes show"]
    parts = {"meeting": dock.field("Meeting").extents, "page URL": dock.field("Page URL").extents,
             button: dock.button(button).extents, "outcome": outcomes[0].extents}
    parts.update((seen.name, seen.widget.extents) for seen in all_showing
                 if seen.role == "button" and seen.name in BUTTONS)
    frame = dock.root.extents
    # the fields stand in what scrolls, which ends where the foot begins
    foot_y = parts["outcome"][1]
    complaints = _cut_buttons(dock)
    for name, place in parts.items():
        if min(place[2:]) <= SIDE_MIN:
            complaints.append(f"the {name} is too small: {place}")
        if not _holds(frame, place):
            complaints.append(f"the {name} at {place} is not within the dock at {frame}")
        if name in ("meeting", "page URL") and place[1] + place[3] > foot_y:
            complaints.append(f"the {name} at {place} goes below the foot, which begins at {foot_y}")
        complaints += [f"the {name} at {place} covers the {other} at {parts[other]}" for other in parts
                       if other > name and _overlap(place, parts[other])]
    return complaints
