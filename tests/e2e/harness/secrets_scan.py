# SPDX-License-Identifier: GPL-2.0-or-later
"""Looks for planted secrets wherever OBS could have left them, in clear and in the usual encodings."""
from __future__ import annotations

import base64
import fnmatch
import html
import json
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping

from . import processes
from .home import MODULE

# OBS keeps the key where it always did, and the token has its one file.
WHERE_KEYS_BELONG = ("*/basic/profiles/*/service.json", "*/basic/profiles/*/service.json.bak")
WHERE_TOKENS_BELONG = (f"*/plugin_config/{MODULE}/secrets.json",)


@dataclass(frozen=True)
class Finding:
    secret: str  # its name, never its value
    form: str
    place: str


def _base64_cores(secret: bytes, encode) -> Iterator[bytes]:
    """The characters that stand for the secret whatever comes before and after it, for each of the 3 alignments."""
    for before in range(3):
        encoded = encode(bytes(before) + secret)
        first = -(-before * 8 // 6)  # characters that also hold bits of what comes before
        last = (before + len(secret)) * 8 // 6  # from here on, bits of what comes after
        yield encoded[first:last]


def encoded_forms(secret: str) -> dict[str, bytes]:
    """Name of the encoding: the bytes to look for."""
    raw = secret.encode()
    percent = urllib.parse.quote(secret, safe="")
    json_text = json.dumps(secret, ensure_ascii=False)[1:-1]
    forms = {
        "clear": raw,
        "percent-encoded": percent.encode(),
        "percent-encoded, lower case": _lower_case_escapes(percent).encode(),
        "percent-encoded, path": urllib.parse.quote(secret).encode(),
        "form-encoded": urllib.parse.quote_plus(secret).encode(),
        "JSON": json_text.encode(),
        "JSON, ASCII": json.dumps(secret)[1:-1].encode(),
        "JSON, slashes escaped": json_text.replace("/", "\\/").encode(),
        "JSON, ASCII, slashes escaped": json.dumps(secret)[1:-1].replace("/", "\\/").encode(),
        "HTML": html.escape(secret).encode(),
        "hexadecimal": raw.hex().encode(),
        "UTF-16": secret.encode("utf-16-le"),
    }
    for number, core in enumerate(_base64_cores(raw, base64.b64encode)):
        forms[f"base64, alignment {number}"] = core
    for number, core in enumerate(_base64_cores(raw, base64.urlsafe_b64encode)):
        forms[f"base64 for URLs, alignment {number}"] = core
    return forms


def _lower_case_escapes(percent: str) -> str:
    pieces = percent.split("%")
    return pieces[0] + "".join("%" + piece[:2].lower() + piece[2:] for piece in pieces[1:])


def search(data: bytes, place: str, secrets: Mapping[str, str]) -> list[Finding]:
    """At most one finding for each secret: the first encoding in which `data` holds it."""
    found = []
    for name, secret in secrets.items():
        for form, needle in encoded_forms(secret).items():
            if needle in data:
                found.append(Finding(name, form, place))
                break
    return found


def _files_below(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _process_texts(pid: int) -> Iterator[tuple[str, bytes]]:
    for each in processes.descendants(pid):
        for name in ("cmdline", "environ"):
            try:
                yield f"/proc/{each}/{name}", Path(f"/proc/{each}/{name}").read_bytes()
            except OSError:
                continue


def scan(
    keys: Mapping[str, str],
    tokens: Mapping[str, str],
    directories: list[Path],
    texts: Mapping[str, str] = {},
    pid: int | None = None,
) -> list[Finding]:
    """All places where a key or a token (name: value) is found and does not belong.

    Searched are the names and contents of all files below `directories`, `texts` (name: text), and what /proc shows
    to everybody of process `pid` and its children.
    """
    found: list[Finding] = []
    for directory in directories:
        for path in _files_below(directory):
            place = str(path)
            try:
                data = place.encode() + b"\0" + path.read_bytes()
            except FileNotFoundError:
                continue  # OBS's own files have other names while it writes them
            if not any(fnmatch.fnmatch(place, pattern) for pattern in WHERE_KEYS_BELONG):
                found += search(data, place, keys)
            if not any(fnmatch.fnmatch(place, pattern) for pattern in WHERE_TOKENS_BELONG):
                found += search(data, place, tokens)
    everything = {**keys, **tokens}
    for name, text in texts.items():
        found += search(text.encode(), name, everything)
    if pid is not None:
        for place, data in _process_texts(pid):
            found += search(data, place, everything)
    return found
