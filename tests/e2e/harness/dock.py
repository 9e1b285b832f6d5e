# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's dock and its account dialog, found by their accessible names."""
from __future__ import annotations

import re
from typing import Callable

from .accessibility import GONE, Widget
from .obs import Obs
from .wait import wait_until

TITLE = "Zoom Livestream"
ACCOUNT_TITLE = "Account settings"
FIELD_ROLES = ("text", "password text")
TYPED_CHARACTERS_MAX = 200  # a thousand key strokes outlast a deadline on a busy machine

Wanted = str | re.Pattern | Callable[[str], bool]


def text_fits(text: str, wanted: Wanted) -> bool:
    """`wanted` is a part of the text, an expression, or a function of the text."""
    if isinstance(wanted, str):
        return wanted in text
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return bool(wanted(text))


class Form:
    """A part of the plugin's surface: fields, buttons and texts by name."""

    def __init__(self, obs: Obs) -> None:
        self._obs = obs

    @property
    def root(self) -> Widget:
        raise NotImplementedError

    def field(self, name: str) -> Widget:
        return self._part(FIELD_ROLES, name)

    def button(self, name: str) -> Widget:
        return self._part(("button",), name)

    def has_button(self, name: str) -> bool:
        """Whether it shows now."""
        return self.root.look_for("button", name) is not None

    def press(self, name: str) -> None:
        button = self.button(name)
        wait_until(lambda: button.is_enabled, f"the button {name!r} to be enabled", not_yet=GONE)
        button.press()

    def label_text(self, name: str) -> str:
        """The text a named label shows: its accessible description. Empty where it is hidden."""
        # a heading may bear the same name, as its text
        labels = [widget for widget in self.root.walk(showing_only=True) if widget.role == "label" and widget.name == name]
        return next((label.description for label in labels if label.description), "")

    def wait_for_label(self, name: str, wanted: Wanted, deadline_s: float = 30.0) -> str:
        """The text, as soon as it fits."""
        seen: list[str] = []

        def look() -> list[str]:
            text = self.label_text(name)
            if not seen or seen[-1] != text:
                seen.append(text)
            return [text] if text_fits(text, wanted) else []

        return wait_until(look, lambda: f"{name!r} to say {wanted!r}; it said {seen}", deadline_s, GONE)[0]

    def _part(self, roles: tuple[str, ...], name: str) -> Widget:
        return wait_until(lambda: self.root.look_for(roles, name),
                          lambda: f"{roles} {name!r}", not_yet=GONE)


class Dock(Form):
    @property
    def root(self) -> Widget:
        """The dock, in the main window or floating; LookupError where it does not show."""
        for window in (self._obs.main_window, self._obs.application):
            for child in window.children():
                if child.name == TITLE and child.is_showing:
                    return child
        raise LookupError("the dock does not show")

    @property
    def is_showing(self) -> bool:
        try:
            return self.root is not None
        except GONE:
            return False

    def wait_until_showing(self) -> None:
        wait_until(lambda: self.is_showing, "the dock")

    def open_from_tools_menu(self) -> None:
        self._obs.menu_item("Tools", TITLE).press()
        self.wait_until_showing()

    def docks_menu_item(self) -> Widget:
        """Checked while the dock shows; pressing it shows or hides the dock."""
        return self._obs.menu_item("Docks", TITLE)

    def hide(self) -> None:
        """By the Docks menu."""
        assert self.is_showing
        self.docks_menu_item().press()
        wait_until(lambda: not self.is_showing, "the dock to hide", not_yet=GONE)

    # Fields. Each is typed as a person does and left by `end`: "Return", or "Tab" to go to the next.

    def type_meeting(self, text: str, end: str = "Return") -> None:
        self._enter("Meeting", text, end)

    def type_page_url(self, text: str, end: str = "Return") -> None:
        self._enter("Page URL", text, end)

    def paste_meeting(self, text: str, end: str = "Return") -> None:
        """Any text, such as a whole invitation, from the clipboard."""
        field = self.field("Meeting")
        field.paste(text)
        wait_until(lambda: field.text, "the pasted text", not_yet=GONE)
        field.press_key(end)

    def _enter(self, name: str, text: str, end: str) -> None:
        field = self.field(name)
        if text.isascii() and text.isprintable() and len(text) <= TYPED_CHARACTERS_MAX:
            field.type(text)
        else:
            field.set_text(text)
        field.press_key(end)

    @property
    def meeting(self) -> str:
        return self.field("Meeting").text

    @property
    def page_url(self) -> str:
        return self.field("Page URL").text

    def wait_for_meeting(self, text: str, deadline_s: float = 30.0) -> None:
        """What the field shows once the typed text was taken over, or another profile's is there."""
        wait_until(lambda: self.meeting == text, lambda: f"the meeting {text!r}, not {self.meeting!r}", deadline_s, GONE)

    def wait_for_focus(self, name: str) -> None:
        """The field or button of that name to have the keyboard."""
        def focused() -> list[str]:
            return [widget.name for widget in self.root.walk(showing_only=True) if widget.is_focused]

        wait_until(lambda: name in focused(), lambda: f"the focus on {name!r}, not {focused()}", not_yet=GONE)

    def meeting_error(self) -> str:
        return self.label_text("Meeting error")

    def page_url_error(self) -> str:
        return self.label_text("Page URL error")

    def wait_for_meeting_error(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Meeting error", wanted, deadline_s)

    def wait_for_page_url_error(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Page URL error", wanted, deadline_s)

    # What OBS streams to, and pushing it

    def destination(self) -> str:
        return self.label_text("OBS streams to")

    def wait_for_destination(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("OBS streams to", wanted, deadline_s)

    def press_push(self) -> None:
        self.press("Push to Zoom")

    def press_cancel(self) -> None:
        self.press("Cancel")

    def push_is_enabled(self) -> bool:
        return self.button("Push to Zoom").is_enabled

    def status(self) -> str:
        return self.label_text("Zoom Livestream status")

    def wait_for_status(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Zoom Livestream status", wanted, deadline_s)

    def open_account(self) -> AccountDialog:
        self.press(ACCOUNT_TITLE)
        dialog = AccountDialog(self._obs)
        wait_until(lambda: dialog.is_open, "the account dialog")
        return dialog


class AccountDialog(Form):
    @property
    def root(self) -> Widget:
        for window in self._obs.application.children():
            if window.role == "dialog" and window.name == ACCOUNT_TITLE and window.is_showing:
                return window
        raise LookupError("the account dialog does not show")

    @property
    def is_open(self) -> bool:
        try:
            return self.root is not None
        except GONE:
            return False

    def type_token(self, token: str) -> None:
        """By keyboard; not yet saved."""
        field = self.field("Access token")
        if token.isascii() and token.isprintable():
            field.type(token)
        else:
            field.set_text(token)

    def paste_token(self, text: str) -> None:
        self.field("Access token").paste(text)

    def token_error(self) -> str:
        return self.label_text("Access token error")

    def wait_for_token_error(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Access token error", wanted, deadline_s)

    def account_status(self) -> str:
        return self.label_text("Account status")

    def wait_for_account_status(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Account status", wanted, deadline_s)

    def save(self) -> None:
        self.press("Save")

    def remove_token(self) -> None:
        self.press("Remove token")

    def close(self) -> None:
        self.press("Close")
        wait_until(lambda: not self.is_open, "the account dialog to close", not_yet=GONE)
