# SPDX-License-Identifier: GPL-2.0-or-later
"""The body of "Update a livestream": bytes -> fields, or what is wrong with them. Pure."""
from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urlsplit

from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, Preamble

FIELD_MAX_CHARACTERS = {"stream_url": 1024, "stream_key": 512, "page_url": 1024}
REQUIRED_FIELDS = tuple(FIELD_MAX_CHARACTERS)
RESOLUTIONS = ("720p", "1080p")
BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
# RFC 3986's excluded characters; those beyond ASCII are let through, as Java's URI class does.
NOT_IN_A_URI = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")


@dataclass
class Body:
    """`encoding` is None for a content type that is neither; `fields` hold strings unless JSON said otherwise."""

    encoding: str | None = None
    fields: dict[str, object] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)

    def reject(self, field_name: str, message: str) -> None:
        self.errors.append({"field": field_name, "message": message})


def split_content_type(value: str) -> tuple[str, dict[str, str]]:
    header = Message()
    header["content-type"] = value
    parameters = header.get_params(failobj=[], unquote=True)[1:]
    return value.partition(";")[0].strip().lower(), {name.lower(): text for name, text in parameters}


def parse(content_type: str, content: bytes) -> Body:
    media_type, parameters = split_content_type(content_type)
    if media_type == "multipart/form-data":
        return _parse_multipart(parameters.get("boundary", ""), content)
    if media_type == "application/json":
        return _parse_json(parameters.get("charset", "utf-8"), content)
    return Body()


def _parse_multipart(boundary: str, content: bytes) -> Body:
    body = Body("multipart")
    if not BOUNDARY.fullmatch(boundary):
        body.reject("body", "The multipart boundary is missing or malformed.")
        return body
    delimiter = b"--" + boundary.encode("ascii")
    if not content.startswith(delimiter + b"\r\n") or \
            not content.endswith((b"\r\n" + delimiter + b"--\r\n", b"\r\n" + delimiter + b"--")):
        body.reject("body", "The multipart body does not begin and end with its boundary.")
        return body
    parts: list[tuple[Field | File, bytearray]] = []
    decoder = MultipartDecoder(boundary.encode("ascii"))
    decoder.receive_data(content)
    decoder.receive_data(None)
    try:
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, (Field, File)):
                parts.append((event, bytearray()))
            elif isinstance(event, Data):
                parts[-1][1].extend(event.data)
            elif not isinstance(event, Preamble):
                raise ValueError("incomplete")
        # The decoder is lenient about line ends; a delimiter that counts begins a line of CR LF.
        if event.data.strip(b"\r\n") or len(parts) != content.count(b"\r\n" + delimiter):
            raise ValueError("text outside of the parts, or a bare line end")
    except (ValueError, TypeError):
        body.reject("body", "The multipart body is malformed.")
        return body
    for part, data in parts:
        _take_part(body, part, bytes(data))
    return body


def _take_part(body: Body, part: Field | File, data: bytes) -> None:
    name = part.name or "body"
    disposition = part.headers["content-disposition"].partition(";")[0].strip().lower()
    media_type, parameters = split_content_type(part.headers.get("content-type", "text/plain"))
    unknown_headers = {key.lower() for key in part.headers.keys()} - {"content-disposition", "content-type"}
    if disposition != "form-data" or not part.name:
        body.reject(name, "A part is not form-data with a name.")
    elif isinstance(part, File):
        body.reject(name, "A file was sent where a text field is expected.")
    elif media_type != "text/plain" or parameters.get("charset", "utf-8").lower() != "utf-8" or unknown_headers:
        body.reject(name, "The part is not plain UTF-8 text.")
    elif name in body.fields:
        body.reject(name, "The field was sent more than once.")
    else:
        try:
            body.fields[name] = data.decode("utf-8")
        except UnicodeDecodeError:
            body.reject(name, "The field is not UTF-8.")


def _parse_json(charset: str, content: bytes) -> Body:
    body = Body("json")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        for name in {name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1}:
            body.reject(name, "The member was sent more than once.")
        return dict(pairs)

    def no_json(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    try:
        if charset.lower() != "utf-8":
            raise ValueError(charset)
        members = json.loads(content.decode("utf-8"), object_pairs_hook=once, parse_constant=no_json)
        if not isinstance(members, dict):
            raise ValueError("not an object")
        # A lone surrogate can be written in JSON but is no text.
        json.dumps(members, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        body.errors.clear()
        body.reject("body", "The request body is not a JSON object in UTF-8.")
        return body
    body.fields = members
    return body


def validate(body: Body) -> list[dict[str, str]]:
    """All that is wrong with the body, as Zoom's `errors` list; empty when it can be stored."""
    if any(error["field"] == "body" for error in body.errors):
        return body.errors
    checked = Body(body.encoding, body.fields, list(body.errors))
    rejected = {error["field"] for error in body.errors}
    for name in REQUIRED_FIELDS:
        if name not in rejected:
            _check_text(checked, name)
    for name, value in body.fields.items():
        if name == "resolution":
            if value not in RESOLUTIONS:
                checked.reject(name, "This field must be 720p or 1080p.")
        elif name not in FIELD_MAX_CHARACTERS:
            checked.reject(name, "Unknown field.")
    return checked.errors


def _check_text(body: Body, name: str) -> None:
    value = body.fields.get(name)
    if value is None or value == "":
        body.reject(name, "This field is required.")
    elif not isinstance(value, str):
        body.reject(name, "This field must be a string.")
    elif len(value) > FIELD_MAX_CHARACTERS[name]:
        body.reject(name, f"This field is longer than {FIELD_MAX_CHARACTERS[name]} characters.")
    elif name == "page_url" and not _is_web_uri(value):
        body.reject(name, "This field must be a URI.")
    elif name == "stream_url" and not re.match(r"rtmps?://[^/?#\s]", value, re.IGNORECASE):
        body.reject(name, "This field must be an RTMP or RTMPS URL.")


def _is_web_uri(value: str) -> bool:
    if NOT_IN_A_URI.search(value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
