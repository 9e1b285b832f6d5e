# SPDX-License-Identifier: GPL-2.0-or-later
"""What OBS streams to, as the dock tells it, and every reason why that cannot be handed to Zoom."""
from __future__ import annotations

from urllib.parse import quote

import pytest
from conftest import MEETING, PLANTED_KEY, PLANTED_TOKEN
from harness.dock import Dock
from harness.pushes import patches
from harness.settings_dialog import SettingsDialog
from harness.wait import wait_until
from harness.websocket import RequestFailed

KEY = PLANTED_KEY
LONG = "x" * 1100

# settings of a custom service, code of the problem
REFUSED = [
    ({"server": "", "key": KEY}, "no_url"),
    ({"server": "rtmp://live.example/app", "key": ""}, "no_key"),
    ({"server": f"rtmp://live.example/app/{KEY}", "key": ""}, "key_in_url"),
    ({"server": "rtmp://live.example/app", "key": KEY, "use_auth": True, "username": "u", "password": "p"}, "login"),
    ({"server": f"rtmp://user:{quote(KEY, safe='')}@live.example/app", "key": KEY}, "login"),
    ({"server": "srt://live.example:1000", "key": ""}, "srt"),
    ({"server": "rist://live.example:1000", "key": ""}, "rist"),
    ({"server": f"https://live.example/hls/{KEY}/out.m3u8", "key": KEY}, "hls"),
    ({"server": "live.example/app", "key": KEY}, "not_rtmp"),
    ({"server": "rtmp://", "key": KEY}, "bad_url"),
    ({"server": f"rtmp://live.example/{LONG}", "key": KEY}, "url_too_long"),
    ({"server": "rtmp://live.example/app", "key": KEY * 20}, "key_too_long"),
]


@pytest.mark.one_obs
@pytest.mark.parametrize("settings, code", REFUSED, ids=lambda value: value if isinstance(value, str) else None)
def test_refused(zoom, ready_dock, obs, scene, texts, settings, code):
    obs.expect_log(f"push to the meeting that ends in 5432 failed: destination.{code}")
    obs.websocket.set_stream_service(settings)
    told = ready_dock.wait_for_status(texts.pattern(f"Problem.destination.{code}"))
    assert texts.is_in(f"Remedy.destination.{code}", told)
    # once
    assert not texts.is_in(f"Problem.destination.{code}", ready_dock.destination())
    assert "://" in ready_dock.destination() or ready_dock.destination() == texts["Destination.Unusable"]
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern(f"Problem.destination.{code}"))
    assert patches(zoom) == []
    assert scene.find_secrets({"key": KEY}, {"token": PLANTED_TOKEN}) == []

    # once it is mended, the complaint goes
    obs.websocket.set_stream_service({"server": "rtmp://live.example/app", "key": KEY, "use_auth": False})
    ready_dock.wait_for_status(texts["Status.Ready"])


def test_no_service_yet(zoom, home, obs, dock, texts):
    dock.wait_for_destination(texts.pattern("Problem.destination.no_url"))


@pytest.mark.one_obs
def test_private_address_is_warned_of_and_pushed(zoom, ready_dock, obs, texts):
    obs.websocket.set_stream_service({"server": "rtmp://192.168.1.20/live", "key": KEY})
    ready_dock.wait_for_destination(texts["Destination.Private"])
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))


@pytest.mark.one_obs
def test_key_is_masked(zoom, ready_dock, obs, scene):
    shown = ready_dock.wait_for_destination("rtmps://")
    assert shown.endswith("••••9Lm4")
    obs.websocket.set_stream_service({"server": f"rtmp://live.example/{KEY}/x?k={KEY}", "key": KEY})
    ready_dock.wait_for_destination("live.example")
    obs.websocket.set_stream_service({"server": "rtmp://other.example/app", "key": "fifteen-chars.."})
    shown = ready_dock.wait_for_destination("other.example")
    assert shown.endswith("••••")
    assert scene.find_secrets({"key": KEY}, {}) == []


def test_a_service_of_the_list(zoom, ready_dock, obs, texts):
    """rtmp_common: the server comes from OBS's own list."""
    with SettingsDialog(obs) as settings:
        settings.go_to("Stream")
        settings.choose_service("Restream.io")
        settings.use_stream_key()
        settings.set_key(KEY)
        settings.save()
    ready_dock.wait_for_destination("rtmp")
    server = obs.home.read_service()["settings"]["server"]
    ready_dock.wait_for_status(texts["Status.Ready"])
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    held = zoom.configuration("meeting", MEETING)
    assert (held["stream_url"], held["stream_key"]) == (server, KEY)


def use_twitch(obs, dock) -> None:
    obs.websocket.set_stream_service(
        {"service": "Twitch", "server": "rtmp://live.twitch.tv/app", "key": f"{KEY}?bandwidthtest=true"}, "rtmp_common")
    dock.wait_for_destination("rtmp://live.twitch.tv/app")


def test_twitch(zoom, meeting, ready_home, launch_obs, texts):
    """The suffix of a bandwidth test is never pushed; the page of the channel that OBS is connected to is offered, and so
    is the one that was used with the server before."""
    with (ready_home.profile() / "basic.ini").open("a") as profile:
        profile.write("\n[Auth]\nType=Twitch\n\n[Twitch]\nName=st_mary\n")
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_for_status(texts["Status.Ready"])
    use_twitch(obs, dock)
    dock.press("Use www.twitch.tv/st_mary")
    wait_until(lambda: dock.page_url == "https://www.twitch.tv/st_mary", "the page of the channel")
    ready_home.wait_for_broadcast({"page_url": "https://www.twitch.tv/st_mary"})
    wait_until(lambda: not dock.has_button("Use www.twitch.tv/st_mary"), "the offer to go with its page")
    dock.press_push()
    dock.wait_for_status(texts.pattern("Status.InSync"))
    held = zoom.configuration("meeting", meeting)
    assert (held["stream_key"], held["page_url"]) == (KEY, "https://www.twitch.tv/st_mary")

    obs.websocket.set_stream_service({"server": "rtmp://other.example/app", "key": KEY})
    dock.wait_for_destination("other.example")
    assert not dock.has_button("Use www.twitch.tv/st_mary")
    dock.type_page_url("https://other.example/live")
    ready_home.wait_for_broadcast({"page_url": "https://other.example/live"})
    use_twitch(obs, dock)
    dock.press("Use www.twitch.tv/st_mary")
    ready_home.wait_for_broadcast({"page_url": "https://www.twitch.tv/st_mary"})
    obs.websocket.set_stream_service({"server": "rtmp://other.example/app", "key": KEY})
    wait_until(lambda: dock.has_button("Use other.example/live"), "the page used with that server to be offered")


def test_whip(zoom, ready_dock, obs, texts):
    try:
        obs.websocket.set_stream_service({"server": "https://whip.example/x", "bearer_token": KEY}, "whip_custom")
    except RequestFailed:
        pytest.skip("this OBS has no WHIP")
    if obs.websocket.stream_service()["streamServiceType"] != "whip_custom":
        pytest.skip("this OBS has no WHIP")
    ready_dock.wait_for_status(texts.pattern("Problem.destination.whip"))
