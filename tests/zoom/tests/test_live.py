# SPDX-License-Identifier: GPL-2.0-or-later
"""Starting and stopping a livestream."""
from __future__ import annotations

import pytest

from zoom.client import StandInError

from .conftest import FIELDS, MEETING, TOKEN, WEBINAR, form, messages

IDS = {"meeting": MEETING, "webinar": WEBINAR}
BOTH_KINDS = pytest.mark.parametrize("kind", ["meeting", "webinar"])
ALL_SETTINGS = {"active_speaker_name": True, "display_name": "Sünday", "layout": "speaker_view", "close_caption": "off"}
NOT_FOR_WEBINARS = {"layout", "close_caption"}


def path(kind: str) -> str:
    return f"/{kind}s/{IDS[kind]}/livestream/status"


def act(curl, kind: str, action: object, **settings: object):
    return curl.patch_json({"action": action, **({"settings": settings} if settings else {})}, path(kind))


def running(zoom, kind: str) -> None:
    zoom.configure(kind, IDS[kind], FIELDS)
    zoom.run(kind, IDS[kind])


@BOTH_KINDS
def test_start_and_stop(zoom, curl, kind):
    running(zoom, kind)
    settings = {name: value for name, value in ALL_SETTINGS.items() if kind == "meeting" or name not in NOT_FOR_WEBINARS}
    started = act(curl, kind, "start", **settings)
    assert (started.status, started.body) == (204, b"")
    assert zoom.livestream(kind, IDS[kind]) == {"is_live": True, "settings": settings}
    assert act(curl, kind, "stop").status == 204
    assert zoom.livestream(kind, IDS[kind])["is_live"] is False
    assert [entry["unusual"] for entry in zoom.journal()] == [[], []]


@BOTH_KINDS
def test_settings_may_be_left_out(zoom, curl, kind):
    running(zoom, kind)
    assert act(curl, kind, "start").status == 204
    assert zoom.livestream(kind, IDS[kind]) == {"is_live": True, "settings": {}}


def test_mode_is_of_meetings_alone(zoom, curl):
    for kind in IDS:
        running(zoom, kind)
    assert act(curl, "meeting", "start").status == 204
    assert act(curl, "meeting", "mode", layout="gallery_view").status == 204
    assert zoom.livestream("meeting", MEETING) == {"is_live": True, "settings": {"layout": "gallery_view"}}
    assert set(messages(act(curl, "webinar", "mode"))) == {"action"}


@BOTH_KINDS
@pytest.mark.parametrize("status", [300, 400])
@pytest.mark.parametrize("action", ["Start", "START", "STOP", "", None, 1, "begin"])
def test_the_action_is_taken_by_its_letters(zoom, curl, kind, status, action):
    zoom.options(validation_status=status)
    running(zoom, kind)
    reply = act(curl, kind, action)
    assert (reply.status, reply.json["code"], reply.json["message"]) == (status, 300, "Validation Failed.")
    assert set(messages(reply)) == {"action"}
    assert zoom.livestream(kind, IDS[kind])["is_live"] is False


@pytest.mark.parametrize("kind,settings,field", [
    ("meeting", {"display_name": ""}, "display_name"), ("meeting", {"display_name": "ä" * 51}, "display_name"),
    ("webinar", {"display_name": None}, "display_name"), ("meeting", {"active_speaker_name": "true"},
                                                          "active_speaker_name"),
    ("meeting", {"layout": "Follow_host"}, "layout"), ("meeting", {"close_caption": "burnt_in"}, "close_caption"),
    ("webinar", {"layout": "follow_host"}, "layout"), ("webinar", {"close_caption": "off"}, "close_caption"),
    ("meeting", {"resolution": "720p"}, "resolution"),
])
def test_settings_are_checked(zoom, curl, kind, settings, field):
    running(zoom, kind)
    reply = act(curl, kind, "start", **settings)
    assert (reply.status, set(messages(reply))) == (400, {f"settings.{field}"})


def test_longest_display_name(zoom, curl):
    running(zoom, "meeting")
    assert act(curl, "meeting", "start", display_name="ä" * 50).status == 204


def test_other_bodies(zoom, curl):
    running(zoom, "meeting")
    assert curl("PATCH", path("meeting"), *form({"action": "start"})).status == 415
    assert curl("PATCH", path("meeting")).status == 415
    assert set(messages(curl.patch_json({"action": "start", "settings": []}, path("meeting")))) == {"settings"}
    assert set(messages(curl.patch_json({"action": "start", "x": 1}, path("meeting")))) == {"x"}
    assert curl("GET", path("meeting")).status == curl("POST", path("meeting")).status == 405


def test_settings_of_a_stop_are_unusual(zoom, curl):
    running(zoom, "meeting")
    assert act(curl, "meeting", "stop", display_name="x").status == 204
    assert zoom.journal()[-1]["unusual"] == ["settings of a stop"]


@pytest.mark.parametrize("kind,code,message", [("meeting", 4927, f"Meeting {MEETING} has not started."),
                                               ("webinar", 200, f"Webinar {WEBINAR} has not started.")])
@pytest.mark.parametrize("action", ["start", "stop"])
def test_not_begun(zoom, curl, kind, code, message, action):
    zoom.configure(kind, IDS[kind], FIELDS)
    reply = act(curl, kind, action)
    assert (reply.status, reply.json) == (400, {"code": code, "message": message})


def test_a_practice_session_has_not_begun(zoom, curl):
    running(zoom, "webinar")
    zoom.run("webinar", WEBINAR, in_practice=True)
    assert act(curl, "webinar", "start").json["code"] == 200
    zoom.run("webinar", WEBINAR)
    assert act(curl, "webinar", "start").status == 204


@BOTH_KINDS
def test_the_livestream_ends_with_it(zoom, curl, kind):
    running(zoom, kind)
    act(curl, kind, "start")
    zoom.run(kind, IDS[kind], "waiting")
    assert zoom.livestream(kind, IDS[kind])["is_live"] is False


def test_end_to_end_encryption(zoom, curl):
    zoom.add_meeting(MEETING, status="started", encryption="e2ee", configuration=FIELDS)
    assert curl("GET", f"/meetings/{MEETING}").json["settings"]["encryption_type"] == "e2ee"
    reply = act(curl, "meeting", "start")
    assert (reply.status, reply.json["code"]) == (400, 4400)
    zoom.add_meeting(MEETING)
    assert curl("GET", f"/meetings/{MEETING}").json["settings"]["encryption_type"] == "enhanced_encryption"


@pytest.mark.parametrize("members", [{"custom_service": False, "configuration": FIELDS}, {}])
def test_webinar_without_a_custom_service(zoom, curl, members):
    zoom.add_webinar(WEBINAR, status="started", **members)
    reply = act(curl, "webinar", "start")
    assert (reply.status, reply.json) == (
        400, {"code": 3000, "message": "The current webinar is not configured with a custom streaming service."})


@BOTH_KINDS
def test_a_second_start_too_soon(zoom, curl, kind):
    """While the first may be succeeding; a stop in between changes nothing."""
    zoom.options(start_interval_s=1e6)
    running(zoom, kind)
    assert act(curl, kind, "start").status == 204
    reply = act(curl, kind, "start")
    assert (reply.status, reply.json["code"]) == (429, 429)
    assert "retry making a new request after 30 seconds" in reply.json["message"]
    assert act(curl, kind, "stop").status == 204
    assert act(curl, kind, "start").status == 429
    zoom.options(start_interval_s=0)
    assert act(curl, kind, "start").status == 204


def test_settings_of_a_webinar_only_while_stopped(zoom, curl):
    zoom.options(start_interval_s=0)
    for kind in IDS:
        running(zoom, kind)
        assert act(curl, kind, "start").status == 204
    assert act(curl, "meeting", "start", display_name="x").status == 204
    reply = act(curl, "webinar", "start", display_name="x")
    assert (reply.status, reply.json["code"]) == (400, 300)
    assert act(curl, "webinar", "stop").status == 204
    assert act(curl, "webinar", "start", display_name="x").status == 204


@BOTH_KINDS
def test_already_so(zoom, curl, kind):
    running(zoom, kind)
    assert act(curl, kind, "stop").status == 204
    zoom.options(live_again="refuse", start_interval_s=0)
    assert "already stopped" in act(curl, kind, "stop").json["message"]
    zoom.set_live(kind, IDS[kind], True)
    assert "already started" in act(curl, kind, "start").json["message"]
    assert act(curl, kind, "stop").status == 204


@pytest.mark.parametrize("kind,problem,status,code", [
    ("meeting", "hosting_not_allowed", 400, 3161), ("meeting", "only_paid", 400, 200),
    ("webinar", "plan_missing", 400, 200), ("webinar", "no_permission", 400, 200), ("webinar", "custom_off", 400, 200),
    ("webinar", "host_missing", 404, 1001)])
def test_account_without_it(zoom, curl, kind, problem, status, code):
    getattr(zoom, f"add_{kind}")(IDS[kind], problem=problem, status="started", configuration=FIELDS)
    reply = act(curl, kind, "start")
    assert (reply.status, reply.json["code"]) == (status, code)


def test_other_kind_and_unknown(curl):
    assert curl.patch_json({"action": "start"}, f"/meetings/{WEBINAR}/livestream/status").json["code"] == 3000
    assert curl.patch_json({"action": "start"}, f"/webinars/{MEETING}/livestream/status").json["code"] == 3001
    assert curl.patch_json({"action": "start"}, "/meetings/11111111111/livestream/status").json["code"] == 3001
    assert curl.patch_json({"action": "start"}, "/meetings/1/livestream/status").json["code"] == 300


@BOTH_KINDS
def test_needs_a_scope_of_its_own(zoom, curl, kind):
    running(zoom, kind)
    zoom.add_token(TOKEN, scopes=[f"{kind}:update:livestream"])
    reply = act(curl, kind, "start")
    assert reply.json["code"] == 4711 and f"[{kind}:update:livestream_status, " in reply.json["message"]
    for scope in (f"{kind}:update:livestream_status", f"{kind}:write:admin"):
        zoom.add_token(TOKEN, scopes=[scope])
        assert act(curl, kind, "stop").status == 204


def test_a_refused_resolution(zoom, curl):
    zoom.options(resolution="refuse")
    assert set(messages(curl.patch(fields={**FIELDS, "resolution": "1080p"}))) == {"resolution"}
    zoom.options(resolution="refuse_unnamed")
    reply = curl.patch(fields={**FIELDS, "resolution": "1080p"})
    assert (reply.status, reply.json["code"], "errors" in reply.json) == (400, 200, False)
    assert curl.patch().status == 204


def test_misuse_is_told(zoom):
    with pytest.raises(StandInError, match="waiting or started"):
        zoom.run("meeting", MEETING, "live")
    with pytest.raises(StandInError, match="waiting or started"):
        zoom.add_meeting(MEETING, status="live")
    with pytest.raises(StandInError, match="not one of"):
        zoom.add_meeting(MEETING, encryption="none")
    for options in ({"resolution": "no"}, {"live_again": "no"}):
        with pytest.raises(StandInError, match="is accept"):
            zoom.options(**options)
