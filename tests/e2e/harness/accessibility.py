# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's widgets as a screen reader sees them; the only file that knows pyatspi.

pyatspi binds to the accessibility bus of the environment at import: import this module after the private desktop
has been entered (the fixtures do).
"""
from __future__ import annotations

import re
from typing import Iterator

import pyatspi
from gi.repository import Atspi, GLib

from . import input_events
from .wait import DeadlineExceeded, wait_until

# What an accessibility call raises while a widget or the whole program is going away, or its UI thread is busy.
GONE = (GLib.Error, LookupError, NotImplementedError)

CALL_TIMEOUT_MS = 3000
# An action that opens a modal dialog answers only once that is closed again: it is delivered all the same.
PRESS_TIMEOUT_MS = 400
# After which a click has met something else than it was meant for.
CLICK_EFFECT_S = 3.0
TYPING_EFFECT_S = 5.0
TYPING_ATTEMPTS = 3

# at-spi has renamed the role of buttons.
SAME_ROLE = {"push button": "button", "push button menu": "button"}

STATES_TO_TELL = (Atspi.StateType.FOCUSED, Atspi.StateType.CHECKED, Atspi.StateType.SELECTED)
ABSENCES_TO_TELL = {"hidden": Atspi.StateType.SHOWING, "disabled": Atspi.StateType.ENABLED}

Atspi.set_timeout(CALL_TIMEOUT_MS, CALL_TIMEOUT_MS)


class Widget:
    """One accessible object. Nothing is cached: each property is asked of OBS at the time of the call."""

    def __init__(self, accessible: Atspi.Accessible) -> None:
        self._accessible = accessible

    def __repr__(self) -> str:
        try:
            return f"<{self.role} {self.name!r}>"
        except GONE:
            return "<widget that is gone>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Widget) and self._accessible == other._accessible

    __hash__ = None

    @property
    def role(self) -> str:
        role = Atspi.role_get_name(self._accessible.get_role())
        return SAME_ROLE.get(role, role)

    @property
    def name(self) -> str:
        return self._accessible.get_name() or ""

    @property
    def description(self) -> str:
        return self._accessible.get_description() or ""

    @property
    def text(self) -> str:
        """What an input field holds; a masked field yields its mask."""
        text = self._accessible.queryText()
        return text.getText(0, text.characterCount)

    def _has_state(self, state) -> bool:
        return bool(self._accessible.get_state_set().contains(state))

    @property
    def is_showing(self) -> bool:
        return self._has_state(Atspi.StateType.SHOWING)

    @property
    def is_enabled(self) -> bool:
        return self._has_state(Atspi.StateType.ENABLED)

    @property
    def is_focused(self) -> bool:
        return self._has_state(Atspi.StateType.FOCUSED)

    @property
    def is_active(self) -> bool:
        """Of a window: whether it is the one that the person works in."""
        return self._has_state(Atspi.StateType.ACTIVE)

    @property
    def is_checked(self) -> bool:
        return self._has_state(Atspi.StateType.CHECKED)

    @property
    def is_selected(self) -> bool:
        return self._has_state(Atspi.StateType.SELECTED)

    @property
    def extents(self) -> tuple[int, int, int, int]:
        """x, y, width, height on the screen, in pixels."""
        area = self._accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return area.x, area.y, area.width, area.height

    def summary(self) -> str:
        """All that is told of it, on one line."""
        words = [self.role, repr(self.name)]
        description, states = self.description, self._accessible.get_state_set()
        if description:
            words.append(f"description={description!r}")
        words += [state.value_nick for state in STATES_TO_TELL if states.contains(state)]
        words += [word for word, state in ABSENCES_TO_TELL.items() if not states.contains(state)]
        if "Text" in self._accessible.get_interfaces():
            words.append(f"text={self.text!r}")
        return " ".join(words)

    def children(self) -> list[Widget]:
        found = []
        for index in range(self._accessible.get_child_count()):
            child = self._accessible.get_child_at_index(index)
            if child is not None:
                found.append(Widget(child))
        return found

    def parent(self) -> Widget:
        return Widget(self._accessible.get_parent())

    # Finding

    def walk(self, showing_only: bool = False) -> Iterator[Widget]:
        """This widget and all below it, nearest first. A part that vanishes on the way is passed over."""
        todo = [self]
        while todo:
            widget = todo.pop(0)
            try:
                if showing_only and not widget.is_showing:
                    continue
                yield widget
                todo += widget.children()
            except GONE:
                continue

    def look_for(self, roles: str | tuple[str, ...], name: str | re.Pattern | None = None,
                 showing_only: bool = True) -> Widget | None:
        """The nearest widget of one of these roles and this name (any name where it is None), or None."""
        wanted = (roles,) if isinstance(roles, str) else roles
        for widget in self.walk(showing_only):
            try:
                if widget.role in wanted and name_fits(widget.name, name):
                    return widget
            except GONE:
                continue
        return None

    def find(self, roles: str | tuple[str, ...], name: str | re.Pattern | None = None,
             showing_only: bool = True, deadline_s: float = 20.0) -> Widget:
        """look_for() until it is there."""
        return wait_until(
            lambda: self.look_for(roles, name, showing_only),
            lambda: f"{roles} {name!r} in {self!r}",
            deadline_s,
            GONE,
        )

    # Acting

    def press(self) -> None:
        """Do what a click does. Refuses a widget that a person could not press."""
        if not self.is_enabled:
            raise AssertionError(f"{self!r} is disabled")
        action = self._accessible.queryAction()
        names = [action.getName(index).lower() for index in range(action.nActions)]
        wanted = next((n for n in ("press", "click", "toggle", "showmenu") if n in names), None)
        if wanted is None:
            raise AssertionError(f"{self!r} cannot be pressed, its actions are {names}")
        Atspi.set_timeout(PRESS_TIMEOUT_MS, PRESS_TIMEOUT_MS)
        try:
            action.doAction(names.index(wanted))
        except GLib.Error:
            pass  # the dialog it opened is up, or it ended the program
        finally:
            Atspi.set_timeout(CALL_TIMEOUT_MS, CALL_TIMEOUT_MS)

    def click(self) -> None:
        """A real mouse click in the middle of the widget, once that stays where it is."""
        if not self.is_showing:
            raise AssertionError(f"{self!r} is not on the screen, so it cannot be clicked")
        seen = [self.extents]

        def at_rest() -> bool:
            seen.append(self.extents)
            return seen[-1] == seen[-2] and min(seen[-1][2:]) > 0

        wait_until(at_rest, lambda: f"{self!r} to have a place; it was at {seen[-1]}", not_yet=GONE)
        x, y, width, height = seen[-1]
        input_events.click(x + width // 2, y + height // 2)

    def focus(self) -> None:
        """Give it the keyboard by clicking it; again, where a window has moved under the pointer."""
        def has_it() -> bool:
            if self.is_focused:
                return True
            self.click()
            try:
                return wait_until(lambda: self.is_focused, "", deadline_s=CLICK_EFFECT_S, not_yet=GONE)
            except DeadlineExceeded:
                return False

        wait_until(has_it, lambda: f"the keyboard focus on {self!r}", not_yet=GONE)

    def take_focus(self) -> None:
        """Give it the keyboard as an assistive program does, without the mouse."""
        self._accessible.queryComponent().grabFocus()

    def type(self, text: str) -> None:
        """Replace what the field holds by typing (printable ASCII) on the keyboard."""
        masked = self.role == "password text"  # what such a field holds is not told by every Qt
        for attempt in range(TYPING_ATTEMPTS):
            self.focus()
            input_events.press_keys("ctrl+a")
            input_events.press_keys("BackSpace")
            # A key is lost, or comes late, now and then while OBS is busy; who types sees that, and types again.
            try:
                if not masked:
                    wait_until(lambda: self.text == "", lambda: f"an empty {self!r}, not {self.text!r}",
                               deadline_s=TYPING_EFFECT_S, not_yet=GONE)
                if text:
                    input_events.type_text(text)
                if not masked:
                    wait_until(lambda: self.text == text, lambda: f"{text!r} in {self!r}, not {self.text!r}",
                               deadline_s=TYPING_EFFECT_S, not_yet=GONE)
                return
            except DeadlineExceeded:
                if attempt == TYPING_ATTEMPTS - 1:
                    raise

    def paste(self, text: str) -> None:
        """Replace what the field holds from the clipboard; the field may change what it takes."""
        self.focus()
        input_events.press_keys("ctrl+a")
        input_events.paste(text)

    def set_text(self, text: str) -> None:
        """Replace what the field holds in one go, with any characters, as an assistive program does."""
        if not self._accessible.queryEditableText().setTextContents(text):
            raise AssertionError(f"{self!r} does not take text")

    def press_key(self, key: str) -> None:
        """One key, by X name ("Return", "Tab"), for this widget."""
        self.focus()
        input_events.press_keys(key)


def name_fits(actual: str, wanted: str | re.Pattern | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return wanted.search(actual) is not None
    return actual == wanted


def application(pids: list[int]) -> Widget | None:
    """The program with one of these process ids, once it has a window."""
    desktop = pyatspi.Registry.getDesktop(0)
    desktop.clearCache()  # or a program that came later is never seen
    for index in range(desktop.childCount):
        candidate = desktop.getChildAtIndex(index)
        if candidate is None or candidate.get_process_id() not in pids:
            continue
        if candidate.get_child_count():
            candidate.set_cache_mask(Atspi.Cache.NONE)
            return Widget(candidate)
    return None


def dump(widget: Widget, depth: int = 0) -> str:
    """The tree below a widget as indented text, as far as it can be read."""
    try:
        return "\n".join(["  " * depth + widget.summary()] + [dump(child, depth + 1) for child in widget.children()])
    except GONE as problem:
        return "  " * depth + f"(unreadable: {problem})"
