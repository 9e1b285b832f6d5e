# SPDX-License-Identifier: GPL-2.0-or-later
"""A name server that never answers, which a look-up cannot be called back from, holds nobody up either."""
from __future__ import annotations

import contextlib
from typing import Callable

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness import silent_name_server
from harness.dock import CANCEL, Dock
from harness.liveliness import StatsDock, close_while_nobody_answers, see_a_menu_open
from harness.locale_text import LocaleText
from harness.prepared import enter_all
from harness.wait import DeadlineExceeded, wait_until

TEXT = LocaleText()
API_HOST = "api.zoom.example"
INGESTS_HOST = "ingest.twitch.tv"
GAVE_UP = TEXT.pattern("Problem.network.timeout_name")


@pytest.fixture
def launch_cut_off(namespaces, scene, home, launch_obs):
    """OBS where nobody tells the address of `silent_host`, with its dock; all is entered."""
    scene.environment["OBS_ZOOM_API_URL"] = f"https://{API_HOST}/v2"

    def launch(silent_host: str, service: dict, service_type: str = "rtmp_custom", **timing: int):
        enter_all(home, PLANTED_TOKEN, MEETING, PAGE_URL, service, service_type)
        obs = launch_obs(prefix=silent_name_server.prefix(silent_host, **timing))
        dock = Dock(obs)
        dock.wait_until_showing()
        return obs, dock

    return launch


@pytest.fixture
def cut_off(launch_cut_off):
    obs, dock = launch_cut_off(API_HOST, {"server": STREAM_URL, "key": PLANTED_KEY})
    dock.wait_for_status(TEXT["Status.Ready"])
    dock.wait_until_looked()
    obs.expect_log(r"failed: network\.timeout_name ")
    return obs, dock


def lookups(obs, host: str) -> int:
    return len(silent_name_server.unanswered(obs.output, host))


def wait_for_lookups(obs, host: str, count: int = 1) -> None:
    wait_until(lambda: lookups(obs, host) >= count,
               lambda: f"{count} look-ups of {host}; OBS's output:\n{obs.output[-2000:]}")


def press_push(dock) -> None:
    """It waits for a look-up when this returns: one of its own, or that of a look at Zoom, whose connection it would
    share. None is ever answered. (Where this machine takes long, it may have given up by now.)"""
    dock.press_push()
    dock.wait_for_status(lambda words: words == TEXT["Status.Pushing"] or GAVE_UP.search(words))


def cancel_a_push(dock, meanwhile: Callable[[], None] = lambda: None) -> str:
    """What is told then: that it gave up, where this machine takes long."""
    press_push(dock)
    meanwhile()
    if dock.has_button(CANCEL):
        with contextlib.suppress(DeadlineExceeded):  # it goes when the plugin gives up
            dock.press_cancel()
    return dock.wait_for_status(lambda words: words and words != TEXT["Status.Pushing"])


def cancel_a_push_in_time(dock) -> None:
    told = cancel_a_push(dock)
    if GAVE_UP.search(told):
        pytest.skip("this machine took longer from a push to its end than the plugin waits for a name server")
    assert told == TEXT["Status.Cancelled"]


def test_obs_goes_on_and_each_push_can_be_cancelled(cut_off):
    obs, dock = cut_off
    stats = StatsDock(obs)
    # a look at each in turn, because a push gives a name server 5 s; on a busy machine it may give up within a look
    for see_that_obs_goes_on in (lambda: see_a_menu_open(obs), stats.see_frames):
        cancel_a_push(dock, see_that_obs_goes_on)
    cancel_a_push_in_time(dock)
    # with all these look-ups still under way, one more push
    leave = obs.exit_item()
    press_push(dock)
    close_while_nobody_answers(obs, leave.press)


def test_closing_obs_does_not_wait_for_a_look_up(cut_off):
    obs, dock = cut_off
    leave = obs.exit_item()
    press_push(dock)
    close_while_nobody_answers(obs, leave.press)


def test_closing_obs_after_a_cancel_does_not_wait_for_the_look_up(cut_off):
    obs, dock = cut_off
    leave = obs.exit_item()
    cancel_a_push_in_time(dock)
    close_while_nobody_answers(obs, leave.press)


def test_the_plugin_gives_up_by_itself(cut_off):
    obs, dock = cut_off
    dock.press_push()
    dock.wait_for_status(GAVE_UP, deadline_s=60.0)


TWITCH = {"service": "Twitch", "server": "auto", "key": PLANTED_KEY}
# OBS itself waits at its end for a look-up of its own service, however long that takes.
SHORT = {"timeout_s": 5, "attempts": 1}


def test_a_server_that_is_looked_up(launch_cut_off):
    """OBS's services look "auto" up, for seconds: on a thread of its own, with a server to fall back to."""
    obs, dock = launch_cut_off(INGESTS_HOST, TWITCH, "rtmp_common", **SHORT)
    wait_for_lookups(obs, INGESTS_HOST)
    see_a_menu_open(obs)
    StatsDock(obs).see_frames()
    assert "rtmp://" in dock.wait_for_destination("twitch.tv")
    obs.quit()


def test_closing_obs_while_a_server_is_looked_up(launch_cut_off):
    obs, dock = launch_cut_off(INGESTS_HOST, TWITCH, "rtmp_common", **SHORT)
    wait_for_lookups(obs, INGESTS_HOST)
    shown = dock.destination()
    if "twitch.tv" in shown:
        pytest.skip("this machine took longer from the look-up to a look at the dock than OBS waits for an answer")
    assert shown == TEXT["Destination.Reading"]
    obs.quit()
