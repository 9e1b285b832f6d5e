# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import contextlib
import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pycurl
import pytest

from zoom.client import StandIn

from .signing_in import SignIn

TOKEN = "eyJhbGciOiJIUzUxMiJ9.stand-in"
MEETING = 85746065432
WEBINAR = 98765432109
FIELDS = {"stream_url": "rtmps://a.rtmps.example.com:443/live2", "stream_key": "abcd-efgh-ijkl-mnop",
          "page_url": "https://example.org/live"}
CURL_DEADLINE_S = 60

# the tool's options, as the library has them
HTTP_VERSIONS = {0: "0", pycurl.CURL_HTTP_VERSION_1_0: "1.0", pycurl.CURL_HTTP_VERSION_1_1: "1.1",
                 pycurl.CURL_HTTP_VERSION_2_0: "2"}
SWITCHES = {"--disable": {}, "--silent": {}, "--insecure": {pycurl.SSL_VERIFYPEER: 0, pycurl.SSL_VERIFYHOST: 0},
            "--http1.0": {pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_0},
            "--http1.1": {pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1},
            "--http2": {pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_2TLS}}
VALUES = {"--noproxy": pycurl.NOPROXY, "--request": pycurl.CUSTOMREQUEST, "--cacert": pycurl.CAINFO,
          "--data": pycurl.POSTFIELDS, "--cookie": pycurl.COOKIE, "--referer": pycurl.REFERER,
          "--user-agent": pycurl.USERAGENT, "--proxy": pycurl.PROXY, "--proxy-user": pycurl.PROXYUSERPWD}


@dataclass
class Reply:
    exit_code: int
    status: int
    http_version: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


class Curl:
    """curl against one stand-in."""

    def __init__(self, zoom: StandIn) -> None:
        self.zoom = zoom

    def command(self, method: str, path: str, *options: str, token: str | None = TOKEN, http: str = "--http1.1",
                base_url: str | None = None, ca_file: str | None = None) -> list[str]:
        authorization = [] if token is None else ["--header", f"Authorization: Bearer {token}"]
        return ["curl", "--disable", "--silent", "--noproxy", "*", http, "--request", method,
                "--cacert", ca_file or self.zoom.ca_file, *authorization, *options,
                (base_url or self.zoom.api_url) + path]

    def __call__(self, method: str, path: str, *options: str, content: bytes | None = None, **more) -> Reply:
        """By its library, in this process: it answers in a tenth of the time that the tool takes to start."""
        head, body = [], io.BytesIO()
        with contextlib.closing(pycurl.Curl()) as transfer:
            set_options(transfer, self.command(method, path, *options, **more)[1:])
            if content is not None:
                transfer.setopt(pycurl.POSTFIELDS, content)
            transfer.setopt(pycurl.TIMEOUT, CURL_DEADLINE_S)
            transfer.setopt(pycurl.HEADERFUNCTION, lambda line: head.append(line.decode("latin-1")))
            transfer.setopt(pycurl.WRITEDATA, body)
            exit_code = 0
            try:
                transfer.perform()
            except pycurl.error as problem:
                exit_code = problem.args[0]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head)}
            return Reply(exit_code, transfer.getinfo(pycurl.RESPONSE_CODE),
                         HTTP_VERSIONS[transfer.getinfo(pycurl.INFO_HTTP_VERSION)], headers, body.getvalue())

    @contextlib.contextmanager
    def running(self, *arguments, **more) -> Iterator[subprocess.Popen]:
        """For requests that are to hang."""
        process = subprocess.Popen(self.command(*arguments, **more), stdout=subprocess.PIPE)
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def patch(self, path: str = f"/meetings/{MEETING}/livestream", fields: dict[str, str] | None = None,
              **more) -> Reply:
        return self("PATCH", path, *form(FIELDS if fields is None else fields), **more)

    def patch_json(self, value: object, path: str = f"/meetings/{MEETING}/livestream", **more) -> Reply:
        return self("PATCH", path, "--header", "Content-Type: application/json", content=json.dumps(value).encode(),
                    **more)


def set_options(transfer: pycurl.Curl, arguments: list[str]) -> None:
    headers, parts = [], []
    # GnuTLS would read all that stands there, for each transfer
    transfer.unsetopt(pycurl.CAPATH)
    words = iter(arguments)
    for word in words:
        if word in SWITCHES:
            for option, value in SWITCHES[word].items():
                transfer.setopt(option, value)
        elif word in VALUES:
            transfer.setopt(VALUES[word], next(words).encode())
        elif word == "--header":
            headers.append(next(words).encode())
        elif word == "--form-string":
            name, _, value = next(words).partition("=")
            parts.append((name, (pycurl.FORM_CONTENTS, value.encode())))
        elif word == "--form":
            name, _, file = next(words).partition("=@")
            parts.append((name, (pycurl.FORM_FILE, file)))
        elif word == "--connect-timeout":
            transfer.setopt(pycurl.CONNECTTIMEOUT_MS, int(float(next(words)) * 1000))
        elif word == "--resolve":
            transfer.setopt(pycurl.RESOLVE, [next(words)])
        else:
            transfer.setopt(pycurl.URL, word)
    transfer.setopt(pycurl.HTTPHEADER, headers)
    if parts:
        transfer.setopt(pycurl.HTTPPOST, parts)


def form(fields: dict[str, str]) -> tuple[str, ...]:
    return tuple(word for name, value in fields.items() for word in ("--form-string", f"{name}={value}"))


def messages(reply: Reply) -> dict[str, str]:
    return {error["field"]: error["message"] for error in reply.json["errors"]}


@pytest.fixture(scope="module")
def standing(tmp_path_factory) -> Iterator[StandIn]:
    directory = tmp_path_factory.mktemp("zoom")
    with StandIn.start(directory) as stand_in:
        yield stand_in
    # Older hypercorns leave tasks behind in the log when a client goes; an error of our own is another matter.
    log = (directory / "zoom.log").read_text()
    assert "Error in ASGI" not in log and "/zoom/" not in log


@pytest.fixture
def zoom(standing: StandIn) -> StandIn:
    """One process per module, as new for each test."""
    standing.reset()
    standing.add_token(TOKEN)
    standing.add_meeting(MEETING)
    standing.add_webinar(WEBINAR)
    return standing


@pytest.fixture
def curl(zoom: StandIn) -> Curl:
    return Curl(zoom)


@pytest.fixture
def sign_in(zoom: StandIn, curl: Curl) -> SignIn:
    return SignIn(zoom, curl)
