# SPDX-License-Identifier: GPL-2.0-or-later
"""The proxy that the system's settings name is the way to Zoom."""
from __future__ import annotations

import ipaddress
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.dock import Dock
from harness.locale_text import LocaleText
from harness.prepared import enter_all

TEXT = LocaleText()
PROXY_USER = "anna@example.org"
PROXY_PASSWORD = "planted: proxy/pass+word@of the tests"
IN_URL = "anna%40example.org:planted%3A%20proxy%2Fpass%2Bword%40of%20the%20tests"


@pytest.fixture
def push_through(zoom, home, launch_obs):
    """push_through(URL of the proxy): OBS and its dock, where the button has been pressed."""
    def push(proxy_url: str, no_proxy: str = ""):
        zoom.add_meeting(MEETING)
        enter_all(home, PLANTED_TOKEN, MEETING, PAGE_URL, {"server": STREAM_URL, "key": PLANTED_KEY})
        obs = launch_obs(environment={"https_proxy": proxy_url, "no_proxy": no_proxy})
        dock = Dock(obs)
        dock.wait_until_showing()
        dock.wait_for_status(TEXT["Status.Ready"])
        dock.press_push()
        return obs, dock

    return push


def connects(zoom) -> list[tuple[str, int]]:
    """(method, status) of what the proxy has been asked for to reach Zoom; OBS's own services use it too."""
    target = f"127.0.0.1:{zoom.port}"
    return [(entry["method"], entry["status"]) for entry in zoom.proxy_journal() if entry["target"] == target]


def test_push_goes_through_the_proxy(zoom, push_through):
    _, dock = push_through(zoom.start_proxy().url)
    dock.wait_for_status(TEXT.pattern("Status.InSync"))
    # once: what follows goes over the same connection
    assert connects(zoom) == [("CONNECT", 200)]
    [connection] = zoom.connections()
    assert {entry["connection"] for entry in zoom.journal()} == {connection["number"]}
    for entry in zoom.proxy_journal():
        assert PLANTED_TOKEN not in str(entry)


def test_hosts_without_a_proxy_are_reached_directly(zoom, push_through):
    _, dock = push_through(zoom.start_proxy().url, no_proxy="localhost,127.0.0.1")
    dock.wait_for_status(TEXT.pattern("Status.InSync"))
    assert connects(zoom) == []


# Negotiate needs what is not there, and is no reason not to try what is offered beside it
@pytest.mark.parametrize("ways", [("Basic",), ("Digest",), ("Negotiate", "Basic")], ids="+".join)
def test_proxy_gets_its_password(zoom, push_through, scene, ways):
    proxy = zoom.start_proxy(PROXY_USER, PROXY_PASSWORD, ways=ways)
    obs, dock = push_through(proxy.url.replace("http://", f"http://{IN_URL}@"))
    dock.wait_for_status(TEXT.pattern("Status.InSync"))
    assert connects(zoom)[-1] == ("CONNECT", 200)
    obs.quit()
    # its environment holds it by the person's own will; nothing else does
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN, "proxy": PROXY_PASSWORD}) == []


@pytest.mark.parametrize("login", ["", f"{IN_URL}@"], ids=["without a login", "with a wrong one"])
def test_proxy_that_refuses(zoom, push_through, scene, login):
    proxy = zoom.start_proxy("someone", "else")
    obs, dock = push_through(proxy.url.replace("http://", f"http://{login}"))
    obs.expect_log(r"failed: network\.proxy_refused ")
    status = dock.wait_for_status(TEXT.pattern("Problem.network.proxy_refused"))
    assert set(connects(zoom)) == {("CONNECT", 407)}
    assert zoom.connections() == []
    assert "407" in status
    obs.quit()
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN, "proxy": PROXY_PASSWORD}) == []


def test_proxy_that_cannot_reach_zoom(zoom, push_through):
    proxy = zoom.start_proxy()
    zoom.fault("refuse")
    obs, dock = push_through(proxy.url)
    obs.expect_log(r"failed: network\.proxy_refused ")
    assert "502" in dock.wait_for_status(TEXT.pattern("Problem.network.proxy_refused"))
    assert set(connects(zoom)) == {("CONNECT", 502)}


def test_proxy_that_is_not_there(zoom, push_through):
    obs, dock = push_through(zoom.fault_url("refuse").removesuffix("/v2").replace("https:", "http:"))
    obs.expect_log(r"failed: network\.refused ")
    dock.wait_for_status(TEXT.pattern("Problem.network.refused"))
    assert zoom.connections() == []


class RefusingProxy(BaseHTTPRequestHandler):
    def do_CONNECT(self) -> None:
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy_at_the_usual_port():
    # at an address that no other run of the tests has
    address = str(ipaddress.ip_address("127.64.0.0") + os.getpid())
    try:
        return ThreadingHTTPServer((address, 8080), RefusingProxy)
    except OSError as problem:
        pytest.skip(f"port 8080 is taken on this machine: {problem}")


def test_proxy_without_a_port(push_through, proxy_at_the_usual_port):
    address, _ = proxy_at_the_usual_port.server_address
    with proxy_at_the_usual_port as proxy:
        threading.Thread(target=proxy.serve_forever).start()
        try:
            obs, dock = push_through(f"http://{address}")
            obs.expect_log(r"failed: network\.proxy_refused ")
            assert "502" in dock.wait_for_status(TEXT.pattern("Problem.network.proxy_refused"))
        finally:
            proxy.shutdown()
