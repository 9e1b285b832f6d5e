# SPDX-License-Identifier: GPL-2.0-or-later
"""Starting and stopping a livestream, "Update livestream status": what is wrong with a request, else what it changes. Pure.

Facts: Zoom API reference, "Update livestream status" and "Update live stream status" (of webinars).
"""
from __future__ import annotations

from dataclasses import dataclass, field

from .bodies import Body
from .state import Broadcast, Options

ACTIONS = {"meeting": ("start", "stop", "mode"), "webinar": ("start", "stop")}
SETTINGS = {"meeting": ("active_speaker_name", "display_name", "layout", "close_caption"),
            "webinar": ("active_speaker_name", "display_name")}
VALUES = {"layout": ("follow_host", "gallery_view", "speaker_view"), "close_caption": ("burnt-in", "embedded", "off")}
DISPLAY_NAME_MAX_CHARACTERS = 50


@dataclass
class Change:
    """What a request does to the livestream."""

    action: str
    settings: dict[str, object] = field(default_factory=dict)
    unusual: list[str] = field(default_factory=list)


def validate(kind: str, body: Body) -> list[dict[str, str]]:
    """All that is wrong with the body, as Zoom's `errors` list; letters count in their case."""
    if any(error["field"] == "body" for error in body.errors):
        return body.errors
    checked = Body(body.encoding, body.fields, list(body.errors))
    if body.fields.get("action") not in ACTIONS[kind]:
        checked.reject("action", "Invalid field.")
    settings = body.fields.get("settings", {})
    if not isinstance(settings, dict):
        checked.reject("settings", "This field must be an object.")
        settings = {}
    for name in body.fields:
        if name not in ("action", "settings"):
            checked.reject(name, "Unknown field.")
    for name, value in settings.items():
        if name not in SETTINGS[kind] or not _is_good(name, value):
            checked.reject(f"settings.{name}", "Invalid field.")
    return checked.errors


def _is_good(name: str, value: object) -> bool:
    if name == "active_speaker_name":
        return isinstance(value, bool)
    if name == "display_name":
        return isinstance(value, str) and 1 <= len(value) <= DISPLAY_NAME_MAX_CHARACTERS
    return value in VALUES[name]


def refuse(broadcast: Broadcast, options: Options, body: Body, now_s: float) -> tuple[int, int, str] | None:
    """HTTP status, code and message; None: it is done."""
    action, settings = body.fields["action"], body.fields.get("settings")
    if broadcast.kind == "meeting" and broadcast.encryption == "e2ee":
        return 400, 4400, "End-to-end encrypted meetings currently do not support the livestreaming feature."
    if broadcast.status != "started" or broadcast.in_practice:
        return 400, 4927 if broadcast.kind == "meeting" else 200, \
            f"{broadcast.kind.capitalize()} {broadcast.id} has not started."
    if broadcast.kind == "webinar" and (not broadcast.custom_service or broadcast.configuration is None):
        return 400, 3000, "The current webinar is not configured with a custom streaming service."
    if action == "start" and broadcast.started_at_s is not None and \
            now_s - broadcast.started_at_s < options.start_interval_s:
        return 429, 429, "A request is being processed. Please retry making a new request after 30 seconds."
    if broadcast.kind == "webinar" and broadcast.is_live and settings:
        return 400, 300, "Only settings for a stopped live stream can be updated."
    if options.live_again == "refuse" and action != "mode" and broadcast.is_live == (action == "start"):
        return 400, 3000, "The livestream is already started." if broadcast.is_live else \
            "The livestream is already stopped."
    return None


def change(body: Body) -> Change:
    settings = body.fields.get("settings", {})
    return Change(str(body.fields["action"]), settings,
                  ["settings of a stop"] if settings and body.fields["action"] == "stop" else [])
