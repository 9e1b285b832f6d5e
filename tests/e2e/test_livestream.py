# SPDX-License-Identifier: GPL-2.0-or-later
"""Zoom's livestream is started and stopped from the dock, and what is known of it is told there."""
from __future__ import annotations

import re

import pytest
from conftest import PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness import input_events
from harness.accessibility import GONE
from harness.dock import Dock
from harness.home import FIRST_PROFILE
from harness.livestream import CAPTIONS, DISPLAY_NAME, LAYOUT, SPEAKER_NAME, START, STOP, Livestream, status_path
from harness.wait import wait_until
from harness.wall_clock import HOUR_S

HELD = {"stream_url": STREAM_URL, "stream_key": PLANTED_KEY, "page_url": PAGE_URL, "resolution": "1080p"}
FOREIGN = {"stream_url": "rtmp://foreign.example/app", "stream_key": "somebody else's", "page_url": PAGE_URL}
NOT_STARTED, NOT_STOPPED = "livestream was not started: ", "livestream was not stopped: "
START_REQUEST = ("PATCH", "status", "start")


def requests(zoom, meeting: int, kind: str = "meeting") -> list[tuple[str, ...]]:
    """What was asked about the livestream, in order; of a start or stop which of them."""
    status = status_path(kind, meeting)
    names = {status: "status", status.removesuffix("/status"): "settings"}
    return [(entry["method"], names[entry["path"]]) + ((entry["fields"]["action"],) if entry["path"] == status else ())
            for entry in zoom.journal() if entry["path"] in names]


def starts(zoom, meeting: int, kind: str = "meeting") -> int:
    return requests(zoom, meeting, kind).count(START_REQUEST)


@pytest.fixture
def given() -> dict:
    """Another kind or state of the meeting."""
    return {}


@pytest.fixture
def hosted(zoom, meeting, given) -> int:
    """It runs, unless something else is given, before the dock looks."""
    given = {"kind": "meeting", "status": "started", **given}
    add = zoom.add_meeting if given.pop("kind") == "meeting" else zoom.add_webinar
    add(meeting, **given)
    return meeting


@pytest.fixture
def livestream(zoom, hosted, ready_dock):
    """Zoom has no settings yet."""
    zoom.clear_journal()
    return Livestream(ready_dock)


def of(**given: object) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("given", [given], ids=[" ".join(map(str, given.values()))])


waiting = of(status="waiting")


@pytest.mark.one_obs
def test_it_sends_the_settings_first_and_starts_and_stops(zoom, meeting, livestream, ready_dock, texts):
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert zoom.livestream("meeting", meeting) == {"is_live": True, "settings": {}}
    assert zoom.configuration("meeting", meeting)["stream_key"] == PLANTED_KEY
    assert requests(zoom, meeting) == [("PATCH", "settings"), ("GET", "settings"), START_REQUEST]
    livestream.wait_for(STOP)
    livestream.stop()
    ready_dock.wait_for_status(texts.pattern("Status.LiveStopped"))
    assert not zoom.livestream("meeting", meeting)["is_live"]
    livestream.wait_for(START)
    assert requests(zoom, meeting)[3:] == [("PATCH", "status", "stop")]


@pytest.mark.one_obs
def test_it_is_started_for_the_meeting_that_stands_there(zoom, meeting, livestream, ready_dock, texts):
    """Not for the one before, as long as there is another or something wrong in the field."""
    other = meeting + 1
    zoom.add_meeting(other, status="started")
    ready_dock.field("Meeting").type("https://zoom.us/my/anna")
    livestream.start()
    ready_dock.wait_for_meeting_error(re.compile("not the personal link"))
    ready_dock.field("Meeting").type(str(other))
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert zoom.livestream("meeting", other)["is_live"]
    assert starts(zoom, meeting) == 0


@pytest.mark.one_obs
def test_it_can_be_stopped_while_the_page_is_missing(zoom, meeting, livestream, ready_dock, texts):
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    livestream.wait_for(STOP)
    ready_dock.type_page_url("")
    livestream.wait_for(STOP)
    livestream.stop()
    livestream.wait_for()
    assert not zoom.livestream("meeting", meeting)["is_live"]


@pytest.mark.one_obs
def test_what_zoom_has_is_not_sent_again(zoom, hosted, launch_obs, ready_home, texts):
    zoom.configure("meeting", hosted, HELD)
    dock = Dock(launch_obs())
    dock.wait_for_status(texts.pattern("Status.InSyncChecked"))
    zoom.clear_journal()
    Livestream(dock).start()
    dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert requests(zoom, hosted) == [START_REQUEST]


@pytest.mark.one_obs
def test_a_change_in_obs_is_sent_before_the_start(zoom, meeting, livestream, ready_dock, obs, texts):
    """So that Zoom never goes live to an old key."""
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    obs.websocket.set_stream_service({"server": STREAM_URL, "key": "the key of today"})
    ready_dock.wait_for_status(texts["Status.Changed"])
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert zoom.configuration("meeting", meeting)["stream_key"] == "the key of today"
    assert requests(zoom, meeting)[-3:] == [("PATCH", "settings"), ("GET", "settings"), START_REQUEST]


@pytest.mark.one_obs
def test_settings_that_are_kept_in_zoom_are_started_with(zoom, meeting, livestream, ready_dock, obs, texts):
    obs.expect_log("holds another stream_url")
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    zoom.configure("meeting", meeting, FOREIGN)
    ready_dock.check_again()
    ready_dock.wait_for_status(texts["Status.Differs"])
    ready_dock.press_keep()
    ready_dock.wait_for_status(texts["Status.Kept"])
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOnOwn"))
    assert zoom.livestream("meeting", meeting)["is_live"]
    assert zoom.configuration("meeting", meeting)["stream_url"] == FOREIGN["stream_url"]


@pytest.mark.one_obs
@waiting
def test_a_meeting_that_has_not_begun(zoom, meeting, livestream, ready_dock, obs, texts):
    obs.expect_log(NOT_STARTED + "zoom.4927")
    assert ready_dock.meeting_info().startswith(texts["Meeting.Waiting"])
    livestream.wait_for(START)
    livestream.start()
    ready_dock.wait_for_status(texts["Short.zoom.4927"])
    livestream.wait_for(START)
    # the person goes on with something else, and hears of that
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))


@pytest.mark.one_obs
@of(encryption="e2ee")
def test_end_to_end_encryption_is_told_beforehand(zoom, hosted, ready_home, launch_obs, texts):
    obs = launch_obs()
    obs.expect_log(NOT_STARTED + "zoom.4400")
    dock = Dock(obs)
    dock.wait_for_status(texts["Short.zoom.4400"])
    Livestream(dock).start()
    # Zoom's own words
    dock.wait_for_status("do not support the livestreaming feature")
    assert dock.outcome() == texts["Short.zoom.4400"]
    Livestream(dock).wait_for(START, STOP)


@pytest.mark.one_obs
@of(kind="webinar", custom_service=False)
def test_a_webinar_without_a_custom_service(zoom, meeting, livestream, ready_dock, obs, texts):
    obs.expect_log(NOT_STARTED + "zoom.200_off")
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Short.zoom.200_off"))
    assert starts(zoom, meeting, "webinar") == 1


@pytest.mark.one_obs
@of(kind="webinar", status="waiting")
def test_a_webinar_that_has_not_begun(zoom, meeting, livestream, ready_dock, obs, texts):
    """A practice session is no beginning."""
    obs.expect_log(NOT_STARTED + "zoom.200_not_started")
    zoom.run("webinar", meeting, in_practice=True)
    livestream.start()
    ready_dock.wait_for_status(texts["Short.zoom.200_not_started"])


@pytest.mark.one_obs
@of(kind="webinar")
def test_a_webinar_starts_and_stops(zoom, meeting, livestream, ready_dock, texts):
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert zoom.livestream("webinar", meeting)["is_live"]
    livestream.stop()
    ready_dock.wait_for_status(texts.pattern("Status.LiveStopped"))
    assert requests(zoom, meeting, "webinar")[-2:] == [START_REQUEST, ("PATCH", "status", "stop")]


@pytest.mark.one_obs
def test_a_scope_that_is_missing_is_named_and_all_else_goes_on(zoom, meeting, livestream, ready_dock, obs, texts):
    obs.expect_log(NOT_STARTED + "zoom.4711")
    scope = "meeting:update:livestream_status"
    zoom.add_token(PLANTED_TOKEN, scopes=["meeting:update:livestream", "meeting:read:livestream", "meeting:read:meeting"])
    livestream.start()
    ready_dock.wait_for_status(texts["Status.LiveScope"].replace("{scope}", scope))
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))


@pytest.mark.one_obs
def test_a_lost_reply_leaves_it_open_and_both_ways(zoom, meeting, livestream, ready_dock, obs, texts):
    zoom.options(start_interval_s=0)
    obs.expect_log(NOT_STARTED + r"network\.")
    obs.expect_log(NOT_STOPPED + r"network\.")
    zoom.script({"cut": "close", "apply": True}, match={"path": status_path("meeting", meeting)})
    livestream.start()
    told = ready_dock.wait_for_status(texts["Status.LivePerhapsStarted"])
    # what helps after a lost push does not here
    assert texts["LiveRemedy.network.cut"] in told and texts["Dock.Push"] not in told
    livestream.wait_for(START, STOP)
    zoom.script({"cut": "close", "apply": True}, match={"path": status_path("meeting", meeting)})
    livestream.stop()
    ready_dock.wait_for_status(texts["Status.LivePerhapsStopped"])
    livestream.wait_for(START, STOP)
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    # none of it came to Zoom twice
    assert [seen[-1] for seen in requests(zoom, meeting) if seen[1] == "status"] == ["start", "stop", "start"]


@pytest.mark.one_obs
def test_too_soon_after_a_start_it_may_be_on(zoom, meeting, livestream, ready_dock, obs, texts):
    """Zoom refuses it within 30 s, while the first one may be succeeding."""
    obs.expect_log(NOT_STARTED + r"(network\.|live\.perhaps_started)")
    zoom.script({"cut": "close", "apply": True}, match={"path": status_path("meeting", meeting)})
    livestream.start()
    ready_dock.wait_for_status(texts["Status.LivePerhapsStarted"])
    livestream.wait_for(START, STOP)
    livestream.start()
    ready_dock.wait_for_status(texts["Problem.live.perhaps_started"])
    assert ready_dock.outcome() == texts["Status.LivePerhapsStarted"]
    livestream.wait_for(START, STOP)


@pytest.mark.one_obs
def test_a_start_is_cancelled_on_its_way(zoom, meeting, livestream, ready_dock, texts):
    """It has come to Zoom, and is stopped there."""
    zoom.hold(match={"path": status_path("meeting", meeting)})
    livestream.start()
    ready_dock.wait_for_status(texts["Status.LiveStarting"])
    zoom.wait_for_request(match={"path": status_path("meeting", meeting)})
    ready_dock.press_cancel()
    wait_until(lambda: not ready_dock.has_button("Cancel"), "the press to be taken", not_yet=GONE)
    zoom.release()
    ready_dock.wait_for_status(texts.pattern("Status.LiveStopped"))
    assert requests(zoom, meeting)[-2:] == [START_REQUEST, ("PATCH", "status", "stop")]


@pytest.mark.one_obs
def test_a_double_click_starts_and_does_not_stop(zoom, meeting, livestream, ready_dock, texts):
    zoom.configure("meeting", meeting, HELD)
    x, y, width, height = ready_dock.button(START).extents
    input_events.double_click(x + width // 4, y + height // 2)
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    livestream.wait_for(STOP)
    assert requests(zoom, meeting)[-1] == START_REQUEST


# The start that waits for the meeting

def of_meeting(meeting: int) -> dict:
    """The question whether it runs."""
    return {"method": "GET", "path": f"/v2/meetings/{meeting}"}


@pytest.mark.one_obs
@waiting
def test_it_starts_as_soon_as_the_meeting_does(zoom, meeting, livestream, ready_dock, texts):
    livestream.press_arm()
    ready_dock.wait_for_status(texts.pattern("Status.LiveArmed"))
    zoom.wait_for_request(match=of_meeting(meeting))
    assert starts(zoom, meeting) == 0
    zoom.run("meeting", meeting)
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"), 60.0)
    assert starts(zoom, meeting) == 1
    assert not livestream.can_be_armed


@pytest.mark.one_obs
@waiting
def test_it_waits_on_while_zoom_cannot_be_asked(zoom, meeting, livestream, ready_dock, texts):
    zoom.script({"status": 503}, match=of_meeting(meeting))
    livestream.press_arm()
    ready_dock.wait_for_notice(texts.pattern("LiveWaiting.http.server"), 60.0)
    assert texts.is_in("Status.LiveArmed", ready_dock.outcome())
    # a look that is cut is sent again on a new connection, by some libcurl twice; and they tell a cut one in two ways
    zoom.script({"cut": "close"}, match=of_meeting(meeting), times=9)
    ready_dock.wait_for_notice(lambda words: texts.is_in("LiveWaiting.network.cut", words)
                               or texts.is_in("LiveWaiting.network.reset", words), 60.0)
    zoom.clear_scripts()
    zoom.fault("refuse")
    zoom.drop_connections()
    ready_dock.wait_for_notice(texts.pattern("LiveWaiting.network.refused"), 60.0)
    zoom.script({"status": 429, "headers": {"retry-after": "20"},
                 "body": {"code": 429, "message": "Too many requests."}}, match=of_meeting(meeting))
    zoom.fault(None)
    zoom.run("meeting", meeting)
    ready_dock.wait_for_notice(texts.pattern("LiveWaiting.zoom.429_wait"), 60.0)
    assert livestream.is_armed and starts(zoom, meeting) == 0
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"), 60.0)
    assert ready_dock.notice() == "" and starts(zoom, meeting) == 1
    told, seen = [entry for entry in zoom.journal()
                  if entry["method"] == "GET" and entry["path"] == of_meeting(meeting)["path"]][-2:]
    assert told["status"] == 429 and seen["arrived_s"] - told["finished_s"] >= 20


@pytest.mark.one_obs
@waiting
def test_disarmed_it_does_not_start(zoom, meeting, livestream, ready_dock, texts):
    """The meeting begins, and that is seen: by the pointer that comes to the dock."""
    livestream.press_arm()
    ready_dock.wait_for_status(texts.pattern("Status.LiveArmed"))
    livestream.press_arm()
    ready_dock.wait_for_status(texts["Status.Ready"])
    zoom.run("meeting", meeting)

    def is_seen() -> bool:
        # what was seen within 10 s is not asked again
        ready_dock.enter_with_the_pointer()
        return ready_dock.meeting_info().startswith(texts["Meeting.Running"])

    wait_until(is_seen, "the dock to see that the meeting runs", 60.0, GONE)
    assert starts(zoom, meeting) == 0
    livestream.wait_for(START, STOP)


@pytest.mark.one_obs
@waiting
def test_without_the_scope_to_look_it_tries(zoom, meeting, livestream, ready_dock, obs, texts):
    """One quiet line names the scope."""
    obs.expect_log(NOT_STARTED + "zoom.4927")  # where it is disarmed before the try is answered
    zoom.add_token(PLANTED_TOKEN, scopes=["meeting:update:livestream", "meeting:read:livestream",
                                          "meeting:update:livestream_status"])
    zoom.script({"status": 400, "body": {"code": 4711, "message": "Invalid access token, does not contain scopes:"
                                         "[meeting:read:meeting]."}}, match=of_meeting(meeting))
    livestream.press_arm()
    ready_dock.wait_for_status(texts.pattern("Status.LiveArmedTry"), 60.0)
    ready_dock.wait_for_notice("meeting:read:meeting")
    # a minute after the last start of this OBS, which may be another test's
    wait_until(lambda: starts(zoom, meeting) == 1, "the try", 90.0)
    livestream.press_arm()


@waiting
def test_it_waits_on_after_a_restart(zoom, hosted, ready_home, launch_obs, texts):
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_for_status(texts["Status.Ready"])
    Livestream(dock).press_arm()
    dock.wait_for_status(texts.pattern("Status.LiveArmed"))
    obs.quit()
    zoom.clear_journal()
    dock = Dock(launch_obs())
    dock.wait_for_status(texts.pattern("Status.LiveArmed"), 60.0)
    assert Livestream(dock).is_armed and starts(zoom, hosted) == 0
    zoom.run("meeting", hosted)
    dock.wait_for_status(texts.pattern("Status.LiveOn"), 60.0)
    assert starts(zoom, hosted) == 1


@of(kind="webinar", status="waiting")
def test_of_a_webinar_only_trying_tells(zoom, hosted, ready_home, launch_obs, wall_clock, texts):
    """Once a minute, however often it is armed, and for 12 hours."""
    obs = launch_obs(environment=wall_clock.environment)
    # the latter where it is disarmed before a try is answered
    obs.expect_log(NOT_STARTED + r"(live\.arm_expired|zoom\.200_not_started)")
    dock = Dock(obs)
    dock.wait_for_status(texts["Status.Ready"])
    livestream = Livestream(dock)
    livestream.press_arm()
    dock.wait_for_status(texts.pattern("Status.LiveArmedTry"))
    wait_until(lambda: starts(zoom, hosted, "webinar") == 1, "the first try")
    wall_clock.set_forward(12 * HOUR_S)
    # nobody does anything
    dock.wait_for_status(texts["Short.live.arm_expired"], 120.0)
    assert texts["Problem.live.arm_expired"] in dock.status()
    assert livestream.can_be_armed and not livestream.is_armed
    assert starts(zoom, hosted, "webinar") == 1
    livestream.press_arm()
    wait_until(lambda: starts(zoom, hosted, "webinar") == 2, "the first try of another one")
    zoom.run("webinar", hosted)
    livestream.press_arm()
    livestream.press_arm()
    dock.wait_for_status(texts.pattern("Status.LiveArmedTry"))
    assert starts(zoom, hosted, "webinar") == 2
    livestream.press_arm()
    wall_clock.set_forward(61)
    livestream.press_arm()
    dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert starts(zoom, hosted, "webinar") == 3


# How it is started

@pytest.mark.one_obs("settings")
def test_settings_are_sent_with_the_start(zoom, meeting, livestream, ready_dock, home, texts):
    dialog = livestream.open_settings()
    dialog.field(DISPLAY_NAME).set_text("St Mary's, Sunday")
    dialog.combo_box(SPEAKER_NAME).pick(texts["Live.SpeakerName.Shown"])
    dialog.combo_box(LAYOUT).pick(texts["Live.Layout.Gallery"])
    dialog.combo_box(CAPTIONS).pick(texts["Live.Captions.Off"])
    dialog.save()
    home.wait_for_settings({"livestream": {"display_name": "St Mary's, Sunday", "active_speaker_name": True,
                                           "layout": "gallery_view", "close_caption": "off"}})
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    assert zoom.livestream("meeting", meeting)["settings"] == {
        "display_name": "St Mary's, Sunday", "active_speaker_name": True, "layout": "gallery_view",
        "close_caption": "off"}


@pytest.mark.one_obs("settings")
@of(kind="webinar")
def test_of_a_webinar_less_can_be_chosen(zoom, meeting, livestream, ready_dock, texts):
    livestream.start()
    ready_dock.wait_for_status(texts.pattern("Status.LiveOn"))
    dialog = livestream.open_settings()
    assert dialog.has_choice(SPEAKER_NAME)
    assert not dialog.has_choice(LAYOUT) and not dialog.has_choice(CAPTIONS)
    dialog.cancel()


@pytest.mark.one_obs("settings")
def test_a_name_that_zoom_does_not_take_is_told_as_it_is_typed(livestream, texts):
    dialog = livestream.open_settings()
    name = dialog.field(DISPLAY_NAME)
    name.type("n" * 51)
    dialog.wait_for_label(f"{DISPLAY_NAME} error", texts["Live.DisplayName.TooLong"])
    dialog.press("Save")
    assert dialog.is_open and name.text == "n" * 51
    name.press_key("BackSpace")
    dialog.wait_for_label(f"{DISPLAY_NAME} error", lambda told: not told)
    dialog.save()
    dialog = livestream.open_settings()
    assert dialog.field(DISPLAY_NAME).text == "n" * 50
    dialog.cancel()


@waiting
def test_settings_are_each_profile_s_own_and_last(zoom, hosted, ready_home, launch_obs, texts):
    ready_home.add_profile("Other")
    ready_home.write_service({"server": STREAM_URL, "key": PLANTED_KEY}, profile="Other")
    ready_home.set_broadcast(hosted, PAGE_URL, profile="Other")
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_for_status(texts["Status.Ready"])
    dialog = Livestream(dock).open_settings()
    assert not dialog.after_break.is_checked
    dialog.field(DISPLAY_NAME).set_text("Sunday")
    dialog.after_break.press()
    dialog.save()
    obs.websocket.switch_profile("Other")
    dock.wait_for_status(texts["Status.Ready"])
    dialog = Livestream(dock).open_settings()
    assert dialog.field(DISPLAY_NAME).text == "" and not dialog.after_break.is_checked
    # what is untouched goes with its profile; what was typed stays
    obs.websocket.switch_profile(FIRST_PROFILE)
    dialog.wait_until_closed()
    dialog = Livestream(dock).open_settings()
    dialog.field(DISPLAY_NAME).type("s")
    obs.websocket.switch_profile("Other")
    dialog.wait_for_label("Other profile", texts["Live.OtherProfile.Words"])
    dialog.cancel()
    obs.websocket.switch_profile(FIRST_PROFILE)
    obs.quit()
    dock = Dock(launch_obs())
    dock.wait_for_status(texts["Status.Ready"])
    dialog = Livestream(dock).open_settings()
    assert dialog.field(DISPLAY_NAME).text == "Sunday" and dialog.after_break.is_checked
    dialog.cancel()
