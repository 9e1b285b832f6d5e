# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock's part that starts and stops Zoom's livestream, and its settings, by their accessible names."""
from __future__ import annotations

from .accessibility import GONE, Widget
from .dock import Dock
from .form import Dialog
from .wait import wait_until

START, STOP = "Start Zoom livestream", "Stop Zoom livestream"
SETTINGS = "Livestream settings"
ARM = "Start as soon as the meeting starts"
HAND_OVER, START_ANYWAY, DO_NOT_START = "Hand over to Zoom", "Start all the same", "Do not start"
START_OBS, LEAVE_OFF = "Start OBS's stream", "Leave it off"
STOP_OBS, LEAVE_BOTH = "Stop OBS's stream", "Leave both"
BUTTONS = (START, STOP, HAND_OVER, START_ANYWAY, DO_NOT_START, START_OBS, LEAVE_OFF, STOP_OBS, LEAVE_BOTH)

DISPLAY_NAME = "Display name"
SPEAKER_NAME, LAYOUT, CAPTIONS = "Speaker's name", "Layout", "Captions"
AFTER_BREAK = "When OBS's stream breaks off, start Zoom's livestream"


def status_path(kind: str, id: int) -> str:
    return f"/v2/{kind}s/{id}/livestream/status"


class Livestream:
    def __init__(self, dock: Dock) -> None:
        self._dock = dock

    def shown(self) -> set[str]:
        """Which of its buttons there are now."""
        return {seen.name for seen in self._dock.root.walk(showing_only=True, roles=("button",))
                if seen.name in BUTTONS}

    def wait_for(self, *buttons: str) -> None:
        """Until these are the ones there are, and can be pressed."""
        wait_until(lambda: self.shown() == set(buttons) and all(self._dock.button(name).is_enabled for name in buttons),
                   lambda: f"the buttons {buttons}, not {self.shown()}; the dock says {self._dock.status()!r}",
                   not_yet=GONE)

    def press(self, name: str) -> None:
        self._dock.press(name)

    def start(self) -> None:
        self.press(START)

    def stop(self) -> None:
        self.press(STOP)

    # The start that waits for the meeting

    def _arm_box(self) -> Widget | None:
        return self._dock.root.look_for("check box", ARM)

    @property
    def can_be_armed(self) -> bool:
        return self._arm_box() is not None

    @property
    def is_armed(self) -> bool:
        box = self._arm_box()
        return box is not None and box.is_checked

    def press_arm(self) -> None:
        """From on to off or back; it goes where the livestream starts at once."""
        wait_until(lambda: self.can_be_armed, "the check box of an armed start", not_yet=GONE)
        before = self.is_armed
        self._arm_box().press()
        wait_until(lambda: self.is_armed != before or not self.can_be_armed,
                   "the check box of an armed start to change", not_yet=GONE)

    def open_settings(self) -> SettingsDialog:
        self.press(SETTINGS)
        return SettingsDialog(self._dock.obs).wait_until_open()


class SettingsDialog(Dialog):
    TITLE = SETTINGS

    def save(self) -> None:
        self.press("Save")
        self.wait_until_closed()

    def cancel(self) -> None:
        self.press("Cancel")
        self.wait_until_closed()

    @property
    def after_break(self) -> Widget:
        return self.root.find("check box", AFTER_BREAK)

    def has_choice(self, label: str) -> bool:
        return self.root.look_for("combo box", label) is not None or any(
            seen.name == label for seen in self.root.walk(showing_only=True, roles=("label",)))
