# SPDX-License-Identifier: GPL-2.0-or-later
"""A combo box as a person uses it: by its list and the arrow keys."""
from __future__ import annotations

import re
from typing import Callable

from . import input_events
from .accessibility import GONE, TYPING_EFFECT_S, Widget, name_fits, try_again
from .wait import wait_until


class ComboBox:
    """`look` finds the box, each time anew: a form may make it again."""

    def __init__(self, look: Callable[[], Widget]) -> None:
        self._look = look

    @property
    def widget(self) -> Widget:
        return self._look()

    @property
    def chosen(self) -> str:
        return self.widget.name

    def entries(self) -> list[str]:
        return [entry.name for entry in self._list().children()]

    def has(self, name: str | re.Pattern) -> bool:
        return self._position(name) is not None

    def is_open(self) -> bool:
        """Whether the box shows its list: by the size, for Qt 5 says "showing" always."""
        return self._list().extents[3] > 0

    def pick(self, name: str | re.Pattern) -> None:
        """Choose an entry by the arrow keys, which reach it wherever the list is scrolled to."""
        position = self._position(name)
        assert position is not None, f"{self.widget!r} offers no {name!r}, but {self.entries()}"

        def reach() -> None:
            self._open()
            entry = self._list().children()[position]
            input_events.press_keys("Home")
            input_events.press_keys("Down", times=position)
            # Where nothing is chosen yet, the first one has the keyboard without being selected.
            wait_until(lambda: entry.is_selected or entry.is_focused, lambda: f"{entry!r} to be the selected one",
                       TYPING_EFFECT_S, GONE)

        try_again(reach)
        # On a busy screen a list closes again when its window comes up late, also after a look whether it is open: the
        # arrow keys have chosen in the box then, and Return alone would be the dialog's OK.
        input_events.press_keys("ctrl+Return")

    def _open(self) -> None:
        """Again where a window that comes up late, or a click before it, closes the list: who sees that presses again."""
        def opens() -> bool:
            if not self.is_open():
                self.widget.press()
            return self.is_open()

        wait_until(opens, lambda: f"the list of {self.widget!r}", not_yet=GONE)

    def roll_the_wheel(self) -> None:
        """As somebody who wants to scroll on, with the pointer above it."""
        x, y, width, height = self.widget.extents
        input_events.roll_the_wheel(x + width // 2, y + height // 2)

    def _list(self) -> Widget:
        return self.widget.find("list", showing_only=False)

    def _position(self, name: str | re.Pattern) -> int | None:
        """Where the entry stands in the list."""
        return next((n for n, entry in enumerate(self.entries()) if name_fits(entry, name)), None)
