# SPDX-License-Identifier: GPL-2.0-or-later
"""The process: how it starts and ends, its journal, and where secrets do not go."""
from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from zoom.client import StandIn, StandInError

from .conftest import FIELDS, MEETING, TOKEN, WEBINAR, Curl, form

TESTS_DIRECTORY = Path(__file__).resolve().parents[2]
LIVESTREAM = f"/meetings/{MEETING}/livestream"


def start_command(directory: Path, *options: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "zoom", "--directory", str(directory), *options],
                            cwd=TESTS_DIRECTORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, "stdin"])
def test_command_line(tmp_path, how):
    """It serves what it was told, ends as it is told, and leaves neither socket nor key behind."""
    (tmp_path / "token").write_text(TOKEN + "\n")
    process = start_command(tmp_path, "--token-file", str(tmp_path / "token"), "--meeting", str(MEETING), "--webinar",
                            str(WEBINAR), "--http", "1.1", "--multipart", "415", "--while-stdin-open")
    with process:
        ready = json.loads(process.stdout.readline())
        assert Path(ready["control"]).is_socket() and (tmp_path / "good.key").stat().st_mode & 0o077 == 0
        curl = ["curl", "--disable", "--silent", "--noproxy", "*", "--http2", "--cacert", ready["ca_file"], "--output",
                os.devnull, "--write-out", "%{http_code} %{http_version}", "--header", f"Authorization: Bearer {TOKEN}"]
        for kind, id in (("meeting", MEETING), ("webinar", WEBINAR)):
            url = f"{ready['url']}/{kind}s/{id}/livestream"
            assert subprocess.check_output([*curl, url]) == b"200 1.1"
            assert subprocess.check_output([*curl, "--request", "PATCH", *form(FIELDS), url]) == b"415 1.1"
        if how == "stdin":
            process.stdin.close()
        else:
            process.send_signal(how)
        assert process.wait(timeout=60) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ca.pem", "expired.pem", "good.pem", "not_yet_valid.pem", "token", "unknown_ca.pem", "wrong_host.pem"]


def test_ends_while_requests_are_held(tmp_path):
    with StandIn.start(tmp_path, TOKEN) as zoom:
        zoom.add_meeting(MEETING)
        zoom.hold(times=2)
        curl = Curl(zoom)
        with curl.running("GET", LIVESTREAM) as first, curl.running("GET", LIVESTREAM, http="--http2") as second:
            zoom.wait_for_request(2)
            zoom.close()
            assert first.wait(timeout=60) != 0 and second.wait(timeout=60) != 0
        with pytest.raises(StandInError, match="has ended"):
            zoom.journal()


def test_failed_start_is_told(tmp_path):
    with pytest.raises(StandInError, match="did not start"):
        StandIn.start(tmp_path, multipart="no such")


def test_directory_of_any_length(tmp_path):
    with StandIn.start(tmp_path / ("x" * 200), TOKEN) as zoom:
        assert zoom.journal() == []


def test_two_at_once(tmp_path):
    with StandIn.start(tmp_path / "one", TOKEN) as one, StandIn.start(tmp_path / "two", TOKEN) as two:
        one.add_meeting(MEETING)
        assert Curl(one).patch().status == 204
        assert Curl(two).patch().json["code"] == 3001
        assert Curl(one)("GET", LIVESTREAM, ca_file=two.ca_file).exit_code == 60


@pytest.mark.parametrize("host", ["localhost", "zoom.test"])
def test_names_of_the_certificate(zoom, curl, host):
    reply = curl("GET", LIVESTREAM, "--resolve", f"{host}:{zoom.port}:127.0.0.1",
                 base_url=f"https://{host}:{zoom.port}/v2")
    assert reply.exit_code == 0


def test_journal_entry(zoom, curl):
    assert curl.patch(http="--http2").status == 204
    [entry] = zoom.journal()
    headers = dict(entry["headers"])
    assert (entry["number"], entry["method"], entry["path"], entry["query"]) == (1, "PATCH", "/v2" + LIVESTREAM, "")
    assert (entry["http_version"], entry["status"], entry["outcome"]) == ("2", 204, "answered")
    assert headers["authorization"] == f"Bearer {TOKEN}" and headers["content-type"].startswith("multipart/form-data")
    assert (entry["encoding"], entry["fields"], entry["unusual"]) == ("multipart", FIELDS, [])
    [connection] = zoom.wait_for_connection(match={"number": entry["connection"]})
    assert connection["requests"] == 1 and connection["opened_s"] <= entry["arrived_s"] <= entry["finished_s"]


def test_end_of_a_request(zoom, curl):
    """Told when it is answered, not before."""
    zoom.hold()
    with curl.running("GET", LIVESTREAM) as held:
        [entry] = zoom.wait_for_request(match={"outcome": "open"})
        assert entry["finished_s"] is None
        curl.patch()
        zoom.release()
        held.wait(timeout=60)
    first, second = zoom.journal()
    assert first["arrived_s"] < second["arrived_s"] < second["finished_s"] < first["finished_s"]


def test_two_requests_of_one_connection(zoom, curl):
    process = subprocess.run([*curl.command("GET", LIVESTREAM, "--include"), zoom.api_url + LIVESTREAM],
                             stdout=subprocess.PIPE, timeout=60)
    assert process.stdout.count(b"HTTP/1.1 200") == 2
    first, second = zoom.journal()
    assert first["connection"] == second["connection"] and first["arrived_s"] < second["arrived_s"]


@pytest.mark.parametrize("options,unusual", [
    (("PATCH", LIVESTREAM, "--header", "Expect: 100-continue", *form(FIELDS)), "Expect header"),
    (("PATCH", LIVESTREAM, "--header", "Transfer-Encoding: chunked", *form(FIELDS)), "chunked body"),
    (("PATCH", LIVESTREAM, "--user-agent", "", *form(FIELDS)), "no User-Agent"),
    (("PATCH", LIVESTREAM + "?x=y", *form(FIELDS)), "query string"),
    (("GET", LIVESTREAM, "--data", "x"), "body on GET"),
    (("GET", LIVESTREAM, "--header", "X-A: 1", "--header", "x-a: 2"), "header x-a is there twice"),
])
def test_unusual_requests_are_noted(zoom, curl, options, unusual):
    assert curl(*options).exit_code == 0
    assert zoom.journal()[0]["unusual"] == [unusual]


def test_connection_without_request(zoom):
    with socket.create_connection((zoom.host, zoom.port)) as plain:
        context = ssl.create_default_context(cafile=zoom.ca_file)
        with context.wrap_socket(plain, server_hostname=zoom.host):
            [connection] = zoom.wait_for_connection()
            assert (connection["requests"], connection["fault"], connection["closed_s"]) == (0, None, None)


def test_request_that_is_cut_short(zoom, curl):
    with socket.create_connection((zoom.host, zoom.port)) as plain:
        context = ssl.create_default_context(cafile=zoom.ca_file)
        with context.wrap_socket(plain, server_hostname=zoom.host) as secure:
            secure.sendall(f"PATCH /v2{LIVESTREAM} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n"
                           "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{".encode())
    [entry] = zoom.wait_for_request()
    assert (entry["outcome"], entry["status"]) == ("client_gone", None)


def test_waiting_ends_with_the_event_and_other_threads_may_act(zoom, curl):
    found = []
    waiter = threading.Thread(target=lambda: found.extend(zoom.wait_for_request(2, {"method": "PATCH"})))
    waiter.start()
    curl("GET", LIVESTREAM)
    curl.patch()
    curl.patch()
    waiter.join()
    assert [entry["number"] for entry in found] == [2, 3]


def test_waiting_in_vain_is_told(zoom, curl):
    with pytest.raises(StandInError, match="0 of 1 requests"):
        zoom.wait_for_request(deadline_s=0)
    curl.patch()
    [entry] = zoom.wait_for_request()
    with pytest.raises(StandInError, match="0 of 1 requests like None after 1"):
        zoom.wait_for_request(after=entry["number"], deadline_s=0)
    with pytest.raises(StandInError, match="typo"):
        zoom.add_meeting(MEETING, typo=1)
    with pytest.raises(StandInError, match="no webinar"):
        zoom.configuration("webinar", MEETING)


def test_secrets_stay_out_of_files_and_arguments(tmp_path):
    with StandIn.start(tmp_path, TOKEN) as zoom:
        zoom.add_meeting(MEETING)
        assert Curl(zoom).patch().status == 204
        assert Curl(zoom).patch_json({**FIELDS, "stream_key": 1}).status == 400
        proxy = zoom.start_proxy("user", "proxy-password")
        Curl(zoom)("GET", LIVESTREAM, "--noproxy", "", "--proxy", proxy.url, "--proxy-user", "user:proxy-password")
        zoom.save_journal(tmp_path / "journal.json")
        arguments = Path(f"/proc/{zoom._process.pid}/cmdline").read_bytes()
        environment = Path(f"/proc/{zoom._process.pid}/environ").read_bytes()
    texts = [path.read_bytes() for path in tmp_path.iterdir()] + [arguments, environment]
    for secret in (TOKEN, FIELDS["stream_key"], "dXNlcjpwcm94eS1wYXNzd29yZA=="):
        assert not any(secret.encode() in text for text in texts)
    saved = json.loads((tmp_path / "journal.json").read_text())
    assert [entry["status"] for entry in saved["requests"]] == [204, 400, 200]
