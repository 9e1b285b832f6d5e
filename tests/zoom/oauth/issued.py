# SPDX-License-Identifier: GPL-2.0-or-later
"""What Zoom hands out in a sign-in: codes and tokens, each belonging to the consent that it came of."""
from __future__ import annotations

import base64
import json
import secrets
import uuid
from dataclasses import dataclass, field

USER_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # RFC 8628, 6.1: no vowels, nothing that looks like another
USER_CODE_LENGTH = 8
ACCOUNT_ID = "Ab3dEfGhIjKlMnOpQrStUv"


@dataclass
class Grant:
    """One consent, and with it the whole family of tokens that came of it; or one fetch of a server-to-server app."""

    client_id: str
    scopes: frozenset[str]
    revoked: bool = False


@dataclass
class Issued:
    kind: str  # access_token, refresh_token, code, device_code
    grant: Grant
    expires_s: float | None = None  # on the stand-in's monotonic clock; None: does not expire by itself
    spent: bool = False  # it works once, and did
    expired: bool = False  # by a test, ahead of its time
    token: str = ""
    scopes: frozenset[str] = frozenset()  # of an access token

    def state(self, now_s: float) -> str:
        if self.grant.revoked:
            return "revoked"
        if self.spent:
            return "spent"
        if self.expired or (self.expires_s is not None and now_s >= self.expires_s):
            return "expired"
        return "active"


@dataclass
class Code(Issued):
    redirect_uri: str = ""
    challenge: str = ""


@dataclass
class Device(Issued):
    """A device that waits for a person: its grant counts once `decision` is "allow"."""

    user_code: str = ""
    interval_s: float = 5
    polled_s: float | None = None
    decision: str | None = None


@dataclass(frozen=True)
class Consent:
    """A page that asks a person, of a browser's authorization or of a device."""

    client_id: str
    redirect_uri: str = ""
    state: str | None = None
    challenge: str = ""
    device: Device | None = field(default=None, hash=False)


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def new_token(client_id: str, issued_at_s: float, expires_in_s: float) -> str:
    """As long and of the shape that Zoom's have; opaque nevertheless."""
    header = {"sv": "000002", "alg": "HS512", "v": "2.0", "kid": str(uuid.uuid4())}
    payload = {"ver": 10, "auid": secrets.token_hex(16), "code": secrets.token_urlsafe(24),
               "iss": f"zm:cid:{client_id}", "gno": 0, "type": 0, "tid": 0,
               "aud": "https://oauth.zoom.us", "uid": secrets.token_urlsafe(16),
               "nbf": int(issued_at_s), "exp": int(issued_at_s + expires_in_s), "iat": int(issued_at_s),
               "aid": ACCOUNT_ID}
    return ".".join([*(_base64url(json.dumps(part).encode("ascii")) for part in (header, payload)),
                     _base64url(secrets.token_bytes(64))])


def new_user_code() -> str:
    return "".join(secrets.choice(USER_CODE_LETTERS) for _ in range(USER_CODE_LENGTH))
