# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's dock, found by its accessible names."""
from __future__ import annotations

from typing import Callable

from . import account_dialog, input_events
from .accessibility import GONE, Widget
from .form import Form, Wanted, shown_text
from .locale_text import LocaleText
from .wait import wait_until

TITLE = "Zoom Livestream"
# Accessible names, which are the labels that people see.
PUSH, CANCEL, CONNECT, CHECK = "Send settings to Zoom", "Cancel", "Connect Zoom", "Check again"
DISMISS = "Not now"
KEEP, UNDO = "Keep Zoom's settings", "Restore Zoom's earlier settings"
DESTINATION, ZOOM_VIEW = "Set in OBS", "Set in Zoom"
STATUS, NOTICE, DETAILS = "Zoom Livestream status", "Notice", "Details"
TYPED_CHARACTERS_MAX = 200  # a thousand key strokes outlast a deadline on a busy machine


def spaced(meeting: int) -> str:
    """An id of 11 digits as the Meeting field shows it."""
    digits = str(meeting)
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}"


class Dock(Form):
    TITLE = TITLE

    def _find_root(self) -> Widget:
        """In the main window or floating."""
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

    def float(self) -> None:
        """Out of OBS's window, by the button in its title."""
        self.root.find("button", "Float", showing_only=False).press()
        wait_until(lambda: self.is_showing and not any(child.name == TITLE for child in self._obs.main_window.children()),
                   "the dock to float", not_yet=GONE)

    # Fields. Each is typed as a person does and left by `end`: "Return", or "Tab" to go to the next.

    def type_meeting(self, text: str, end: str = "Return") -> None:
        self._enter("Meeting", text, end)

    def type_page_url(self, text: str, end: str = "Return") -> None:
        self._enter("Page URL", text, end)

    def paste_meeting(self, text: str, end: str = "Return") -> None:
        """Any text, such as a whole invitation, from the clipboard."""
        field = self.field("Meeting")
        field.paste(text)
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

    def wait_for_focus_elsewhere(self, name: str) -> None:
        """Anywhere in the dock or out of it, but at this one."""
        wait_until(lambda: name not in self.focused(), f"the focus to leave {name!r}", not_yet=GONE)

    def enter_with_the_pointer(self) -> None:
        """From outside of it."""
        x, y, width, height = self.root.extents
        input_events.point_at(x - 50 if x > 50 else x + width + 50, y + height // 2)
        input_events.point_at(x + width // 2, y + height // 2)

    def tab_to(self, name: str, role: str = "", key: str = "Tab") -> None:
        """On by Tab or back by "shift+Tab", however many parts there are between that can be used now."""
        while name not in self.focused(role):
            before = self._focus()
            input_events.press_keys(key)
            wait_until(lambda: self._focus() not in (before, []), lambda: f"the focus to leave {before}", not_yet=GONE)

    def _focus(self) -> list[Widget]:
        return [seen.widget for seen in self.root.focused()]

    def label(self, name: str) -> Widget:
        """The one that shows a text under that name."""
        def look() -> list[Widget]:
            return [seen.widget for seen in self.root.walk(showing_only=True, roles=("label",))
                    if seen.name == name and seen.description]

        return wait_until(look, f"the label {name!r}", not_yet=GONE)[0]

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
        return self.label_text(DESTINATION)

    def wait_for_destination(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label(DESTINATION, wanted, deadline_s)

    def press_push(self) -> None:
        self.press(PUSH)

    def press_cancel(self) -> None:
        self.press(CANCEL)

    def push_is_enabled(self) -> bool:
        return self.button(PUSH).is_enabled

    def outcome(self) -> str:
        """What happened and what to do, in short."""
        return self.label_text(STATUS)

    def notice(self) -> str:
        """The one thing more that counts now: a warning, a countdown or an offer; empty where there is none."""
        return self.label_text(NOTICE)

    def wait_for_notice(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_text(NOTICE, self.notice, wanted, deadline_s)

    def details(self) -> str:
        """The whole of the outcome, also while that is folded away; empty where the short form is all."""
        return self.label_text(DETAILS, showing_only=False)

    def show_details(self) -> None:
        """Unfold them, with what belongs to them."""
        self.root.find(("toggle button", "check box", "button"), DETAILS).press()
        wait_until(lambda: self.has_button("Copy report"), "the details", not_yet=GONE)

    def status(self) -> str:
        """All that is told of it: outcome, notice and details, of one moment."""
        while True:
            outcome, notice, details, outcome_after = self._seen_labels(STATUS, NOTICE, DETAILS, STATUS)
            if shown_text(outcome) == shown_text(outcome_after):
                return " ".join(filter(None, (shown_text(outcome), shown_text(notice), shown_text(details, False))))

    def wait_for_status(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_text(STATUS, self.status, wanted, deadline_s)

    def wait_until_in_step(self, deadline_s: float = 60.0) -> str:
        """That Zoom was read and holds what OBS holds."""
        texts = LocaleText()
        return self.wait_for_status(lambda shown: texts.is_in("Status.InSync", shown)
                                    or texts.is_in("Status.InSyncChecked", shown), deadline_s)

    def seconds_to_next_try(self) -> int | None:
        """What the status line counts down; None where no other try is to come."""
        texts, shown = LocaleText(), self.status()
        if texts.is_in("Status.NextTryNow", shown):
            return 0
        for key, factor in (("Status.NextTry.Seconds", 1), ("Status.NextTry.Minutes", 60)):
            found = texts.pattern(key).search(shown)
            for number in found.groups() if found else ():
                if number and number.isdecimal():
                    return int(number) * factor
        return None

    def wait_for_next_try(self, wanted: Callable[[int], bool] = lambda _: True, deadline_s: float = 60.0) -> int:
        """The seconds that are left of a wait, as soon as there is one and it is as wanted."""
        seen: list[int | None] = []

        def look() -> tuple[int, ...]:
            seconds = self.seconds_to_next_try()
            seen.append(seconds)
            return (seconds,) if seconds is not None and wanted(seconds) else ()

        return wait_until(look, lambda: f"a wait for the next try; left were {sorted(set(map(str, seen)))} s, the "
                          f"status was {self.status()!r}", deadline_s, GONE)[0]

    # What Zoom holds, and whose it is

    @property
    def keep_in_step(self) -> KeepInStep:
        return KeepInStep(self)

    def copy_notice(self) -> str:
        """Why it is not kept in step in a copied profile; empty where that is not told."""
        return self.notice() if LocaleText()["Notice.Copy"] in self.notice() else ""

    def wait_for_copy_notice(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_text(NOTICE, self.copy_notice, wanted, deadline_s)

    def zoom_line(self) -> str:
        return self.label_text(ZOOM_VIEW)

    def wait_for_zoom_line(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label(ZOOM_VIEW, wanted, deadline_s)

    def wait_until_looked(self) -> str:
        """That what Zoom holds was asked for, with whatever answer, and that nothing more is being asked."""
        texts = LocaleText()
        not_yet = ("", texts["ZoomView.Reading"], texts["ZoomView.NotRead"])

        def looked() -> str:
            # the button is disabled while a question is under way
            return self.zoom_line() if self.zoom_line() not in not_yet and self.button(CHECK).is_enabled else ""

        return wait_until(looked, lambda: f"what Zoom holds; the dock said {self.zoom_line()!r}", not_yet=GONE)

    def meeting_info(self) -> str:
        """The meeting's topic and host; empty where they are not known."""
        return self.label_text("Meeting topic")

    def wait_for_meeting_info(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Meeting topic", wanted, deadline_s)

    def check_again(self) -> None:
        self.press(CHECK)

    @property
    def can_keep(self) -> bool:
        return self.has_button(KEEP)

    def press_keep(self) -> None:
        self.press(KEEP)

    @property
    def can_undo(self) -> bool:
        return self.has_button(UNDO)

    def press_undo(self) -> None:
        self.press(UNDO)

    @property
    def asks_to_connect(self) -> bool:
        """An account is what is needed first: there is nothing else to press."""
        return self.has_button(CONNECT) and not self.has_button(PUSH)

    def account(self) -> str:
        """The account of the profile, as its button tells it."""
        return self.button(account_dialog.TITLE).description

    def open_account(self) -> account_dialog.AccountDialog:
        self.press(account_dialog.TITLE)
        return account_dialog.AccountDialog(self._obs).wait_until_open()


class KeepInStep:
    """The check box of auto-sync."""

    NAME = "Send changes automatically"

    def __init__(self, dock: Dock) -> None:
        self._dock = dock

    @property
    def is_offered(self) -> bool:
        return self._box() is not None

    @property
    def is_checked(self) -> bool:
        return self._dock.root.find("check box", self.NAME).is_checked

    def press(self) -> None:
        """From on to off or back."""
        before = self.is_checked
        self._dock.root.find("check box", self.NAME).press()
        wait_until(lambda: self.is_checked != before, f"the check box {self.NAME!r} to change", not_yet=GONE)

    def wait_until_offered(self) -> None:
        wait_until(lambda: self.is_offered, f"the check box {self.NAME!r}", not_yet=GONE)

    def _box(self) -> Widget | None:
        return self._dock.root.look_for("check box", self.NAME)
