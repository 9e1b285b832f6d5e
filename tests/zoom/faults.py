# SPDX-License-Identifier: GPL-2.0-or-later
"""The faults that a connection can have, below what an HTTP server can do. Faults are data."""
from __future__ import annotations

import base64
from dataclasses import dataclass, fields

CUT_MAX_BYTES = 32 * 1024  # which the kernel surely takes at once: then it is sent before the cut
HUGE_BODY_BYTES = 64 * 1024 * 1024
HTML_502 = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Fault:
    """`listen` other than "open" happens before a connection exists, so that nothing else of the fault does.

    Without `certificate` no TLS is spoken: `send` goes out at once, then `then`. With it, `send` goes out
    as soon as `after` has come: "handshake" or "request"."""

    listen: str = "open"  # open, refuse, full (the backlog is full: connect() hangs)
    certificate: str | None = None  # good, unknown_ca, expired, not_yet_valid, wrong_host
    after: str = "request"
    send: bytes = b""
    repeat_bytes: int = 0  # this many bytes more
    then: str = "hang"  # end (TLS is ended properly), close (it is not), reset, hang

    def __post_init__(self) -> None:
        for name, known in (("listen", ("open", "refuse", "full")), ("after", ("handshake", "request")),
                            ("certificate", (None, "good", "unknown_ca", "expired", "not_yet_valid", "wrong_host")),
                            ("then", ("end", "close", "reset", "hang"))):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} of a fault is {getattr(self, name)!r}, not one of {known}")
        if self.then in ("close", "reset") and len(self.send) + self.repeat_bytes > CUT_MAX_BYTES:
            raise ValueError(f"what is cut off is at most {CUT_MAX_BYTES} bytes long")


def _answer(status_line: str, body: bytes = b"", length: int | None = None,
            media_type: str = "application/json") -> bytes:
    head = (f"HTTP/1.1 {status_line}\r\ncontent-type: {media_type}\r\n"
            f"content-length: {len(body) if length is None else length}\r\nconnection: close\r\n\r\n")
    return head.encode("ascii") + body


_HALF_JSON = b'{"code":3001,"mess'
_NO_CONTENT = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"

FAULTS = {
    "refuse": Fault(listen="refuse"),
    "blackhole": Fault(listen="full"),
    "accept_silent": Fault(),
    "reset_on_accept": Fault(then="reset"),
    "close_on_accept": Fault(then="close"),
    "not_tls": Fault(send=b"220 mail.example.org ESMTP ready\r\n", then="close"),
    # A client that does not check would take these 204 for a success.
    "tls_unknown_ca": Fault(certificate="unknown_ca", send=_NO_CONTENT, then="end"),
    "tls_expired": Fault(certificate="expired", send=_NO_CONTENT, then="end"),
    "tls_not_yet_valid": Fault(certificate="not_yet_valid", send=_NO_CONTENT, then="end"),
    "tls_wrong_host": Fault(certificate="wrong_host", send=_NO_CONTENT, then="end"),
    "reset_after_request": Fault(certificate="good", then="reset"),
    "close_after_request": Fault(certificate="good", then="close"),
    "silent_after_request": Fault(certificate="good"),
    "garbage": Fault(certificate="good", send=b"\x00\xff\x13\x37 this is no HTTP \x80\r\n\r\n", then="close"),
    "cut_headers": Fault(certificate="good", send=_answer("200 OK")[:31], then="close"),
    "stall_headers": Fault(certificate="good", send=_answer("200 OK")[:31]),
    "cut_body": Fault(certificate="good", send=_answer("404 Not Found", _HALF_JSON, length=60), then="close"),
    "stall_body": Fault(certificate="good", send=_answer("404 Not Found", _HALF_JSON, length=60)),
    "huge_body": Fault(certificate="good", send=_answer("400 Bad Request", length=HUGE_BODY_BYTES),
                       repeat_bytes=HUGE_BODY_BYTES, then="end"),
    "html_502": Fault(certificate="good", send=_answer("502 Bad Gateway", HTML_502, media_type="text/html"),
                      then="end"),
}


def named(kind: str, changes: dict[str, object]) -> Fault:
    """The fault of that name with some members changed; bytes come as text or {"base64": ...}."""
    if kind not in FAULTS:
        raise ValueError(f"unknown fault {kind!r}; there are {', '.join(FAULTS)}")
    members = {member.name: getattr(FAULTS[kind], member.name) for member in fields(Fault)}
    if unknown := set(changes) - set(members):
        raise ValueError(f"unknown members of fault: {', '.join(sorted(unknown))}")
    send = changes.get("send")
    if isinstance(send, str):
        changes = {**changes, "send": send.encode("utf-8")}
    elif isinstance(send, dict):
        changes = {**changes, "send": base64.b64decode(send["base64"])}
    return Fault(**{**members, **changes})
