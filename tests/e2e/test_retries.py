# SPDX-License-Identifier: GPL-2.0-or-later
"""What could not be pushed is tried again, by itself and not too often, until it has been: no last change is lost."""
from __future__ import annotations

import email.utils
import math
import time

import pytest
from conftest import MEETING, PAGE_URL
from harness.dock import Dock
from harness.other_program import go_away_and_come_back
from harness.pushes import PATCH, RESOLUTION, last_number, patches, wait_for_accepted_patch, wait_for_push

NEW = {"server": "rtmp://live.example/app", "key": "the new key"}
NEWER = {"server": "rtmp://live.example/app", "key": "the newer key"}
ALWAYS = 1000
FAILED = "push to the meeting that ends in 5432 failed: "
BUSY = {"status": 503, "body": "busy"}
TOO_MANY = {"status": 429, "body": {"code": 429, "message": "Too many"}}
GONE = {"status": 404, "body": {"code": 3001, "message": "Meeting does not exist"}}


def pushed_keys(zoom) -> list[str]:
    return [entry["fields"]["stream_key"] for entry in patches(zoom)]


@pytest.mark.one_obs
def test_a_failure_that_passes(zoom, in_step_dock, obs, texts):
    obs.expect_log(FAILED + "http.server")
    zoom.script(BUSY, match=PATCH, times=2)
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try()
    in_step_dock.wait_for_status(texts.pattern("Problem.http.server"))
    wait_for_push(zoom, in_step_dock, 0)
    assert in_step_dock.seconds_to_next_try() is None
    assert [entry["status"] for entry in patches(zoom)] == [503, 503, 204]
    assert pushed_keys(zoom) == [NEW["key"]] * 3


WAIT_S = 2


@pytest.mark.one_obs
def test_zoom_tells_when_to_come_again(zoom, in_step_dock, obs):
    """In seconds, or as a date in either form, which is one of whole seconds; whatever its status."""
    obs.expect_log(FAILED + r"(zoom\.429|http\.server)")
    for form, answer in (("seconds", TOO_MANY), ("HTTP date", TOO_MANY), ("ISO 8601", TOO_MANY), ("seconds", BUSY)):
        date = math.ceil(time.time()) + WAIT_S
        not_before_s = time.monotonic() + (WAIT_S if form == "seconds" else date - time.time())
        retry_after = {"seconds": str(WAIT_S), "HTTP date": email.utils.formatdate(date, usegmt=True),
                       "ISO 8601": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(date))}[form]
        zoom.script({**answer, "headers": {"retry-after": retry_after}}, match=PATCH)
        before = last_number(zoom)
        obs.websocket.set_stream_service(NEW | {"key": f"key of {form} after {answer['status']}"})
        wait_for_push(zoom, in_step_dock, before)
        refused, accepted = patches(zoom, before)
        assert (refused["status"], accepted["status"]) == (answer["status"], 204)
        assert accepted["arrived_s"] >= not_before_s, f"too early by {not_before_s - accepted['arrived_s']} s"


@pytest.mark.one_obs
def test_a_wait_is_counted_down_and_ended_by_the_person(zoom, in_step_dock, obs, texts):
    obs.expect_log(FAILED + "zoom.429")
    zoom.script({"status": 429, "headers": {"retry-after": "3600"}, "body": {"code": 429, "message": "Too many"}},
                match=PATCH)
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try(lambda seconds: 3300 < seconds <= 3600)
    # what happened, without what to do: it goes on by itself
    assert in_step_dock.outcome() == texts["Waiting.zoom.429_wait"]
    # an hour is told in minutes: another wait, in seconds, is seen to go on
    assert len(patches(zoom)) == 1
    zoom.script({"status": 429, "headers": {"retry-after": "50"}, "body": {"code": 429, "message": "Too many"}},
                match=PATCH)
    in_step_dock.press_push()
    second_s = in_step_dock.wait_for_next_try(lambda seconds: seconds <= 51)
    in_step_dock.wait_for_next_try(lambda seconds: seconds < second_s)
    assert len(patches(zoom)) == 2

    before = last_number(zoom)
    in_step_dock.press_push()
    wait_for_push(zoom, in_step_dock, before)
    assert len(patches(zoom)) == 3


@pytest.mark.one_obs
def test_a_wait_can_be_given_up(zoom, in_step_dock, obs, scene, texts):
    obs.expect_log(FAILED + "http.server")
    zoom.script({**BUSY, "headers": {"retry-after": "100"}}, match=PATCH)
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try()
    in_step_dock.press_cancel()
    in_step_dock.wait_for_status(texts["Details.PausedAuto"])
    assert in_step_dock.seconds_to_next_try() is None
    # the next change is pushed as always
    before = last_number(zoom)
    obs.websocket.set_stream_service(NEWER)
    wait_for_push(zoom, in_step_dock, before)
    scene.leave()
    assert pushed_keys(zoom) == [NEW["key"], NEWER["key"]]


@pytest.mark.one_obs
def test_what_no_retry_can_mend_waits_for_a_change(zoom, in_step_dock, obs, scene, texts):
    obs.expect_log(FAILED + "zoom.3001")
    zoom.script(GONE, match=PATCH, times=ALWAYS)
    for number, settings in enumerate((NEW, NEWER), 1):
        obs.websocket.set_stream_service(settings)
        zoom.wait_for_request(number, match={**PATCH, "outcome": "answered"})
        in_step_dock.wait_for_status(texts.pattern("Problem.zoom.3001"))
        assert in_step_dock.seconds_to_next_try() is None
    zoom.clear_scripts()
    before = last_number(zoom)
    newest = {"server": "rtmp://live.example/app", "key": "the newest key"}
    obs.websocket.set_stream_service(newest)
    wait_for_push(zoom, in_step_dock, before)
    scene.leave()
    assert pushed_keys(zoom) == [NEW["key"], NEWER["key"], newest["key"]]


@pytest.mark.one_obs
def test_a_failure_then_a_change(zoom, in_step_dock, obs, scene):
    """Only the newest value is tried again."""
    obs.expect_log(FAILED + "http.server")
    zoom.script(BUSY, match=PATCH, times=ALWAYS)
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try()
    obs.websocket.set_stream_service(NEWER)
    zoom.wait_for_request(2, match={**PATCH, "outcome": "answered"})
    zoom.clear_scripts()
    wait_for_push(zoom, in_step_dock, 0)
    scene.leave()
    keys, statuses = pushed_keys(zoom), [entry["status"] for entry in patches(zoom)]
    assert (keys[-1], statuses[-1]) == (NEWER["key"], 204) and statuses.count(204) == 1
    changed_at = keys.index(NEWER["key"])
    assert keys[changed_at:] == [NEWER["key"]] * (len(keys) - changed_at), "what is older came later"


@pytest.mark.one_obs
@pytest.mark.parametrize("fault, code", [("refuse", "network.refused"), ("blackhole", "network.timeout_connect")])
def test_zoom_is_away_and_comes_back(zoom, in_step_dock, obs, texts, fault, code):
    # a try that is under way when the black hole goes may get a little further
    obs.expect_log(FAILED + r"network\.(refused|timeout_)")
    zoom.fault(fault)
    zoom.drop_connections()
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try()
    in_step_dock.wait_for_status(texts.pattern(f"Problem.{code}"))
    zoom.fault(None)
    wait_for_push(zoom, in_step_dock, 0)
    assert pushed_keys(zoom) == [NEW["key"]]


@pytest.mark.one_obs
def test_coming_back_to_obs_ends_a_wait_for_the_network(zoom, in_step_dock, obs):
    """As after a computer has slept: some systems do not tell that the network is back."""
    obs.expect_log(FAILED + "network.refused")
    zoom.fault("refuse")
    zoom.drop_connections()
    obs.websocket.set_stream_service(NEW)
    left_s = in_step_dock.wait_for_next_try(lambda seconds: seconds >= 16)
    next_try_s = time.monotonic() + left_s - 1
    zoom.fault(None)
    go_away_and_come_back(obs)
    assert wait_for_accepted_patch(zoom, 0)["arrived_s"] < next_try_s
    in_step_dock.wait_until_in_step()


@pytest.mark.parametrize("end", ["quit", "crash", "kill"])
def test_what_is_pending_survives(zoom, meeting, auto_home, launch_obs, end):
    first = launch_obs()
    dock = Dock(first)
    dock.wait_until_in_step()
    first.expect_log(FAILED + "http.server")
    zoom.script(BUSY, match=PATCH, times=ALWAYS)
    first.websocket.set_stream_service(NEW)
    dock.wait_for_next_try()
    getattr(first, end)()

    zoom.clear_scripts()
    before = last_number(zoom)
    again = launch_obs()
    patch = wait_for_accepted_patch(zoom, before)
    assert patch["fields"] == {"stream_url": NEW["server"], "stream_key": NEW["key"], "page_url": PAGE_URL,
                               "resolution": RESOLUTION}
    dock = Dock(again)
    if not dock.is_showing:  # OBS keeps the places of docks at a clean end only
        dock.open_from_tools_menu()
    dock.wait_until_in_step()
    again.quit()
    assert len(patches(zoom, before)) == 1
    assert zoom.configuration("meeting", MEETING)["stream_key"] == NEW["key"]


@pytest.mark.one_obs
def test_a_push_of_unknown_outcome_is_nobody_elses(zoom, in_step_dock, obs):
    """Zoom has taken it, but the answer was lost: what it holds then is not somebody's change that is to be kept."""
    obs.expect_log(FAILED + "http.server")
    zoom.script({"status": 504, "apply": True}, match=PATCH)
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try()
    before = last_number(zoom)
    obs.websocket.set_stream_service(NEWER)
    wait_for_push(zoom, in_step_dock, before)
    assert not in_step_dock.can_undo


@pytest.mark.one_obs
def test_an_unknown_outcome_and_then_a_refusal(zoom, in_step_dock, obs, texts):
    """What was refused is not in Zoom: there it is still what may have arrived before, which is nobody else's."""
    obs.expect_log(FAILED)
    zoom.script({"status": 504, "apply": True}, match=PATCH)
    zoom.script({"status": 429, "headers": {"retry-after": "10"}, "body": {"code": 429, "message": "x"}}, match=PATCH)
    obs.websocket.set_stream_service(NEW)
    in_step_dock.wait_for_next_try()
    obs.websocket.set_stream_service(NEWER)
    in_step_dock.wait_for_status(texts.pattern("Problem.zoom.429_wait"))
    in_step_dock.check_again()
    wait_for_push(zoom, in_step_dock, zoom.wait_for_request(2, match=PATCH)[1]["number"])
    assert pushed_keys(zoom) == [NEW["key"], NEWER["key"], NEWER["key"]]
    assert not in_step_dock.can_undo
