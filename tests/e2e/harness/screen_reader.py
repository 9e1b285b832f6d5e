# SPDX-License-Identifier: GPL-2.0-or-later
"""What OBS tells a screen reader by itself: events on the accessibility bus, for whoever has asked for them."""
from __future__ import annotations

from gi.repository import Gio, GLib

from .accessibility import Question, Widget, ask, bus
from .wait import wait_until

EVENTS = ("object:property-change:accessible-description", "object:announcement")
OBJECT_EVENT = "org.a11y.atspi.Event.Object"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry")
POLITE = 1


class ScreenReader:
    """Within the block it listens. `heard` are kind, widget, first number and text of each event."""

    def __init__(self, application: Widget) -> None:
        self._program = application.program
        self._context = GLib.MainContext.new()
        self.heard: list[tuple[str, Widget, int, object]] = []

    def __enter__(self) -> ScreenReader:
        self._context.push_thread_default()
        try:
            self._subscription = bus().signal_subscribe(self._program, OBJECT_EVENT, None, None, None,
                                                        Gio.DBusSignalFlags.NONE, self._hear)
        finally:
            self._context.pop_thread_default()
        self._register("RegisterEvent", "(sas)", lambda event: (event, []))
        return self

    def __exit__(self, *_) -> None:
        self._register("DeregisterEvent", "(s)", lambda event: (event,))
        bus().signal_unsubscribe(self._subscription)

    def _register(self, method: str, form: str, arguments) -> None:
        for event in EVENTS:
            ask(Question(*REGISTRY, method, GLib.Variant(form, arguments(event))))

    def _hear(self, _connection, program: str, path: str, _interface, member: str, arguments: GLib.Variant) -> None:
        detail, first, _, text, *_ = arguments.unpack()
        self.heard.append((detail or member, Widget(program, path), first, text))

    def wait_for(self, kind: str, widget: Widget) -> list[tuple[int, object]]:
        """The numbers and texts of all events of this kind that the widget has sent. Not each kind tells a text."""
        def look() -> list[tuple[int, object]]:
            while self._context.iteration(False):
                pass
            return [event[2:] for event in self.heard if event[:2] == (kind, widget)]

        return wait_until(look, lambda: f"{kind!r} of {widget!r} among {self.heard}")
