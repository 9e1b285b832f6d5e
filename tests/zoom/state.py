# SPDX-License-Identifier: GPL-2.0-or-later
"""What the stand-in holds: meetings, webinars, tokens and the ways in which it can be set up."""
from __future__ import annotations

from dataclasses import dataclass, field

from .oauth.state import App, OAuthOptions, OAuthState
from .users import User

MEETING_ID_MIN_DIGITS = 9
MEETING_ID_MAX_DIGITS = 11

DEFAULT_SCOPES = ("meeting:update:livestream", "meeting:read:livestream", "meeting:read:meeting",
                  "webinar:update:livestream", "webinar:read:livestream", "webinar:read:webinar",
                  "user:read:user", "user:read:settings",
                  "meeting:update:livestream_status", "webinar:update:livestream_status")

CONFIGURATION_FIELDS = frozenset({"stream_url", "stream_key", "page_url", "resolution"})

# What a broadcast's calls answer instead of working: name -> (HTTP status, code, message).
PROBLEMS = {
    "hosting_not_allowed": (400, 3161, "Your user account is not allowed meeting hosting and scheduling capabilities."),
    "host_missing": (404, 1001, "User does not exist: {host_email}."),
    "other_account": (400, 1010, "User does not belong to this account: {host_email}."),
    "expired": (404, 3001, "Meeting {id} is not found or has expired."),
    "no_permission": (400, 200, "No permission."),
    "plan_missing": (400, 200, "Webinar plan is missing. You must subscribe to the webinar plan and enable webinars for "
                               "this user in order to perform this action."),
    "only_paid": (400, 200, "Only available for Paid account {host_email}."),
    "custom_off": (400, 200, "The current user has not enabled the custom live streaming feature of the webinar."),
}
# Of these what the meeting is can be read all the same.
PROBLEMS_OF_HOSTING = ("hosting_not_allowed", "only_paid", "custom_off")

ENCRYPTIONS = ("enhanced_encryption", "e2ee")


@dataclass
class Broadcast:
    kind: str  # "meeting" or "webinar"
    id: int
    topic: str = "Sunday service"
    host_email: str = "anna@example.org"
    status: str = "waiting"
    start_time: str = "2030-01-06T09:00:00Z"
    problem: str | None = None  # a name of PROBLEMS
    configuration: dict[str, str] | None = None
    encryption: str = "enhanced_encryption"  # of ENCRYPTIONS
    in_practice: bool = False  # a webinar's practice session: it has not started yet
    custom_service: bool = True  # a webinar's, at all
    is_live: bool = False
    live_settings: dict[str, object] = field(default_factory=dict)  # of the last start
    started_at_s: float | None = None  # the livestream, for the last time; by the monotonic clock

    def __post_init__(self) -> None:
        if self.status not in ("waiting", "started"):
            raise ValueError(f"status is {self.status!r}, not waiting or started")
        if self.encryption not in ENCRYPTIONS:
            raise ValueError(f"encryption is {self.encryption!r}, not one of {', '.join(ENCRYPTIONS)}")
        if self.kind not in ("meeting", "webinar"):
            raise ValueError(f"kind is {self.kind!r}, not meeting or webinar")
        if self.problem is not None and self.problem not in PROBLEMS:
            raise ValueError(f"unknown problem {self.problem!r}; there are {', '.join(PROBLEMS)}")


@dataclass
class Token:
    scopes: frozenset[str]
    expired: bool = False
    of_server_to_server: bool = False


@dataclass
class Options:
    """How this Zoom treats the two encodings, and which HTTP status its validation failures have; who "me" is."""

    multipart: str = "accept"  # accept; 415; 300 (code 300, naming no multipart field); ignore (204, nothing stored)
    json: str = "accept"  # accept; 415; 300
    validation_status: int = 400  # 300 has been seen too
    me_for_server_to_server: str = "accept"  # accept; refuse: such an app is no user, and has to name one
    resolution: str = "accept"  # accept; refuse (code 300, naming it); refuse_unnamed (code 200, of paid accounts)
    start_interval_s: float = 30.0  # a second start of the same livestream sooner than this is told 429
    live_again: str = "accept"  # a start of what is live, a stop of what is not: accept; refuse

    def __post_init__(self) -> None:
        if self.multipart not in ("accept", "415", "300", "ignore") or self.json not in ("accept", "415", "300"):
            raise ValueError("multipart is accept, 415, 300 or ignore; json is accept, 415 or 300")
        if self.validation_status not in (300, 400):
            raise ValueError("validation_status is 300 or 400")
        if self.me_for_server_to_server not in ("accept", "refuse"):
            raise ValueError("me_for_server_to_server is accept or refuse")
        if self.resolution not in ("accept", "refuse", "refuse_unnamed"):
            raise ValueError("resolution is accept, refuse or refuse_unnamed")
        if self.live_again not in ("accept", "refuse"):
            raise ValueError("live_again is accept or refuse")


@dataclass
class State:
    broadcasts: dict[int, Broadcast] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    options: Options = field(default_factory=Options)
    oauth_options: OAuthOptions = field(default_factory=OAuthOptions)
    oauth: OAuthState = field(default_factory=OAuthState)
    user: User = field(default_factory=User)

    def become(self, other: State) -> None:
        """For those who hold this one; `other` is not to be used any more."""
        vars(self).update(vars(other))

    def add_broadcast(self, broadcast: Broadcast) -> None:
        self.broadcasts[broadcast.id] = broadcast

    def add_token(self, token: str, scopes: list[str] | None = None, expired: bool = False) -> None:
        self.tokens[token] = Token(frozenset(DEFAULT_SCOPES if scopes is None else scopes), expired)

    def find_token(self, token: str) -> Token | None:
        """One that a test has added, or that the OAuth server has issued and nobody has revoked."""
        if token in self.tokens:
            return self.tokens[token]
        issued = self.oauth.find("access_token", token)
        if not issued:
            return None
        app, state = self.oauth.apps.get(issued.grant.client_id), issued.state(self.oauth.now_s())
        if not app or not app.active or state == "revoked":
            return None
        return Token(issued.scopes, state == "expired", app.kind == "server_to_server")

    def add_app(self, client_id: str, client_secret: str | None, kind: str, account_id: str | None,
                redirect_uris: list[str], scopes: list[str] | None, active: bool) -> None:
        """Adding one again replaces it; without `scopes` it has all that the plugin may use."""
        if scopes is None:
            scopes = [scope + (":admin" if kind == "server_to_server" else "") for scope in DEFAULT_SCOPES]
        self.oauth.apps[client_id] = App(client_id, client_secret, kind, account_id, tuple(redirect_uris),
                                         frozenset(scopes), active)

    def store(self, broadcast_id: int, fields: dict[str, str]) -> None:
        broadcast = self.broadcasts[broadcast_id]
        kept = {"resolution": "720p", **(broadcast.configuration or {})}
        broadcast.configuration = {**kept, **fields}

    def change_live(self, broadcast_id: int, action: str, settings: dict[str, object], now_s: float) -> None:
        broadcast = self.broadcasts[broadcast_id]
        if action == "mode":
            broadcast.live_settings = {**broadcast.live_settings, **settings}
            return
        broadcast.is_live = action == "start"
        if broadcast.is_live:
            broadcast.started_at_s, broadcast.live_settings = now_s, dict(settings)

    def run(self, broadcast_id: int, status: str, in_practice: bool) -> None:
        """The host begins or ends it; the livestream ends with it."""
        broadcast = self.broadcasts[broadcast_id]
        if status not in ("waiting", "started"):
            raise ValueError(f"status is {status!r}, not waiting or started")
        broadcast.status, broadcast.in_practice = status, in_practice
        broadcast.is_live = broadcast.is_live and status == "started" and not in_practice

    def configure(self, broadcast_id: int, fields: dict[str, str] | None) -> None:
        """As somebody does in Zoom's portal: without a request, and without the checks of one."""
        if unknown := set(fields or {}) - CONFIGURATION_FIELDS:
            raise ValueError(f"a configuration has no {', '.join(sorted(unknown))}")
        if fields is None:
            self.broadcasts[broadcast_id].configuration = None
        else:
            self.store(broadcast_id, fields)
