# SPDX-License-Identifier: GPL-2.0-or-later
"""A part of the plugin's surface, whose fields, buttons and texts are found by their accessible names."""
from __future__ import annotations

import itertools
import re
from typing import Callable, Self

from .accessibility import GONE, NotPressable, Sight, Widget, see
from .combo_box import ComboBox
from .obs import Obs
from .wait import wait_until

FIELD_ROLES = ("text", "password text")

Wanted = str | re.Pattern | Callable[[str], bool]


def text_fits(text: str, wanted: Wanted) -> bool:
    """`wanted` is a part of the text, an expression, or a function of the text."""
    if isinstance(wanted, str):
        return wanted in text
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return bool(wanted(text))


def shown_text(labels: list[Sight], showing_only: bool = True) -> str:
    """Of labels of one name: a heading may bear it too, as its text."""
    return next((label.description for label in labels
                 if (label.is_showing or not showing_only) and label.description), "")


class Form:
    """What was found once is asked again first: a walk through all widgets at each look would keep OBS busy."""

    TITLE: str

    def __init__(self, obs: Obs) -> None:
        self._obs = obs
        self._root: Widget | None = None
        self._labels: dict[str, list[Widget]] = {}
        self._parts: dict[tuple[tuple[str, ...], str], Widget] = {}

    @property
    def obs(self) -> Obs:
        return self._obs

    @property
    def root(self) -> Widget:
        """LookupError where it does not show."""
        known = self._root.seen() if self._root else None
        if not known or known.name != self.TITLE or not known.is_showing:
            self._root = self._find_root()
        return self._root

    def _find_root(self) -> Widget:
        raise NotImplementedError

    def field(self, name: str) -> Widget:
        return self._part(FIELD_ROLES, name)

    def button(self, name: str) -> Widget:
        return self._part(("button",), name)

    def has_button(self, name: str) -> bool:
        """Whether it shows now."""
        return self._look_for_part(("button",), name) is not None

    def press(self, name: str) -> None:
        button = self.button(name)

        def press() -> bool:
            button.press()
            return True

        wait_until(press, f"the button {name!r} to be enabled", not_yet=(*GONE, NotPressable))

    def focused(self, role: str = "") -> list[str]:
        """What has the keyboard, by its name, where that is of the role."""
        return [seen.name for seen in self.root.focused() if role in ("", seen.role)]

    def wait_for_focus(self, name: str) -> None:
        """The field or button of that name to have the keyboard."""
        wait_until(lambda: name in self.focused(), lambda: f"the focus on {name!r}, not {self.focused()}",
                   not_yet=GONE)

    def combo_box(self, label: str) -> ComboBox:
        """The one that follows the label: its own name is the entry that is chosen."""

        def look() -> Widget | None:
            for found in self.root.walk(showing_only=True, roles=("label",)):
                if found.name == label:
                    row = found.widget.parent().children()
                    for sibling in row[row.index(found.widget) + 1:]:
                        if sibling.role == "combo box":
                            return sibling
            return None

        return ComboBox(lambda: wait_until(look, lambda: f"the combo box {label!r}", not_yet=GONE))

    def label_text(self, name: str, showing_only: bool = True) -> str:
        """The text a named label shows: its accessible description. Empty where it is hidden and has to show."""
        return shown_text(self._seen_labels(name)[0], showing_only)

    def _seen_labels(self, *names: str) -> list[list[Sight]]:
        """The labels of each of these names, seen in this order."""
        seen = self._see_known_labels(names)
        if not all(group and all(label and label.name == name for label in group) for name, group in zip(names, seen)):
            found = list(self.root.walk(roles=("label",)))
            self._labels.update({name: [label.widget for label in found if label.name == name] for name in names})
            seen = self._see_known_labels(names)
        return [[label for label in group if label] for group in seen]

    def _see_known_labels(self, names: tuple[str, ...]) -> list[list[Sight | None]]:
        groups = [self._labels.get(name, []) for name in names]
        seen = iter(see(list(itertools.chain(*groups))))
        return [list(itertools.islice(seen, len(group))) for group in groups]

    def wait_for_label(self, name: str, wanted: Wanted, deadline_s: float = 30.0) -> str:
        """The text, as soon as it fits."""
        return self.wait_for_text(name, lambda: self.label_text(name), wanted, deadline_s)

    @staticmethod
    def wait_for_text(name: str, read: Callable[[], str], wanted: Wanted, deadline_s: float) -> str:
        seen: list[str] = []

        def look() -> list[str]:
            text = read()
            if not seen or seen[-1] != text:
                seen.append(text)
            return [text] if text_fits(text, wanted) else []

        return wait_until(look, lambda: f"{name!r} to say {wanted!r}; it said {seen}", deadline_s, GONE)[0]

    def _part(self, roles: tuple[str, ...], name: str) -> Widget:
        return wait_until(lambda: self._look_for_part(roles, name), lambda: f"{roles} {name!r}", not_yet=GONE)

    def _look_for_part(self, roles: tuple[str, ...], name: str) -> Widget | None:
        part = self._parts.get((roles, name))
        known = part.seen() if part else None
        if not known or known.role not in roles or known.name != name or not known.is_showing:
            part = self.root.look_for(roles, name)
            if part:
                self._parts[roles, name] = part
        return part


class Dialog(Form):
    def _find_root(self) -> Widget:
        for window in self._obs.application.children():
            if window.role == "dialog" and window.name == self.TITLE and window.is_showing:
                return window
        raise LookupError(f"the dialog {self.TITLE!r} does not show")

    @property
    def is_open(self) -> bool:
        try:
            return self.root is not None
        except GONE:
            return False

    def wait_until_open(self) -> Self:
        wait_until(lambda: self.is_open, f"the dialog {self.TITLE!r}", not_yet=GONE)
        return self

    def wait_until_closed(self) -> None:
        wait_until(lambda: not self.is_open, f"the dialog {self.TITLE!r} to close", not_yet=GONE)
