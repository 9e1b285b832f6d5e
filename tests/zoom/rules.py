# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zoom answers to a request, and what it stores: (state, request) -> decision. Pure.

Facts: Zoom API reference, "Update a livestream", "Get livestream details", "Get a meeting", "Get a webinar",
"Get a user", "Get user settings", "Update livestream status".
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from . import bodies, live, users
from .http_values import Answer, Request
from .state import MEETING_ID_MAX_DIGITS, MEETING_ID_MIN_DIGITS, PROBLEMS, PROBLEMS_OF_HOSTING, Broadcast, State, Token

PATH = re.compile(r"/v2/(meeting|webinar)s/([^/]*)(/livestream(?:/status)?)?")
ID = re.compile(rf"[1-9][0-9]{{{MEETING_ID_MIN_DIGITS - 1},{MEETING_ID_MAX_DIGITS - 1}}}")
CLASSIC_ACTION = {"update": "write", "read": "read"}


@dataclass
class Decision:
    answer: Answer
    store_in: int | None = None  # id of the broadcast that `fields` are to be stored in
    fields: dict[str, str] = field(default_factory=dict)
    live_in: int | None = None  # id of the broadcast whose livestream is changed by `live`
    live: live.Change | None = None


class Refusal(Exception):
    def __init__(self, status: int, code: int, message: str, **more: object) -> None:
        super().__init__(message)
        self.answer = json_answer(status, {"code": code, "message": message, **more})


def json_answer(status: int, value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode("utf-8")
    return Answer(status, body, {"content-type": "application/json;charset=UTF-8"})


def decide(state: State, request: Request, body: bodies.Body) -> Decision:
    """`body` is bodies.parse() of the request's content, passed in because the journal keeps it too."""
    try:
        return _decide(state, request, body)
    except Refusal as refusal:
        return Decision(refusal.answer)


def _decide(state: State, request: Request, body: bodies.Body) -> Decision:
    if user_path := users.PATH.fullmatch(request.path):
        return Decision(_user(state, request, unquote(user_path[1]), bool(user_path[2])))
    path = PATH.fullmatch(request.path)
    if not path:
        raise Refusal(404, 2300, "This API endpoint is not recognized.")
    if path[3] == "/livestream/status":
        return _live(state, request, body, path[1], path[2])
    kind, id_text, is_livestream = path[1], path[2], bool(path[3])
    if request.method not in (("GET", "PATCH") if is_livestream else ("GET",)):
        raise Refusal(405, 405, f"Request method '{request.method}' is not supported.")
    updates = request.method == "PATCH"
    _check_token(state, request, kind, "update" if updates else "read", "livestream" if is_livestream else kind)
    treatment = _check_encoding(state, request, body) if updates else "accept"
    if not ID.fullmatch(id_text):
        raise Refusal(state.options.validation_status, 300, f"Invalid {kind} id.")
    if updates and treatment == "300":
        raise _validation_failed(state, [{"field": name, "message": "This field is required."}
                                         for name in bodies.REQUIRED_FIELDS])
    if updates and treatment == "accept" and (errors := bodies.validate(body)):
        raise _validation_failed(state, errors)
    broadcast = _find(state, kind, int(id_text), is_livestream)
    if updates and treatment == "accept":
        _check_resolution(state, broadcast, body)
    if not is_livestream:
        return Decision(json_answer(200, (_meeting if kind == "meeting" else _webinar)(broadcast)))
    if not updates:
        held = broadcast.configuration
        return Decision(Answer(200) if held is None else json_answer(200, held))
    if treatment == "ignore":
        return Decision(Answer(204))
    return Decision(Answer(204), broadcast.id, {name: str(value) for name, value in body.fields.items()})


def _check_resolution(state: State, broadcast: Broadcast, body: bodies.Body) -> None:
    if "resolution" not in body.fields or state.options.resolution == "accept":
        return
    if state.options.resolution == "refuse":
        raise _validation_failed(state, [{"field": "resolution", "message": "Invalid field."}])
    raise Refusal(400, 200, f"Only available for Paid account {broadcast.host_email}.")


def _live(state: State, request: Request, body: bodies.Body, kind: str, id_text: str) -> Decision:
    if request.method != "PATCH":
        raise Refusal(405, 405, f"Request method '{request.method}' is not supported.")
    _check_token(state, request, kind, "update", "livestream_status")
    if body.encoding != "json" or len(request.all_of("content-type")) != 1:
        raise Refusal(415, 415, "Content type is not supported.")
    if not ID.fullmatch(id_text):
        raise Refusal(state.options.validation_status, 300, f"Invalid {kind} id.")
    if errors := live.validate(kind, body):
        raise _validation_failed(state, errors)
    broadcast = _find(state, kind, int(id_text), True)
    if refusal := live.refuse(broadcast, state.options, body, state.oauth.now_s()):
        raise Refusal(*refusal)
    change = live.change(body)
    return Decision(Answer(204, unusual=change.unusual), live_in=broadcast.id, live=change)


def _validation_failed(state: State, errors: list[dict[str, str]]) -> Refusal:
    return Refusal(state.options.validation_status, 300, "Validation Failed.", errors=errors)


def _user(state: State, request: Request, user: str, is_settings: bool) -> Answer:
    if request.method != "GET":
        raise Refusal(405, 405, f"Request method '{request.method}' is not supported.")
    token = _check_token(state, request, "user", "read", "settings" if is_settings else "user")
    known = {users.USER_ID, state.user.email}
    if not token.of_server_to_server or state.options.me_for_server_to_server == "accept":
        known.add("me")
    if user not in known:
        raise Refusal(404, 1001, f"User does not exist: {user}.")
    return json_answer(200, state.user.settings if is_settings else state.user.described())


def _check_token(state: State, request: Request, kind: str, action: str, subject: str) -> Token:
    sent = request.all_of("authorization")
    token = state.find_token(sent[0][len("Bearer "):]) if len(sent) == 1 and sent[0].startswith("Bearer ") else None
    if token is None:
        raise Refusal(401, 124, "Invalid access token.")
    if token.expired:
        raise Refusal(401, 124, "Access token is expired.")
    granular, classic = f"{kind}:{action}:{subject}", f"{kind}:{CLASSIC_ACTION[action]}"
    if not token.scopes & {granular, granular + ":admin", classic, classic + ":admin"}:
        raise Refusal(400, 4711, f"Invalid access token, does not contain scopes:[{granular}, {granular}:admin].")
    return token


def _check_encoding(state: State, request: Request, body: bodies.Body) -> str:
    treatment = {"multipart": state.options.multipart, "json": state.options.json}.get(body.encoding or "", "415")
    if treatment == "415" or len(request.all_of("content-type")) != 1:
        raise Refusal(415, 415, "Content type is not supported.")
    return treatment


def _find(state: State, kind: str, broadcast_id: int, is_livestream: bool) -> Broadcast:
    broadcast = state.broadcasts.get(broadcast_id)
    if broadcast and kind == "meeting" and broadcast.kind == "webinar":
        raise Refusal(400, 3000, "Cannot access webinar info.")
    if not broadcast or broadcast.kind != kind:
        raise Refusal(404, 3001, f"{kind.capitalize()} does not exist: {broadcast_id}.")
    # Who may host does not matter to reading what the meeting is.
    if broadcast.problem and (is_livestream or broadcast.problem not in PROBLEMS_OF_HOSTING):
        status, code, message = PROBLEMS[broadcast.problem]
        raise Refusal(status, code, message.format(id=broadcast.id, host_email=broadcast.host_email))
    return broadcast


def _meeting(broadcast: Broadcast) -> dict[str, object]:
    return {"id": broadcast.id, "uuid": "aDYlohsHRtCd4ii1uC2+hA==", "host_id": "30R7kT7bTIKSNUFEuH_Qlg",
            "host_email": broadcast.host_email, "topic": broadcast.topic, "type": 2, "status": broadcast.status,
            "start_time": broadcast.start_time, "duration": 60, "timezone": "Europe/Berlin",
            "created_at": "2026-01-01T08:00:00Z", "join_url": f"https://us02web.zoom.us/j/{broadcast.id}",
            "settings": {"host_video": True, "encryption_type": broadcast.encryption}}


def _webinar(broadcast: Broadcast) -> dict[str, object]:
    described = _meeting(broadcast) | {"type": 5}
    del described["status"], described["settings"]
    return described
