# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's own Settings dialog, as a person uses it to change where OBS streams to."""
from __future__ import annotations

import re

from .accessibility import GONE, Widget, name_fits
from .combo_box import ComboBox
from .obs import Obs
from .wait import wait_until

TITLE = "Settings"
CUSTOM_SERVICE = re.compile(r"^Custom(\.\.\.|…)$")
ALL_SERVICES = re.compile(r"^Show All(\.\.\.|…)$")
INPUT_ROLES = ("text", "password text")


class SettingsDialog:
    """Opened by the button of OBS's main window. Leaving a `with` block without save() cancels."""

    def __init__(self, obs: Obs) -> None:
        self._obs = obs
        obs.main_window.find("button", "Settings").press()
        self.window: Widget = obs.window(TITLE)

    def __enter__(self) -> SettingsDialog:
        return self

    def __exit__(self, exception_type, *_) -> None:
        if exception_type is None and self.is_open:
            self.cancel()

    @property
    def is_open(self) -> bool:
        return self._obs.window_is_open(TITLE)

    def go_to(self, page: str) -> None:
        """The page with this name in the list on the left."""
        item = self.window.find("list item", page)
        item.click_until(lambda: item.is_selected, f"the page {page!r}")

    # The page "Stream"

    def field_of(self, label: str, roles: tuple[str, ...] = INPUT_ROLES) -> Widget:
        """The input that follows the label which starts with this text."""
        def look() -> Widget | None:
            for found in self.window.walk(showing_only=True, roles=("label",)):
                if not found.name.startswith(label):
                    continue
                row = found.widget.parent().children()
                for sibling in row[row.index(found.widget) + 1:]:
                    field = sibling.look_for(roles)
                    if field is not None:
                        return field
            return None

        return wait_until(look, lambda: f"the field of {label!r}", not_yet=GONE)

    @property
    def service(self) -> str:
        return self._box("Service").chosen

    def choose_service(self, name: str | re.Pattern) -> None:
        """Pick a service by its name, behind "Show All" where the short list has it not."""
        box = self._box("Service")
        if not box.has(name):
            box.pick(ALL_SERVICES)
            # OBS fills the box with the whole list and opens that by itself.
            wait_until(lambda: box.has(name) and box.is_open(), lambda: f"a service {name!r}", not_yet=GONE)
        box.pick(name)
        wait_until(lambda: name_fits(self.service, name), lambda: f"{name!r}, not {self.service!r}", not_yet=GONE)

    def choose_server(self, name: str | re.Pattern) -> None:
        box = self._box("Server")
        box.pick(name)
        wait_until(lambda: name_fits(box.chosen, name), lambda: f"{name!r}, not {box.chosen!r}", not_yet=GONE)

    def _box(self, label: str) -> ComboBox:
        return ComboBox(lambda: self.field_of(label, ("combo box",)))

    def set_custom(self, server: str, key: str) -> None:
        """A custom server and its key."""
        self.go_to("Stream")
        if not CUSTOM_SERVICE.search(self.service):
            self.choose_service(CUSTOM_SERVICE)
        self.set_server(server)
        self.set_key(key)

    def use_stream_key(self) -> None:
        """Past the offer to connect an account, which OBS makes for some services where it is built with that."""
        def offered_or_not() -> str | None:
            offer = self.window.look_for("button", re.compile("^Use Stream Key"))
            if offer is not None:
                offer.press()
                return None
            return "no offer" if self.window.look_for("password text") else None

        wait_until(offered_or_not, "the field of the stream key", not_yet=GONE)

    def set_server(self, server: str) -> None:
        self.field_of("Server").set_text(server)

    def set_key(self, key: str) -> None:
        self.field_of("Stream Key").set_text(key)

    def set_authentication(self, user: str | None, password: str = "") -> None:
        """User name and password of a custom server; None switches them off."""
        box = self.window.find("check box", "Use authentication")
        if box.is_checked != (user is not None):
            box.press()
            wait_until(lambda: box.is_checked == (user is not None), "the check box 'Use authentication'")
        if user is not None:
            self.field_of("Username").set_text(user)
            self.field_of("Password").set_text(password)

    # Its end

    def apply(self) -> None:
        """Save and stay; OBS disables the button when it has saved."""
        button = self.window.find("button", "Apply")
        wait_until(lambda: button.is_enabled, "a change that can be applied", not_yet=GONE)
        button.press()
        wait_until(lambda: not button.is_enabled, "the changes to be applied", not_yet=GONE)

    def save(self) -> None:
        """OK."""
        self._close_with("OK")

    def cancel(self) -> None:
        self._close_with("Cancel")

    def _close_with(self, button: str) -> None:
        self.window.find("button", button).press()
        wait_until(lambda: not self.is_open, "the Settings dialog to close", not_yet=GONE)
