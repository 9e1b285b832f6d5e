# SPDX-License-Identifier: GPL-2.0-or-later
"""The CONNECT proxy, with and without a password."""
from __future__ import annotations

from .conftest import MEETING, TOKEN

PATH = f"/meetings/{MEETING}/livestream"
REFUSED_BY_PROXY = (7, 56)  # newer curls, older curls


def through(curl, proxy_url: str, *options: str, base_url: str | None = None):
    # curl's last --noproxy counts; the fixture's keeps the environment's proxy out of all other requests.
    return curl("GET", PATH, "--noproxy", "", "--proxy", proxy_url, *options, base_url=base_url)


def test_connect_is_journaled(zoom, curl):
    reply = through(curl, zoom.start_proxy().url)
    assert reply.exit_code == 0
    [connect] = zoom.wait_for_connect()
    assert (connect["method"], connect["target"], connect["status"]) == ("CONNECT", f"127.0.0.1:{zoom.port}", 200)
    assert "authorization" not in connect["headers"] and TOKEN not in str(connect)
    assert zoom.journal()[0]["status"] == 200


def test_name_that_only_the_proxy_knows(zoom, curl):
    proxy = zoom.start_proxy(resolve={"zoom.test": "127.0.0.1"})
    assert through(curl, proxy.url, base_url=f"https://zoom.test:{zoom.port}/v2").exit_code == 0
    assert zoom.proxy_journal()[0]["target"] == f"zoom.test:{zoom.port}"


def test_password(zoom, curl):
    proxy = zoom.start_proxy("user", "päss:word")
    assert through(curl, proxy.url).exit_code in REFUSED_BY_PROXY
    assert through(curl, proxy.url, "--proxy-user", "user:wrong").exit_code in REFUSED_BY_PROXY
    assert zoom.journal() == []
    assert through(curl, proxy.url, "--proxy-user", "user:päss:word").exit_code == 0
    assert [connect["status"] for connect in zoom.proxy_journal()] == [407, 407, 200]


def test_target_that_cannot_be_reached(zoom, curl):
    zoom.fault("refuse")
    assert through(curl, zoom.start_proxy().url).exit_code in REFUSED_BY_PROXY
    assert zoom.proxy_journal()[0]["status"] == 502


def test_plain_request_is_no_tunnel(zoom, curl):
    proxy = zoom.start_proxy()
    reply = curl("GET", PATH, token=None, base_url=proxy.url)
    assert reply.status == 405
    assert zoom.proxy_journal()[0]["method"] == "GET"
