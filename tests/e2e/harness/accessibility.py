# SPDX-License-Identifier: GPL-2.0-or-later
"""OBS's widgets as a screen reader sees them, over the accessibility bus of the private desktop.

D-Bus is spoken directly: what is asked of many widgets goes out at once and is awaited once, where a library that asks
one thing after the other spends most of a test's time.
"""
from __future__ import annotations

import functools
import itertools
import os
import re
from dataclasses import dataclass, field
from typing import Callable, Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 -- of Atspi the numbers of roles and states alone

from . import input_events  # noqa: E402
from .wait import DEFAULT_DEADLINE_S, DeadlineExceeded, wait_until  # noqa: E402

# What an accessibility call raises while a widget or the whole program is going away, or its UI thread is busy.
GONE = (GLib.Error, LookupError)

# A program that is held up answers late, and is not gone: it is given as long as everything that is waited for.
CALL_TIMEOUT_MS = int(DEFAULT_DEADLINE_S * 1000)
# An action that opens a modal dialog answers only once that is closed again: it is delivered all the same.
PRESS_TIMEOUT_MS = 400
# After which a click has met something else than it was meant for.
CLICK_EFFECT_S = 3.0
TYPING_EFFECT_S = 5.0
TYPING_ATTEMPTS = 3
WHOLE = 1  # of a field's text is selected, as one piece

# at-spi has renamed the role of buttons.
SAME_ROLE = {"push button": "button", "push button menu": "button"}

# Nothing stands below these in Qt.
LEAVES = ("label", "button", "check box", "radio button", "separator")

STATES_TO_TELL = (Atspi.StateType.FOCUSED, Atspi.StateType.CHECKED, Atspi.StateType.SELECTED)
ABSENCES_TO_TELL = {"hidden": Atspi.StateType.SHOWING, "disabled": Atspi.StateType.ENABLED}

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
ACTION = "org.a11y.atspi.Action"
TEXT = "org.a11y.atspi.Text"
EDITABLE_TEXT = "org.a11y.atspi.EditableText"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"
NOBODY = "/org/a11y/atspi/null"
SCREEN_COORDINATES = 0
TO_ITS_END = -1


class NotPressable(AssertionError):
    """A person could not press it now."""


@dataclass(frozen=True)
class Question:
    """One call of a method of an object of a program."""

    program: str  # its name on the bus
    path: str
    interface: str
    method: str
    arguments: GLib.Variant | None = None

    @classmethod
    def of_property(cls, program: str, path: str, interface: str, name: str) -> Question:
        return cls(program, path, PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))


@functools.lru_cache(maxsize=1)
def bus() -> Gio.DBusConnection:
    """Of the private desktop, which serves a whole test process."""
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        os.environ["AT_SPI_BUS_ADDRESS"], flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


def ask(question: Question, timeout_ms: int = CALL_TIMEOUT_MS):
    """The answer; where it has one part, as always here, that part."""
    answer = bus().call_sync(question.program, question.path, question.interface, question.method, question.arguments,
                             None, Gio.DBusCallFlags.NONE, timeout_ms, None).unpack()
    return answer[0] if answer else None


def ask_all(questions: list[Question]) -> list:
    """The answers, in order; None in place of one that failed. All are under way at once.

    Raises where one of them has not come in time: that is no answer, and least of all that something is gone.
    """
    if not questions:
        return []
    answers: list = [None] * len(questions)
    open_questions = len(questions)
    unanswered: GLib.Error | None = None

    def answered(connection: Gio.DBusConnection, result: Gio.AsyncResult, number: int) -> None:
        nonlocal open_questions, unanswered
        open_questions -= 1
        try:
            answers[number] = connection.call_finish(result).unpack()[0]
        except GLib.Error as problem:
            if problem.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT):
                unanswered = problem

    context = GLib.MainContext.new()  # of this thread alone
    context.push_thread_default()
    try:
        for number, question in enumerate(questions):
            bus().call(question.program, question.path, question.interface, question.method, question.arguments,
                       None, Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None, answered, number)
        while open_questions:
            context.iteration(True)
    finally:
        context.pop_thread_default()
    if unanswered:
        raise unanswered
    return answers


def ask_of_each(questions: list[dict[str, Question]]) -> list[dict[str, object]]:
    """ask_all() of several widgets: the answers by the questions' names."""
    answers = iter(ask_all([question for of_one in questions for question in of_one.values()]))
    return [{name: next(answers) for name in of_one} for of_one in questions]


@functools.lru_cache(maxsize=None)
def role_name(number: int) -> str:
    role = Atspi.role_get_name(Atspi.Role(number))
    return SAME_ROLE.get(role, role)


def has_state(states: list[int], state: Atspi.StateType) -> bool:
    """`states` as they come: two times 32 bits."""
    return bool(states[int(state) // 32] >> (int(state) % 32) & 1)


@dataclass(frozen=True)
class Sight:
    """A widget as it was when a walk came by."""

    widget: Widget
    role: str
    name: str
    description: str
    is_showing: bool


class Widget:
    """One accessible object. Nothing is cached: each property is asked of OBS at the time of the call."""

    def __init__(self, program: str, path: str) -> None:
        self._program = program
        self._path = path

    def __repr__(self) -> str:
        try:
            return f"<{self.role} {self.name!r}>"
        except GONE:
            return "<widget that is gone>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Widget) and (self._program, self._path) == (other._program, other._path)

    __hash__ = None

    @property
    def program(self) -> str:
        """Its name on the bus."""
        return self._program

    def _question(self, interface: str, method: str, arguments: GLib.Variant | None = None) -> Question:
        return Question(self._program, self._path, interface, method, arguments)

    def _property(self, interface: str, name: str) -> Question:
        return Question.of_property(self._program, self._path, interface, name)

    @property
    def role(self) -> str:
        return role_name(ask(self.role_question()))

    @property
    def name(self) -> str:
        return ask(self._property(ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        return ask(self._property(ACCESSIBLE, "Description"))

    @property
    def text(self) -> str:
        """What an input field holds; a masked field yields its mask."""
        return ask(self._question(TEXT, "GetText", GLib.Variant("(ii)", (0, self.length))))

    @property
    def length(self) -> int:
        """How many characters an input field holds: told of a masked one too, by each Qt."""
        return ask(self._property(TEXT, "CharacterCount"))

    @property
    def selections(self) -> int:
        """How many pieces of an input field's text are selected."""
        return ask(self._question(TEXT, "GetNSelections"))

    def _has_state(self, state: Atspi.StateType) -> bool:
        return has_state(ask(self.state_question()), state)

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
        return ask(self._question(COMPONENT, "GetExtents", GLib.Variant("(u)", (SCREEN_COORDINATES,))))

    def children(self) -> list[Widget]:
        return widgets(ask(self.children_question()))

    def parent(self) -> Widget:
        return Widget(*ask(self._property(ACCESSIBLE, "Parent")))

    # Finding

    def seen(self) -> Sight | None:
        """As it is now; None where it is gone."""
        return see([self])[0]

    def role_question(self) -> Question:
        return self._question(ACCESSIBLE, "GetRole")

    def sight_questions(self) -> dict[str, Question]:
        """What a sight takes besides the role."""
        return {"name": self._property(ACCESSIBLE, "Name"), "description": self._property(ACCESSIBLE, "Description"),
                "states": self.state_question()}

    def state_question(self) -> Question:
        return self._question(ACCESSIBLE, "GetState")

    def children_question(self) -> Question:
        return self._question(ACCESSIBLE, "GetChildren")

    def _below(self, role: str) -> dict[str, Question]:
        return {} if role in LEAVES else {"children": self.children_question()}

    def walk(self, showing_only: bool = False, roles: tuple[str, ...] = ()) -> Iterator[Sight]:
        """This widget and all below it, nearest first; of these roles alone, where some are named. A part that vanishes
        on the way is passed over.

        A question takes time of OBS, of the bus and of the test. None is asked whose answer nobody needs.
        """
        def questions(widget: Widget, role: str) -> dict[str, Question]:
            asked = widget.sight_questions()
            if roles and role not in roles:
                asked = {"states": widget.state_question()} if showing_only and role not in LEAVES else {}
            return asked | widget._below(role)

        level = [self]
        while level:
            known = [(widget, role) for widget, role in zip(level, roles_of(level)) if role]
            level = []
            for (widget, role), told in zip(known, ask_of_each([questions(*one) for one in known])):
                below = widgets(told.pop("children", None) or [])
                if None in told.values() or (showing_only and told and not is_showing(told["states"])):
                    continue
                if "name" in told:
                    yield sight(widget, role, told)
                level += below

    def focused(self) -> list[Sight]:
        """What of this widget and all below it has the keyboard."""
        found: list[Widget] = []
        level = [self]
        while level:
            told = ask_of_each([{"states": widget.state_question(), "children": widget.children_question()}
                                for widget in level])
            showing = [(widget, answers) for widget, answers in zip(level, told)
                       if answers["states"] and is_showing(answers["states"])]
            found += [widget for widget, answers in showing if has_state(answers["states"], Atspi.StateType.FOCUSED)]
            level = [below for _, answers in showing for below in widgets(answers["children"] or [])]
        return [seen for seen in see(found) if seen]

    def look_for(self, roles: str | tuple[str, ...], name: str | re.Pattern | None = None,
                 showing_only: bool = True) -> Widget | None:
        """The nearest widget of one of these roles and this name (any name where it is None), or None."""
        wanted = (roles,) if isinstance(roles, str) else roles
        for seen in self.walk(showing_only, wanted):
            if name_fits(seen.name, name):
                return seen.widget
        return None

    def dump(self) -> str:
        """The tree below this widget as indented text, as far as it can be read: all that is told of each."""
        root = Branch(self)
        level = [root]
        while level:
            roles = roles_of([branch.widget for branch in level])
            told = ask_of_each([branch.widget.sight_questions() | branch.widget._text() | branch.widget._below(role or "")
                                for branch, role in zip(level, roles)])
            for branch, role, answers in zip(level, roles, told):
                branch.below = [Branch(widget) for widget in widgets(answers.pop("children", None) or [])]
                branch.summary = summary(role, **answers)
            level = [below for branch in level for below in branch.below]
        return "\n".join(root.lines())

    def _text(self) -> dict[str, Question]:
        return {"text": self._question(TEXT, "GetText", GLib.Variant("(ii)", (0, TO_ITS_END)))}

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
            raise NotPressable(f"{self!r} is disabled")
        names = [name.lower() for name, *_ in ask(self._question(ACTION, "GetActions"))]
        wanted = next((n for n in ("press", "click", "toggle", "showmenu") if n in names), None)
        if wanted is None:
            # a button that has been disabled since then has none
            raise NotPressable(f"{self!r} cannot be pressed, its actions are {names}")
        try:
            ask(self._question(ACTION, "DoAction", GLib.Variant("(i)", (names.index(wanted),))), PRESS_TIMEOUT_MS)
        except GLib.Error:
            pass  # the dialog it opened is up, or it ended the program
        # Qt shows a button held down for a moment, and clicks it only then
        wait_until(lambda: not self._is_held_down(), lambda: f"{self!r} to come up again")

    def _is_held_down(self) -> bool:
        try:
            return self._has_state(Atspi.StateType.PRESSED)
        except GONE:
            return False

    def click(self) -> None:
        """A real mouse click in the middle of the widget, once that stays where it is."""
        input_events.click(*self.middle())

    def middle(self) -> tuple[int, int]:
        """Its place on the screen, once it stays there."""
        if not self.is_showing:
            raise AssertionError(f"{self!r} is not on the screen, so it cannot be clicked")
        seen = [self.extents]

        def at_rest() -> bool:
            seen.append(self.extents)
            return seen[-1] == seen[-2] and min(seen[-1][2:]) > 0

        wait_until(at_rest, lambda: f"{self!r} to have a place; it was at {seen[-1]}", not_yet=GONE)
        x, y, width, height = seen[-1]
        return x + width // 2, y + height // 2

    def click_until(self, effect: Callable[[], bool], what: str | Callable[[], str]) -> None:
        """Click it, and again where a window has moved under the pointer; not at all where the effect is there."""
        def has_effect() -> bool:
            if effect():
                return True
            self.click()
            try:
                return wait_until(effect, "", deadline_s=CLICK_EFFECT_S, not_yet=GONE)
            except DeadlineExceeded:
                return False

        wait_until(has_effect, what, not_yet=GONE)

    def focus(self) -> None:
        """Give it the keyboard by clicking it."""
        self.click_until(lambda: self.is_focused, lambda: f"the keyboard focus on {self!r}")

    def ask_for_focus(self) -> None:
        """Give it the keyboard as an assistive program does, without the mouse, as soon as its window has it.

        This brings it into sight. A combo box cannot be asked.
        """
        ask(self._question(COMPONENT, "GrabFocus"))

    def take_focus(self) -> None:
        """Give it the keyboard so, and wait for that: a key would go to the window before as long as this comes up."""
        self.ask_for_focus()
        wait_until(lambda: self.is_focused, lambda: f"{self!r} to have the keyboard", not_yet=GONE)

    def type(self, text: str) -> None:
        """Replace what the field holds by typing (printable ASCII) on the keyboard."""
        masked = self.role == "password text"

        def type_it() -> None:
            self._select_all()
            input_events.press_keys("BackSpace")
            self._wait_for_effect(lambda: self.length == 0, "to be emptied")
            if text:
                input_events.type_text(text)
            self._wait_for_effect(lambda: self.length == len(text) if masked else self.text == text, "to hold all of it")

        try_again(type_it)

    def paste(self, text: str) -> None:
        """Replace what the field holds from the clipboard; the field may change what it takes, or go with it."""
        def paste_it() -> None:
            self._select_all()
            before = self.length, self.selections
            input_events.paste(text)
            self._wait_for_effect(lambda: self.seen() is None or (self.length, self.selections) != before, "to take it")

        try_again(paste_it)

    def _select_all(self) -> None:
        self.focus()
        input_events.press_keys("ctrl+a")
        self._wait_for_effect(lambda: self.length == 0 or self.selections == WHOLE, "to be selected")

    def _wait_for_effect(self, effect: Callable[[], bool], what: str) -> None:
        wait_until(effect, lambda: f"{self!r} {what}", TYPING_EFFECT_S, GONE)

    def set_text(self, text: str) -> None:
        """Replace what the field holds in one go, with any characters, as an assistive program does."""
        if not ask(self._question(EDITABLE_TEXT, "SetTextContents", GLib.Variant("(s)", (text,)))):
            raise AssertionError(f"{self!r} does not take text")

    def press_key(self, key: str) -> None:
        """One key, by X name ("Return", "Tab"), for this widget."""
        self.focus()
        input_events.press_keys(key)


def try_again(work: Callable[[], None]) -> None:
    """A key is lost, or comes late, now and then while OBS is busy; who types sees that, and types again."""
    for attempt in range(TYPING_ATTEMPTS):
        try:
            return work()
        except DeadlineExceeded:
            if attempt == TYPING_ATTEMPTS - 1:
                raise


def roles_of(widgets: list[Widget]) -> list[str | None]:
    """None of one that is gone."""
    numbers = ask_all([widget.role_question() for widget in widgets])
    return [role_name(number) if number is not None else None for number in numbers]


def is_showing(states: list[int]) -> bool:
    return has_state(states, Atspi.StateType.SHOWING)


def sight(widget: Widget, role: str, told: dict) -> Sight:
    """Of the answers to a widget's sight_questions()."""
    return Sight(widget, role, told["name"], told["description"], is_showing(told["states"]))


def see(widgets: list[Widget]) -> list[Sight | None]:
    """Each as it is now, of one moment as far as a program answers without a pause; None for one that is gone."""
    told = ask_of_each([widget.sight_questions() for widget in widgets])
    return [sight(widget, role, answers) if role and None not in answers.values() else None
            for widget, role, answers in zip(widgets, roles_of(widgets), told)]


def name_fits(actual: str, wanted: str | re.Pattern | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return wanted.search(actual) is not None
    return actual == wanted


def widgets(references: list[tuple[str, str]]) -> list[Widget]:
    return [Widget(program, path) for program, path in references if path != NOBODY]


def application(pids: list[int]) -> Widget | None:
    """The program with one of these process ids, once it has a window."""
    programs = ask(Question("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren"))
    pids_of_programs = ask_all([
        Question("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                 GLib.Variant("(s)", (program,))) for program, _ in programs])
    for (program, path), pid in zip(programs, pids_of_programs):
        if pid in pids and (found := Widget(program, path)).children():
            return found
    return None


@dataclass
class Branch:
    """Of a tree that is being written down."""

    widget: Widget
    summary: str = ""
    below: list[Branch] = field(default_factory=list)

    def lines(self, depth: int = 0) -> Iterator[str]:
        yield "  " * depth + self.summary
        for branch in self.below:
            yield from branch.lines(depth + 1)


def summary(role: str | None, name: str | None, description: str | None, states: list[int] | None,
            text: str | None) -> str:
    """All that is told of a widget, on one line."""
    if role is None or name is None or states is None:
        return "(unreadable)"
    words = [role, repr(name)]
    if description:
        words.append(f"description={description!r}")
    words += [state.value_nick for state in STATES_TO_TELL if has_state(states, state)]
    words += [word for word, state in ABSENCES_TO_TELL.items() if not has_state(states, state)]
    if text is not None:
        words.append(f"text={text!r}")
    return " ".join(words)
