# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from zoom.client import StandIn

from .signing_in import SignIn

TOKEN = "eyJhbGciOiJIUzUxMiJ9.stand-in"
MEETING = 85746065432
WEBINAR = 98765432109
FIELDS = {"stream_url": "rtmps://a.rtmps.example.com:443/live2", "stream_key": "abcd-efgh-ijkl-mnop",
          "page_url": "https://example.org/live"}
CURL_DEADLINE_S = 60


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
    """The command line tool against one stand-in."""

    def __init__(self, zoom: StandIn) -> None:
        self.zoom = zoom

    def command(self, method: str, path: str, *options: str, token: str | None = TOKEN, http: str = "--http1.1",
                base_url: str | None = None, ca_file: str | None = None) -> list[str]:
        authorization = [] if token is None else ["--header", f"Authorization: Bearer {token}"]
        return ["curl", "--disable", "--silent", "--noproxy", "*", http, "--request", method,
                "--cacert", ca_file or self.zoom.ca_file, *authorization, *options,
                (base_url or self.zoom.api_url) + path]

    def __call__(self, method: str, path: str, *options: str, content: bytes | None = None, **more) -> Reply:
        if content is not None:
            options += ("--data-binary", "@-")
        with tempfile.TemporaryDirectory() as directory:
            head, body = Path(directory, "head"), Path(directory, "body")
            done = subprocess.run(
                self.command(method, path, *options, "--dump-header", str(head), "--output", str(body), "--write-out",
                             "%{http_code} %{http_version}", **more),
                input=content, stdout=subprocess.PIPE, timeout=CURL_DEADLINE_S)
            status, http_version = done.stdout.decode().split(" ")
            lines = head.read_bytes().decode("latin-1").split("\r\n") if head.exists() else []
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            return Reply(done.returncode, int(status), http_version, headers,
                         body.read_bytes() if body.exists() else b"")

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
