# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zoom's OAuth server holds: apps, pages that ask a person, and all that it has issued."""
from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from .issued import Code, Consent, Device, Grant, Issued, new_token, new_user_code

REFRESH_TOKEN_LIFETIME_S = 90 * 24 * 3600
KINDS = ("server_to_server", "user")


@dataclass
class OAuthOptions:
    """Lifetimes in seconds, and what the replies tell."""

    expires_in: int = 3599  # of access tokens
    code_expires_in: int = 300
    device_expires_in: int = 900
    device_interval: int = 5
    withheld_scopes: list[str] = field(default_factory=list)  # which tokens issued from now on lack
    scope_told: bool = True
    api_url_told: str | None = "https://api.zoom.us"  # None: not told
    refresh_token_told: bool = True


@dataclass
class App:
    client_id: str
    client_secret: str | None  # None: a public app, which identifies itself by client_id in the form
    kind: str
    account_id: str | None
    redirect_uris: tuple[str, ...]
    scopes: frozenset[str]
    active: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is {self.kind!r}, not one of {', '.join(KINDS)}")
        if self.kind == "server_to_server" and not (self.client_secret and self.account_id):
            raise ValueError("a server-to-server app has a client_secret and an account_id")


class OAuthState:
    def __init__(self) -> None:
        self.base_url = ""  # "https://127.0.0.1:8443", once the port is known
        self.clock_skew_s = 0.0
        self.clear()

    def clear(self) -> None:
        """Forgets the apps and all that was issued to them."""
        self.apps: dict[str, App] = {}
        self.consents: dict[str, Consent] = {}
        self._issued: dict[str, Issued] = {}

    def now_s(self) -> float:
        return time.monotonic()

    def date_s(self) -> float:
        """What this Zoom takes for the time of day."""
        return time.time() + self.clock_skew_s

    # Issuing

    def new_grant(self, app: App) -> Grant:
        return Grant(app.client_id, app.scopes)

    def _add(self, issued: Issued) -> Issued:
        self._issued[issued.token] = issued
        return issued

    def new_access_token(self, grant: Grant, options: OAuthOptions) -> Issued:
        return self._add(Issued("access_token", grant, self.now_s() + options.expires_in,
                                token=new_token(grant.client_id, self.date_s(), options.expires_in),
                                scopes=grant.scopes - set(options.withheld_scopes)))

    def new_refresh_token(self, grant: Grant) -> Issued:
        return self._add(Issued("refresh_token", grant, self.now_s() + REFRESH_TOKEN_LIFETIME_S,
                                token=new_token(grant.client_id, self.date_s(), REFRESH_TOKEN_LIFETIME_S)))

    def new_code(self, grant: Grant, consent: Consent, options: OAuthOptions) -> Code:
        code = Code("code", grant, self.now_s() + options.code_expires_in, token=secrets.token_urlsafe(24),
                    redirect_uri=consent.redirect_uri, challenge=consent.challenge)
        self._add(code)
        return code

    def new_device(self, grant: Grant, options: OAuthOptions) -> Device:
        device = Device("device_code", grant, self.now_s() + options.device_expires_in,
                        token=secrets.token_urlsafe(32), user_code=new_user_code(), interval_s=options.device_interval)
        self._add(device)
        return device

    def new_consent(self, consent: Consent) -> str:
        number = secrets.token_urlsafe(16)
        self.consents[number] = consent
        return number

    # Finding

    def find(self, kind: str, token: str) -> Issued | None:
        issued = self._issued.get(token)
        return issued if issued and issued.kind == kind else None

    def kind_of(self, token: str) -> str | None:
        """The kind of secret that this is, client secrets included."""
        if any(token == app.client_secret for app in self.apps.values()):
            return "client_secret"
        issued = self._issued.get(token)
        return issued.kind if issued else None

    def waiting_device(self, user_code: str) -> Device | None:
        typed = user_code.replace("-", "").replace(" ", "").upper()
        for device in self._of_kind("device_code"):
            if device.user_code == typed and device.decision is None and device.state(self.now_s()) == "active":
                return device
        return None

    def _of_kind(self, kind: str) -> Iterable[Issued]:
        return [issued for issued in self._issued.values() if issued.kind == kind]

    def tokens(self) -> list[dict[str, str]]:
        """All that was issued, in order."""
        return [{"kind": issued.kind, "token": issued.token, "client_id": issued.grant.client_id,
                 "state": issued.state(self.now_s())} for issued in self._issued.values()]

    # What others do

    def expire(self, kind: str) -> None:
        for issued in self._of_kind(kind):
            issued.expired = True

    def revoke_app(self, client_id: str) -> None:
        """The person removes a user's app, with which a new sign-in is possible; a server-to-server app is disabled."""
        app = self.apps[client_id]
        if app.kind == "server_to_server":
            app.active = False
        for issued in self._issued.values():
            if issued.grant.client_id == client_id:
                issued.grant.revoked = True
