# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's account dialog, found by its accessible names."""
from __future__ import annotations

from . import input_events
from .accessibility import GONE
from .combo_box import ComboBox
from .form import FIELD_ROLES, Dialog, Wanted
from .locale_text import LocaleText
from .wait import wait_until

TITLE = "Zoom account"
ADD_ACCOUNT = "Add an account…"

# The ways to sign in, as the guide offers them.
SERVER_TO_SERVER = "Set up by our Zoom admin (Server-to-Server, recommended)"
BROWSER = "My own Zoom login, in this browser"
DEVICE = "My own Zoom login, on my phone"
ACCESS_TOKEN = "A temporary token (one hour)"
WAYS = (SERVER_TO_SERVER, BROWSER, DEVICE, ACCESS_TOKEN)

# What has a fold: only those who need it see it.
ADVANCED, PERMISSIONS, WEBINARS = "Advanced", "Permissions (Zoom calls them scopes)", "Permissions for webinars"
FOLD_ROLES = ("toggle button", "check box", "button")
FOLDED_FIELDS = ("Redirect URL", "Name")

TEXT = LocaleText()
SUMMARY, WHO, WAY, APP, ENTER, EDIT, DONE = (
    TEXT[f"Account.Step.{page}"] for page in ("Summary", "Who", "Way", "App", "Enter", "Edit", "Done"))
GUIDE = TEXT["Account.Guide"]


class AccountDialog(Dialog):
    TITLE = TITLE

    def close(self) -> None:
        self.press("Close")
        self.wait_until_closed()

    def discard(self) -> None:
        """Close it with something typed."""
        self.press("Close")
        self.press("Discard")
        self.wait_until_closed()

    # Its pages: a summary of an account that is set up, and the guide's steps

    def page(self) -> str:
        """Its heading."""
        return self.label_text("Step")

    def wait_for_page(self, *headings: str) -> str:
        return self.wait_for_label("Step", lambda shown: shown in headings)

    def leave_by(self, button: str) -> str:
        """To another page: its heading."""
        before = self.wait_for_label("Step", lambda shown: shown != "")
        self.press(button)
        return self.wait_for_label("Step", lambda shown: shown not in ("", before))

    def go_to(self, heading: str) -> None:
        """Whichever page shows: by the buttons, as a person does."""
        steps = (WHO, WAY, APP, ENTER)
        while (page := self.page()) != heading:
            if page == SUMMARY:
                self.leave_by("Edit")
            elif page == EDIT and heading == ENTER:
                return
            elif page == EDIT:
                self.leave_by(GUIDE if heading in steps else "Back")
            elif page in steps and heading in steps and steps.index(heading) > steps.index(page):
                self.leave_by("Next")
            else:
                self.leave_by("Back")

    def open_fold(self, name: str) -> None:
        fold = self.root.find(FOLD_ROLES, name)
        if not fold.is_checked:
            fold.press()
            wait_until(lambda: fold.is_checked, f"{name!r} to open", not_yet=GONE)

    # Which account, and which way

    @property
    def accounts(self) -> ComboBox:
        return self.combo_box("Account")

    def offered_ways(self) -> list[str]:
        return [seen.name for seen in self.root.walk(showing_only=True, roles=("radio button",))]

    def chosen_way(self) -> str:
        return next(way for way in WAYS if self.root.find("radio button", way).is_checked)

    def choose_way(self, name: str) -> None:
        """And wait until what it needs is there."""
        self.go_to(WAY)
        way = self.root.find("radio button", name)
        if not way.is_checked:
            way.press()
        wait_until(lambda: way.is_checked, f"{name!r} to be chosen", not_yet=GONE)
        self.go_to(ENTER)
        needed = "Access token" if name == ACCESS_TOKEN else "Client ID"
        wait_until(lambda: self.shows_field(needed) and self.shows_field("Account ID") == (name == SERVER_TO_SERVER),
                   f"the fields of {name!r}", not_yet=GONE)

    def choose_account(self, name: str) -> None:
        self.go_to(SUMMARY)
        self.accounts.pick(name)
        self.wait_for_field("Name", name)

    def add_account(self, name: str) -> None:
        self.go_to(SUMMARY)
        self.accounts.pick(ADD_ACCOUNT)
        self.wait_for_page(WHO)
        self.go_to(ENTER)
        self.fill({"Name": name})

    def rename(self, name: str) -> None:
        self.fill({"Name": name})
        input_events.press_keys("Return")

    def shows_field(self, name: str) -> bool:
        return self.root.look_for(FIELD_ROLES, name) is not None

    def wait_for_field(self, name: str, text: str) -> None:
        field = self.field(name)
        wait_until(lambda: field.text == text, lambda: f"{text!r} in {field!r}, not {field.text!r}", not_yet=GONE)

    def fill(self, fields: dict[str, str]) -> None:
        """Name of the field: what is typed into it."""
        for name, text in fields.items():
            if name in FOLDED_FIELDS and not self.shows_field(name):
                self.open_fold(ADVANCED)
            field = self.field(name)
            field.ask_for_focus()  # which brings it into view: the dialog may be higher than it can show
            field.type(text)

    def paste_into(self, name: str, text: str) -> None:
        field = self.field(name)
        field.ask_for_focus()
        field.paste(text)

    def field_error(self, name: str) -> str:
        return self.label_text(f"{name} error")

    def wait_for_field_error(self, name: str, wanted: Wanted) -> str:
        return self.wait_for_label(f"{name} error", wanted)

    def copied_by(self, button: str) -> str:
        """What the clipboard holds after that button was pressed, as another program gets it."""
        nothing = "(nothing copied)"
        input_events.copy(nothing)
        self.press(button)

        def clipboard() -> str:
            copied = input_events.copied()
            return copied if copied != nothing else ""

        return wait_until(clipboard, f"{button!r} to copy something")

    def set_checked(self, name: str, on: bool) -> None:
        """A check box, as a person has it."""
        box = self.root.find("check box", name)
        assert box.is_checked != on
        box.press()
        wait_until(lambda: box.is_checked == on, f"{name!r} to be {on}", not_yet=GONE)

    # An access token

    def choose_token(self) -> None:
        """That way, where another one is offered."""
        if self.page() == SUMMARY:
            self.leave_by("Edit")
        if not self.shows_field("Access token"):
            self.choose_way(ACCESS_TOKEN)

    def type_token(self, token: str) -> None:
        """By keyboard; not yet saved."""
        self.choose_token()
        field = self.field("Access token")
        if token.isascii() and token.isprintable():
            field.type(token)
        else:
            field.set_text(token)

    def paste_token(self, text: str) -> None:
        self.choose_token()
        self.paste_into("Access token", text)

    def remove_token(self) -> None:
        self.press("Remove token")

    def token_error(self) -> str:
        return self.label_text("Access token error")

    def wait_for_token_error(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Access token error", wanted, deadline_s)

    # What it says

    def account_status(self) -> str:
        return self.label_text("Account status")

    def wait_for_account_status(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Account status", wanted, deadline_s)

    def wait_for_problem(self, code: str, deadline_s: float = 30.0) -> str:
        """That what has happened and what to do about it are told, wherever in the dialog; all that is told there."""
        texts, seen = TEXT, [""]

        def look() -> str:
            labels = self.root.walk(showing_only=True, roles=("label",))
            seen[0] = "\n".join(label.description for label in labels)
            told = texts.is_in(f"Problem.{code}", seen[0]) and texts.is_in(f"Remedy.{code}", seen[0])
            return seen[0] if told else ""

        return wait_until(look, lambda: f"the problem {code} to be told; what is told:\n{seen[0]}", deadline_s, GONE)

    def wait_until_signed_in(self, deadline_s: float = 30.0) -> str:
        texts = LocaleText()
        return self.wait_for_account_status(lambda shown: texts.is_in("Account.SignedInFile", shown)
                                            or texts.is_in("Account.SignedInKeychain", shown), deadline_s)

    def wait_for_test(self, wanted: Wanted, deadline_s: float = 30.0) -> str:
        return self.wait_for_label("Account test", wanted, deadline_s)

    def secret_place(self) -> str:
        return self.label_text("Where secrets are kept")

    # What it does

    def save(self) -> None:
        self.press("Save and test")

    def test(self) -> None:
        self.press("Test")

    def sign_in(self) -> None:
        self.go_to(ENTER)
        self.press("Sign in")

    def cancel_sign_in(self) -> None:
        self.press("Cancel sign-in")

    def paste_address(self, address: str) -> None:
        """The one that the browser ended on."""
        self.paste_into("Address your browser ended on", address)
        self.press("Use this address")

    def device_code(self) -> str:
        return self.label_text("Device code")

    def sign_out(self) -> None:
        self.press("Sign out")
        self.press("Really sign out?")

    def remove_account(self) -> None:
        self.press("Remove account")
        self.press("Really remove it?")
