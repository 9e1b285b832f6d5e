# SPDX-License-Identifier: GPL-2.0-or-later
"""This Zoom against Zoom's own description of its calls, as Prism judges by it: what is sent, and what is answered.

Runs where ZOOM_OPENAPI names the description (OpenAPI, JSON), and `prism` (npm: @stoplight/prism-cli) is at hand.
"""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from .conftest import FIELDS, MEETING, WEBINAR, Curl

DESCRIPTION = os.environ.get("ZOOM_OPENAPI", "")
PRISM = shutil.which("prism")
ADDRESS = re.compile(r"http://[0-9.:]+")
IDS = {"meeting": MEETING, "webinar": WEBINAR}

pytestmark = pytest.mark.skipif(not (DESCRIPTION and PRISM), reason="no ZOOM_OPENAPI, or no prism")


@pytest.fixture(scope="module")
def judge(standing) -> Iterator[str]:
    """Prism's address: it hands on what it is sent, and tells in a header what it finds wrong with it."""
    environment = {**os.environ, "NODE_EXTRA_CA_CERTS": standing.ca_file}
    with subprocess.Popen([PRISM, "proxy", DESCRIPTION, standing.api_url, "--port", "0"], env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "listening on" in line:
                break
        else:
            pytest.fail("Prism has ended: " + "".join(lines))
        yield ADDRESS.search(line)[0]
        process.terminate()
        process.stdout.read()


@pytest.fixture
def ask(zoom, judge):
    """The answer's status, and Prism's findings."""
    curl = Curl(zoom)

    def asked(method: str, path: str, body: object = None) -> tuple[int, list[dict]]:
        for kind, id in IDS.items():
            zoom.configure(kind, id, FIELDS)
        more = {} if body is None else {"content": json.dumps(body).encode()}
        reply = curl(method, path, "--header", "Content-Type: application/json", base_url=judge, **more)
        return reply.status, json.loads(reply.headers.get("sl-violations", "[]"))

    return asked


def of_requests(findings: list[dict]) -> list[dict]:
    return [finding for finding in findings if finding["location"][0] == "request"]


SETTINGS = {"active_speaker_name": True, "display_name": "Sunday"}


@pytest.mark.parametrize("path,body", [
    (f"/meetings/{MEETING}/livestream/status", {"action": "start"}),
    (f"/meetings/{MEETING}/livestream/status",
     {"action": "start", "settings": {**SETTINGS, "layout": "speaker_view", "close_caption": "burnt-in"}}),
    (f"/meetings/{MEETING}/livestream/status", {"action": "stop"}),
    (f"/webinars/{WEBINAR}/livestream/status", {"action": "start", "settings": SETTINGS}),
    (f"/webinars/{WEBINAR}/livestream/status", {"action": "stop"}),
    (f"/meetings/{MEETING}/livestream", {**FIELDS, "resolution": "1080p"}),
    (f"/webinars/{WEBINAR}/livestream", FIELDS),
])
def test_what_this_zoom_takes(zoom, ask, path, body):
    for kind, id in IDS.items():
        zoom.run(kind, id)
    assert ask("PATCH", path, body) == (204, [])


@pytest.mark.parametrize("kind,body", [
    ("meeting", {"action": "Start"}), ("meeting", {"action": "begin"}), ("webinar", {"action": "mode"}),
    ("meeting", {"action": "start", "settings": {"display_name": ""}}),
    ("webinar", {"action": "start", "settings": {"display_name": "x" * 51}}),
    ("meeting", {"action": "start", "settings": {"layout": "follow"}}),
    ("meeting", {"action": "start", "settings": {"close_caption": "on"}}),
    ("meeting", {"action": "start", "settings": {"active_speaker_name": "yes"}}),
])
def test_what_both_refuse(zoom, ask, kind, body):
    zoom.run(kind, IDS[kind])
    status, findings = ask("PATCH", f"/{kind}s/{IDS[kind]}/livestream/status", body)
    assert status == 400 and of_requests(findings)


@pytest.mark.parametrize("path", [f"/meetings/{MEETING}/livestream", f"/webinars/{WEBINAR}/livestream",
                                  f"/meetings/{MEETING}", f"/webinars/{WEBINAR}"])
def test_what_this_zoom_tells(ask, path):
    assert ask("GET", path) == (200, [])


def test_the_judge_judges(ask):
    assert of_requests(ask("PATCH", f"/meetings/{MEETING}/livestream", {"stream_key": "x"})[1])
