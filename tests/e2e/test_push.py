# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job: what OBS streams to reaches the Zoom meeting, byte for byte, by a press of a button."""
from __future__ import annotations

import json

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness.dock import PUSH, Dock
from harness.pushes import PATCH, RESOLUTION, patches, push_by_hand
from harness.screenshot import Steps
from harness.settings_dialog import SettingsDialog

WEBINAR = 99900011122
JSON_ONLY_SCOPES = ["meeting:update:livestream"]


@pytest.mark.own_picture
def test_first_use_by_hand(zoom, home, obs, dock, scene, texts):
    """From an empty OBS: token, meeting, page URL and stream settings are entered, then pushed."""
    zoom.add_meeting(MEETING)
    steps = Steps(obs)
    with SettingsDialog(obs) as settings:
        settings.set_custom(STREAM_URL, PLANTED_KEY)
        settings.save()
    dock.wait_for_destination(STREAM_URL)
    steps.take("the-dock-is-there")
    dialog = dock.open_account()
    dialog.paste_token(f"  Bearer {PLANTED_TOKEN}\n")
    dialog.save()
    dialog.wait_for_account_status(texts.pattern("Account.SavedInFile"))
    steps.take("zoom-is-connected")
    dialog.close()
    dock.type_meeting("857 4606 5432")
    dock.type_page_url(PAGE_URL)
    steps.take("meeting-and-page-url")
    dock.press_push()
    dock.wait_for_status(texts.pattern("Status.InSync"))
    steps.take("zoom-has-the-settings")

    [entry] = patches(zoom)
    assert entry["path"] == f"/v2/meetings/{MEETING}/livestream"
    assert entry["fields"] == {"stream_url": STREAM_URL, "stream_key": PLANTED_KEY, "page_url": PAGE_URL,
                               "resolution": RESOLUTION}
    assert (entry["encoding"], entry["status"], entry["unusual"]) == ("multipart", 204, [])
    headers = {name.lower(): value for name, value in entry["headers"]}
    assert headers["authorization"] == f"Bearer {PLANTED_TOKEN}"
    assert headers["content-type"].startswith("multipart/form-data; boundary=")
    assert home.secrets_file.stat().st_mode & 0o777 == 0o600
    assert scene.find_secrets({"key": PLANTED_KEY}, {"token": PLANTED_TOKEN}) == []


@pytest.mark.one_obs
def test_a_new_destination_of_the_settings_dialog_is_pushed(zoom, meeting, ready_dock, obs, texts):
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    with SettingsDialog(obs) as settings:
        settings.set_custom("rtmp://live.example.net/app", "another key of 21 c.")
        settings.save()
    ready_dock.wait_for_destination("rtmp://live.example.net/app")
    ready_dock.wait_for_status(texts["Status.Changed"])
    assert len(patches(zoom)) == 1, "nothing is pushed before the button is pressed"
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    assert zoom.configuration("meeting", meeting) == {
        "stream_url": "rtmp://live.example.net/app", "stream_key": "another key of 21 c.", "page_url": PAGE_URL,
        "resolution": RESOLUTION}


AWKWARD_URL = "rtmp://host.example/app name?x=1&y=ü"
AWKWARD_KEYS = [
    "plain-key", "with spaces  inside ", "a?b&c=d;e#f%20", "quotes\"and'more`", "\\back\\slash", "grüße-日本語-🎥-key",
    "line\r\nends\nin it", "copied from a page\r\n", "\t before", "--boundary\r\nContent-Disposition: form-data; name=\"x\"", "k" * 512, "é" * 512,
]


@pytest.mark.parametrize("encoding", [pytest.param("multipart", marks=pytest.mark.one_obs), "json"])
def test_values_arrive_byte_for_byte(zoom, ready_dock, obs, texts, encoding):
    if encoding == "json":
        zoom.options(multipart="415")
    for key in AWKWARD_KEYS:
        obs.websocket.set_stream_service({"server": f" {AWKWARD_URL}\n", "key": key})
        # OBS tells of no change: what is pushed is read at the press
        push_by_hand(zoom, ready_dock)
        entry = patches(zoom)[-1]
        assert entry["encoding"] == encoding
        # as OBS connects: without what it cuts off around them
        expected_key = key.strip(" \t\r\n")
        assert entry["fields"] == {"stream_url": AWKWARD_URL, "stream_key": expected_key, "page_url": PAGE_URL,
                                   "resolution": RESOLUTION}


@pytest.mark.parametrize("refusal", ["415", "300"])
def test_json_is_used_where_multipart_is_refused_and_remembered(zoom, ready_home, launch_obs, texts, refusal):
    zoom.options(multipart=refusal)
    zoom.add_meeting(MEETING)
    for run, expected in enumerate((["multipart", "json", "json"], ["json"])):
        zoom.clear_journal()
        obs = launch_obs()
        dock = Dock(obs)
        dock.wait_until_showing()
        for _ in range(2 if run == 0 else 1):
            push_by_hand(zoom, dock)
        assert [entry["encoding"] for entry in patches(zoom)] == expected
        obs.quit()
    state = json.loads((ready_home.plugin_config / "state.json").read_text())
    assert list(state["encodings"].values()) == ["json"]


def test_a_204_that_stored_nothing_counts_as_refused(zoom, ready_dock, texts):
    zoom.options(multipart="ignore")
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    assert [entry["encoding"] for entry in patches(zoom)] == ["multipart", "json"]
    assert zoom.configuration("meeting", MEETING)["stream_key"] == PLANTED_KEY


def test_a_remembered_encoding_is_forgotten_once_it_is_refused(zoom, ready_dock, texts):
    push_by_hand(zoom, ready_dock)
    zoom.options(multipart="415")
    push_by_hand(zoom, ready_dock)
    push_by_hand(zoom, ready_dock)
    assert [entry["encoding"] for entry in patches(zoom)] == ["multipart", "multipart", "json", "json"]


def test_no_other_encoding_is_tried_after_a_server_failure(zoom, ready_dock, obs, texts):
    obs.expect_log("push to the meeting that ends in 5432 failed: http.server")
    zoom.script({"status": 503, "body": "busy"}, match=PATCH)
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Problem.http.server"))
    assert len(patches(zoom)) == 1


@pytest.mark.one_obs
def test_a_webinar_is_found_by_itself_and_remembered(zoom, ready_home, launch_obs, texts):
    ready_home.set_broadcast(WEBINAR, PAGE_URL, kind="unknown")
    zoom.add_webinar(WEBINAR)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    for _ in range(2):
        zoom.clear_journal()
        push_by_hand(zoom, dock)
    assert [entry["path"] for entry in patches(zoom)] == [f"/v2/webinars/{WEBINAR}/livestream"]
    assert zoom.configuration("webinar", WEBINAR)["stream_key"] == PLANTED_KEY
    ready_home.wait_for_broadcast({"kind": "webinar"})


def test_without_the_scope_to_read_it_says_so(zoom, ready_dock, texts):
    zoom.add_token(PLANTED_TOKEN, scopes=JSON_ONLY_SCOPES)
    ready_dock.press_push()
    shown = ready_dock.wait_for_status(texts.pattern("Status.Pushed"))
    assert "meeting:read:livestream" in shown


@pytest.mark.one_obs
def test_a_second_press_does_not_push_twice(zoom, ready_dock, texts):
    zoom.hold(match=PATCH)
    button = ready_dock.button(PUSH)
    # by the mouse, which comes to the button whatever it does with that; the first click shows that it does
    button.ask_for_focus()  # which brings it into sight
    button.click_until(lambda: patches(zoom), "the push")
    ready_dock.wait_for_status(texts["Status.Pushing"])
    for _ in range(3):
        button.click()
    zoom.release()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    assert len(patches(zoom)) == 1


@pytest.mark.one_obs
def test_cancel(zoom, ready_dock, texts):
    zoom.hold(match=PATCH)
    ready_dock.press_push()
    zoom.wait_for_request(match=PATCH)
    ready_dock.press_cancel()
    ready_dock.wait_for_status(texts["Status.CancelledLate"])
    zoom.wait_for_request(match={"method": "PATCH", "outcome": "client_gone"})
    assert not ready_dock.has_button("Cancel")
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))


@pytest.mark.one_obs
def test_http2_over_one_warm_connection(zoom, ready_dock, texts):
    for _ in range(3):
        push_by_hand(zoom, ready_dock)
    assert {entry["http_version"] for entry in zoom.journal()} == {"2"}
    assert len({entry["connection"] for entry in zoom.journal()}) == 1
