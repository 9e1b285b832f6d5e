# SPDX-License-Identifier: GPL-2.0-or-later
"""The computer sleeps: its monotonic clock stands still meanwhile, and the wall clock has gone on when it wakes."""
from __future__ import annotations

from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness.dock import Dock
from harness.pushes import PATCH, patches, push_by_hand, wait_for_push
from harness.wall_clock import HOUR_S
from harness.zoom_apps import set_up_signed_in

DAILY_LIMIT = {"status": 429, "headers": {"x-ratelimit-type": "Daily-limit"},
               "body": {"code": 429, "message": "You may resume these requests at GMT 00:00:00."}}


def test_a_daily_limit_ends_while_the_computer_sleeps(zoom, meeting, ready_home, launch_obs, wall_clock, texts):
    obs = launch_obs(environment=wall_clock.environment)
    obs.expect_log("failed: zoom.429_daily")
    dock = Dock(obs)
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    dock.keep_in_step.wait_until_offered()
    dock.keep_in_step.press()
    zoom.script(DAILY_LIMIT, match=PATCH)
    obs.websocket.set_stream_service({"server": STREAM_URL, "key": "of the evening"})
    dock.wait_for_status(texts.pattern("Problem.zoom.429_daily"))
    before = patches(zoom)[-1]["number"]
    wall_clock.set_forward(25 * HOUR_S)
    # nobody does anything: the timer looks by itself, once a minute
    patch = wait_for_push(zoom, dock, before, deadline_s=180.0)
    assert patch["fields"]["stream_key"] == "of the evening"
    assert len(patches(zoom)) == 3


def test_signing_out_after_a_night(zoom, home, launch_obs, wall_clock, texts):
    """Zoom answers a token that has ended as if it had revoked something."""
    zoom.add_meeting(MEETING)
    set_up_signed_in(home, zoom)
    home.set_broadcast(MEETING, PAGE_URL)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    dock = Dock(launch_obs(environment=wall_clock.environment))
    dock.wait_until_showing()
    push_by_hand(zoom, dock)
    [token] = [each["token"] for each in zoom.tokens(kind="refresh_token", state="active")]
    zoom.expire_access_tokens()
    wall_clock.set_forward(8 * HOUR_S)
    dialog = dock.open_account()
    dialog.wait_until_signed_in()
    dialog.sign_out()
    dialog.wait_for_account_status(texts["Account.SignedOut"])
    assert token in [each["token"] for each in zoom.tokens(kind="refresh_token", state="revoked")]
    assert zoom.tokens(kind="refresh_token", state="active") == []
