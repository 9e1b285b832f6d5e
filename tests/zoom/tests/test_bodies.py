# SPDX-License-Identifier: GPL-2.0-or-later
"""The body of the PATCH, in both encodings: what is taken, byte for byte, and what is refused."""
from __future__ import annotations

import base64
import json

import pytest

from .conftest import FIELDS, MEETING, form, messages

LIVESTREAM = f"/meetings/{MEETING}/livestream"
URL = "rtmp://example.org/live"
AWKWARD = ["?a=b&c=d", " leading and trailing ", "quotes \"'` and \\", "tab\there", "line\nend",
           "line\r\nend\r\n", "\r", "\n", "\r\n\r\n--", "ключ-κλειδί-鍵-🔑", "100%25+%zz", "{\"json\": [1]}", "@file", "<file", ";type=text/html",
           "--------------------------", "\x00\x01\x7f", "é vs e\u0301"]


def part(name: str, value: bytes, disposition: str = 'form-data; name="{}"', more: str = "") -> bytes:
    return (f"--B\r\nContent-Disposition: {disposition.format(name)}\r\n{more}\r\n").encode() + value + b"\r\n"


def parts(**changes: bytes) -> bytes:
    fields = {**{name: value.encode() for name, value in FIELDS.items()}, **changes}
    return b"".join(part(name, value) for name, value in fields.items())


def send(curl, content: bytes, content_type: str = "multipart/form-data; boundary=B"):
    return curl("PATCH", LIVESTREAM, "--header", f"Content-Type: {content_type}", content=content)


@pytest.mark.parametrize("key", AWKWARD, ids=range(len(AWKWARD)))
def test_values_arrive_byte_for_byte_in_multipart(zoom, curl, key):
    fields = {**FIELDS, "stream_url": f"rtmp://example.org/{key}", "stream_key": key}
    raw = parts(**{name: value.encode() for name, value in fields.items()}) + b"--B--\r\n"
    assert send(curl, raw).status == 204
    assert {**fields, "resolution": "720p"} == zoom.configuration("meeting", MEETING)
    [entry] = zoom.journal()
    assert (entry["encoding"], entry["fields"]) == ("multipart", fields)
    assert base64.b64decode(entry["body_base64"]) == raw
    if "\x00" not in key:  # cannot be an argument of a command
        assert curl.patch(fields=fields).status == 204
        assert zoom.journal()[1]["fields"] == fields


@pytest.mark.parametrize("key", AWKWARD, ids=range(len(AWKWARD)))
def test_values_arrive_byte_for_byte_in_json(zoom, curl, key):
    fields = {**FIELDS, "stream_key": key}
    assert curl.patch_json(fields).status == 204
    assert zoom.configuration("meeting", MEETING) == {**fields, "resolution": "720p"}
    assert (zoom.journal()[0]["encoding"], zoom.journal()[0]["fields"]) == ("json", fields)


@pytest.mark.parametrize("encode", ["multipart", "json"])
@pytest.mark.parametrize("name,value,message", [
    ("stream_url", "", "required"), ("stream_key", "", "required"), ("page_url", "", "required"),
    ("stream_url", URL + "x" * (1025 - len(URL)), "longer than 1024"), ("stream_key", "é" * 513, "longer than 512"),
    ("page_url", "https://example.org/" + "x" * 1005, "longer than 1024"),
    ("stream_url", "https://example.org/live", "RTMP"), ("stream_url", "srt://example.org", "RTMP"),
    ("stream_url", "rtmp:///live", "RTMP"), ("stream_url", "rtmp", "RTMP"), ("stream_url", " rtmp://a/b", "RTMP"),
    ("page_url", "example.org/live", "URI"), ("page_url", "https://", "URI"), ("page_url", "ftp://example.org", "URI"),
    ("page_url", "https://example.org/a b", "URI"), ("page_url", "https://example.org/\r\n", "URI"),
    ("page_url", "https://example.org/%zz", "URI"), ("page_url", "https://example.org/<>", "URI"),
    ("page_url", "https://example.org:99999/", "URI"), ("page_url", "javascript:alert(1)", "URI"),
    ("resolution", "4k", "720p or 1080p"), ("resolution", "1080P", "720p or 1080p"),
    ("streamUrl", "rtmp://a/b", "Unknown"), ("action", "start", "Unknown"),
])
def test_one_bad_field_is_named(zoom, curl, encode, name, value, message):
    fields = {**FIELDS, name: value}
    reply = curl.patch_json(fields) if encode == "json" else curl.patch(fields=fields)
    assert (reply.status, reply.json["code"], reply.json["message"]) == (400, 300, "Validation Failed.")
    assert list(messages(reply)) == [name] and message in messages(reply)[name]
    assert zoom.configuration("meeting", MEETING) is None


@pytest.mark.parametrize("name", list(FIELDS))
def test_missing_field_is_named_in_both_encodings(zoom, curl, name):
    fields = {other: value for other, value in FIELDS.items() if other != name}
    for reply in (curl.patch(fields=fields), curl.patch_json(fields)):
        assert (reply.status, messages(reply)) == (400, {name: "This field is required."})


def test_all_bad_fields_are_named_and_the_status_may_be_300(zoom, curl):
    zoom.options(validation_status=300)
    reply = curl.patch(fields={"stream_url": "x", "surplus": "y"})
    assert (reply.status, set(messages(reply))) == (300, {"stream_url", "stream_key", "page_url", "surplus"})


@pytest.mark.parametrize("fields", [
    {"stream_url": URL + "x" * (1024 - len(URL))}, {"stream_key": "🔑" * 512},
    {"page_url": "https://example.org/" + "é" * 1004}, {"stream_url": "RTMPS://Example.org"},
    {"page_url": "http://[::1]:8080/a?b=c#d"}, {"resolution": "1080p"},
], ids=range(6))
def test_limits_are_in_characters_and_inclusive(curl, fields):
    assert curl.patch(fields={**FIELDS, **fields}).status == 204
    assert curl.patch_json({**FIELDS, **fields}).status == 204


MALFORMED = {
    "no closing boundary": parts(),
    "nothing but the end": b"--B--\r\n",
    "empty": b"",
    "text before": b"preamble\r\n" + parts() + b"--B--\r\n",
    "text after": parts() + b"--B--\r\ntrailer",
    "another boundary": (parts() + b"--B--\r\n").replace(b"--B", b"--C"),
    "bare line feeds": (parts() + b"--B--\r\n").replace(b"\r\n", b"\n"),
    "bare line feed before a boundary": (parts() + b"--B--\r\n").replace(b"\r\n--B\r\n", b"\n--B\r\n"),
    "no disposition": b"--B\r\n\r\nvalue\r\n" + parts() + b"--B--\r\n",
    "no blank line": b"--B\r\nContent-Disposition: form-data; name=\"x\"\r\n--B--\r\n",
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_multipart(zoom, curl, content):
    reply = send(curl, content)
    assert reply.status == (400 if content else 415)
    assert reply.json["code"] == (300 if content else 415)
    assert zoom.configuration("meeting", MEETING) is None


BAD_PARTS = {
    "file name": part("stream_key", b"k", 'form-data; name="{}"; filename="key.txt"'),
    "file name, extended": part("stream_key", b"k", "form-data; name=\"{}\"; filename*=UTF-8''key.txt"),
    "attachment": part("stream_key", b"k", 'attachment; name="{}"'),
    "type": part("stream_key", b"k", more="Content-Type: application/octet-stream\r\n"),
    "charset": part("stream_key", b"k", more="Content-Type: text/plain; charset=iso-8859-1\r\n"),
    "transfer encoding": part("stream_key", b"a2V5", more="Content-Transfer-Encoding: base64\r\n"),
    "twice": part("stream_key", b"k") + part("stream_key", b"k"),
    "not UTF-8": part("stream_key", b"\xff\xfe"),
    "UTF-8 of a surrogate": part("stream_key", b"\xed\xa0\x80"),
}


@pytest.mark.parametrize("bad", BAD_PARTS.values(), ids=BAD_PARTS.keys())
def test_bad_part(zoom, curl, bad):
    good = part("stream_url", b"rtmp://a/b") + part("page_url", b"https://example.org/")
    reply = send(curl, good + bad + b"--B--\r\n")
    assert (reply.status, list(messages(reply))) == (400, ["stream_key"])
    assert zoom.configuration("meeting", MEETING) is None


def test_part_without_name(curl):
    reply = send(curl, parts() + part("", b"x", "form-data") + b"--B--\r\n")
    assert (reply.status, reply.json["code"]) == (400, 300)


def test_part_may_say_that_it_is_text(curl):
    content = parts() + part("resolution", b"720p", more="Content-Type: text/plain; charset=UTF-8\r\n") + b"--B--\r\n"
    assert send(curl, content).status == 204


def test_file_upload(curl, tmp_path):
    (tmp_path / "key").write_text("secret")
    reply = curl("PATCH", LIVESTREAM, *form({"stream_url": URL, "page_url": "https://example.org"}), "--form",
                 f"stream_key=@{tmp_path / 'key'}")
    assert messages(reply) == {"stream_key": "A file was sent where a text field is expected."}


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", "text/json",
                                          "multipart/mixed; boundary=B"])
def test_content_type(zoom, curl, content_type):
    for content in (parts() + b"--B--\r\n", json.dumps(FIELDS).encode()):
        reply = send(curl, content, content_type)
        assert (reply.status, reply.json["code"]) == (415, 415)
    assert zoom.configuration("meeting", MEETING) is None


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=",
                                          "multipart/form-data; boundary=\"B \"", "multipart/form-data; boundary=é",
                                          "multipart/form-data; boundary=" + "x" * 71])
def test_boundary(curl, content_type):
    reply = send(curl, parts() + b"--B--\r\n", content_type)
    assert (reply.status, list(messages(reply))) == (400, ["body"])


BAD_JSON = {
    "cut": b'{"stream_url": "rtmp://a/b"', "array": b"[]", "string": b'"x"', "null": b"null", "number": b"1",
    "not UTF-8": json.dumps(FIELDS).encode("utf-16"), "byte order mark": b"\xef\xbb\xbf" + json.dumps(FIELDS).encode(),
    "two values": json.dumps(FIELDS).encode() * 2, "single quotes": str(FIELDS).encode(), "NaN": b'{"stream_url": NaN}',
    "deep": b"[" * 100000, "lone surrogate": b'{"stream_key": "\\ud800"}',
}


@pytest.mark.parametrize("content", BAD_JSON.values(), ids=BAD_JSON.keys())
def test_malformed_json(zoom, curl, content):
    reply = send(curl, content, "application/json")
    assert (reply.status, reply.json["code"], list(messages(reply))) == (400, 300, ["body"])
    assert zoom.configuration("meeting", MEETING) is None


@pytest.mark.parametrize("value", [None, 1, True, ["x"], {"x": "y"}])
@pytest.mark.parametrize("name", [*FIELDS, "resolution"])
def test_json_types(zoom, curl, name, value):
    assert list(messages(curl.patch_json({**FIELDS, name: value}))) == [name]


def test_json_member_twice(curl):
    content = json.dumps(FIELDS).replace("}", ', "stream_key": "other"}').encode()
    assert list(messages(send(curl, content, "application/json"))) == ["stream_key"]


@pytest.mark.parametrize("charset,status", [("utf-8", 204), ("UTF-8", 204), ("iso-8859-1", 400)])
def test_json_charset(curl, charset, status):
    assert send(curl, json.dumps(FIELDS).encode(), f"application/json; charset={charset}").status == status


@pytest.mark.parametrize("treatment,status,stored", [("accept", 204, True), ("415", 415, False), ("300", 400, False),
                                                     ("ignore", 204, False)])
def test_zoom_that_does_not_know_multipart(zoom, curl, treatment, status, stored):
    zoom.options(multipart=treatment)
    assert curl.patch().status == status
    assert (zoom.configuration("meeting", MEETING) is not None) == stored
    assert curl.patch_json(FIELDS).status == 204
    assert zoom.configuration("meeting", MEETING) is not None


@pytest.mark.parametrize("treatment,status", [("415", 415), ("300", 400)])
def test_zoom_that_does_not_know_json(zoom, curl, treatment, status):
    zoom.options(json=treatment)
    assert curl.patch_json(FIELDS).status == status
    assert zoom.configuration("meeting", MEETING) is None
    assert curl.patch().status == 204
