# SPDX-License-Identifier: GPL-2.0-or-later
"""Asks for what --real needs. Secrets are typed without being shown and never leave this process but by the home."""
from __future__ import annotations

import getpass
import re
import sys
from typing import Callable

from .job import Job

SERVERS = {
    "1": ("YouTube", "rtmps://a.rtmps.youtube.com:443/live2"),
    "2": ("Facebook", "rtmps://live-api-s.facebook.com:443/rtmp/"),
    "3": ("Twitch", "rtmp://live.twitch.tv/app"),
}


class NoTerminal(Exception):
    pass


def meeting_id(typed: str) -> int | None:
    digits = re.sub(r"[\s-]", "", typed)
    return int(digits) if re.fullmatch(r"[0-9]{9,11}", digits) else None


def access_token(typed: str) -> str | None:
    token = re.sub(r"^bearer\s+", "", typed.strip(), flags=re.IGNORECASE)
    return token if re.fullmatch(r"[!-~]+", token) else None


def page_url(typed: str) -> str | None:
    return typed.strip() if re.fullmatch(r"https?://\S+", typed.strip()) else None


def server_url(typed: str) -> str | None:
    chosen = SERVERS.get(typed.strip())
    return chosen[1] if chosen else typed.strip() if re.fullmatch(r"rtmps?://\S+", typed.strip()) else None


def ask_until_good(question: str, check: Callable, complaint: str, ask: Callable[[str], str] = input):
    while True:
        answer = check(ask(question))
        if answer is not None:
            return answer
        print(f"  {complaint}")


def ask() -> Job:
    if not sys.stdin.isatty():
        raise NoTerminal("--real asks for token, meeting and page URL, and so needs a terminal")
    print("What you enter is kept in a private temporary home until the end, and sent to nobody but Zoom.")
    token = ask_until_good("Zoom access token (not shown): ", access_token,
                           "This is not an access token: it is empty or holds spaces.", getpass.getpass)
    meeting = ask_until_good("Meeting ID: ", meeting_id, "A meeting ID has 9 to 11 digits.")
    page = ask_until_good("Page URL, where people watch: ", page_url, "It begins with https:// or http://.")
    for number, (name, url) in SERVERS.items():
        print(f"  {number}  {name}: {url}")
    server = ask_until_good("Server to stream to, a number or an rtmp(s):// URL: ", server_url,
                            "Enter one of the numbers, or a URL that begins with rtmp:// or rtmps://.")
    key = ask_until_good("Stream key (not shown): ", lambda typed: typed or None, "Zoom requires a stream key.",
                         getpass.getpass)
    return Job(meeting, page, server, key, token)
