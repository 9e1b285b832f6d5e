# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock as people use it: its fields and what is wrong with what they typed, its place, its life."""
from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import MEETING, PAGE_URL
from harness import threads
from harness.dock import PUSH, TITLE, Dock, spaced
from harness.home import MODULE
from harness.input_events import press_keys, type_text
from harness.other_program import OtherProgram, go_away_and_come_back
from harness.pushes import patches
from harness.screen_reader import POLITE, ScreenReader
from harness.wait import DeadlineExceeded, wait_until

INVITATION = """Anna is inviting you to a scheduled Zoom meeting.

Topic: Sunday service
Time: Nov 29, 2026 10:00 AM Amsterdam

Join Zoom Meeting
https://us02web.zoom.us/j/85746065432?pwd=UGxhbnRlZDEyMzQ1Njc4OTAx.1

Meeting ID: 857 4606 5432
Passcode: 12345678901

One tap mobile
+16699006833,,85746065432#,,,,*123456# US (San Jose)
"""

MEETINGS = [
    "857 4606 5432", "857-4606-5432", "  85746065432 ", "https://tum-conf.zoom-x.de/j/85746065432?pwd=abc",
    "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F85746065432&data=05%7C01",
    "Identyfikator spotkania: 857 4606 5432\nKod dostępu: 1234567890", "https://us02web.zoom.us/j/85746065432?pwd=12345678901",
    "https://zoom.us/s/85746065432?zak=eyJ0eXAi", "https://zoom.us/wc/join/85746065432",
    "https://app.zoom.us/wc/85746065432/join", "zoommtg://zoom.us/join?confno=85746065432&pwd=1", INVITATION,
]

WRONG_MEETINGS = [
    ("hello", "None"), ("1234567", "TooShort"), ("123456789012", "TooLong"), ("https://zoom.us/my/anna", "PersonalLink"),
    ("https://example.org/j/85746065432", "ForeignLink"), ("https://bit.ly/abc", "OpaqueLink"),
    ("https://zoom.us/webinar/register/WN_123456789", "RegistrationLink"), ("212 555 0147 ext. 9", "Ambiguous"),
    ("https://zoom.us/rec/share/abc", "RecordingLink"), ("https://events.zoom.us/ev/abc", "EventLink"), ("857 4606 5432 or 857 4606 5433", "Ambiguous"),
]

WRONG_PAGE_URLS = [
    ("live", "NotHttp"), ("ftp://example.org", "NotHttp"), ("https://", "Invalid"), ("https://exa mple.org", "Invalid"),
    ("https://https://example.org", "Invalid"), ("https://example.org/a\u200bb", "Invisible"), ("https://example.org/" + "x" * 1100, "TooLong"),
]


@pytest.mark.one_obs("no account")
@pytest.mark.parametrize("text", MEETINGS, ids=range(len(MEETINGS)))
def test_a_meeting_in_every_form(zoom, home, dock, text):
    dock.type_meeting("111 222 3333")
    dock.wait_for_meeting("111 222 3333")
    home.wait_for_broadcast({"id": 1112223333})
    dock.paste_meeting(text)
    dock.wait_for_meeting("857 4606 5432")
    assert dock.meeting_error() == ""
    home.wait_for_broadcast({"id": MEETING})
    assert "pwd" not in home.plugin_settings_file().read_text()


def press_push_by_keyboard(dock) -> None:
    """It has been answered once the keyboard has come back: keys are handled in their order. It stays at the button."""
    dock.tab_to(PUSH)
    press_keys("space")
    press_keys("Tab")
    dock.wait_for_focus_elsewhere(PUSH)
    press_keys("shift+Tab")
    dock.wait_for_focus(PUSH)


@pytest.mark.one_obs
def test_a_wrong_meeting_is_told_at_the_field_and_stays(zoom, ready_dock, texts):
    for text, name in WRONG_MEETINGS:
        ready_dock.type_meeting(text)
        ready_dock.wait_for_meeting_error(texts[f"MeetingProblem.{name}"])
        assert ready_dock.meeting == text
        press_push_by_keyboard(ready_dock)
        assert ready_dock.meeting_error().startswith(texts[f"MeetingProblem.{name}"])
        assert ready_dock.meeting == text
    assert patches(zoom) == []
    ready_dock.type_meeting("857 4606 5432")
    ready_dock.wait_for_meeting_error(lambda shown: shown == "")


@pytest.mark.one_obs
def test_a_wrong_page_url_is_told_at_the_field_and_stays(zoom, ready_dock, texts):
    for text, name in WRONG_PAGE_URLS:
        ready_dock.type_page_url(text)
        ready_dock.wait_for_page_url_error(texts[f"PageUrlProblem.{name}"])
        assert ready_dock.page_url == text
        press_push_by_keyboard(ready_dock)
        assert ready_dock.page_url_error().startswith(texts[f"PageUrlProblem.{name}"])
    ready_dock.field("Page URL").set_text("")
    press_push_by_keyboard(ready_dock)
    ready_dock.wait_for_page_url_error(texts["PageUrlProblem.Empty"])
    assert patches(zoom) == []


@pytest.mark.one_obs
def test_a_page_url_is_completed_where_it_is_seen(zoom, ready_home, ready_dock):
    for text in ("example.org/live", "\ufeffhttps://example.org/live\u200b "):
        ready_dock.type_page_url("https://example.org/other")
        ready_home.wait_for_broadcast({"page_url": "https://example.org/other"})
        ready_dock.type_page_url(text)
        wait_until(lambda: ready_dock.page_url == "https://example.org/live", "the field shows the whole address")
        assert ready_dock.page_url_error() == ""
        ready_home.wait_for_broadcast({"page_url": "https://example.org/live"})


@pytest.mark.one_obs
def test_a_zoom_link_as_the_page_is_warned_of_and_taken(zoom, ready_home, ready_dock, texts):
    link = "https://us02web.zoom.us/j/85746065432"
    ready_dock.type_page_url(link)
    ready_dock.wait_for_page_url_error(texts["PageUrlWarning.Zoom"])
    ready_home.wait_for_broadcast({"page_url": link})
    ready_dock.type_page_url("https://notzoom.us/live")
    ready_dock.wait_for_page_url_error(lambda shown: shown == "")


@pytest.mark.one_obs
def test_half_typed_ids_never_count(zoom, meeting, ready_home, ready_dock):
    """An 11-digit id passes two valid ones while it is typed."""
    field = ready_dock.field("Meeting")
    field.type("8574606543")
    assert ready_home.saved_broadcast()["id"] == meeting
    field.press_key("Tab")
    ready_dock.wait_for_meeting("857 460 6543")
    ready_home.wait_for_broadcast({"id": 8574606543})


@pytest.mark.parametrize("end", ["quit", "kill"])
def test_values_survive(zoom, home, launch_obs, end, texts):
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.type_meeting("857 4606 5432")
    dock.type_page_url(PAGE_URL)
    dock.wait_for_status(texts["Status.NoAccount"])
    obs.wait_until_written()
    getattr(obs, end)()
    again = Dock(launch_obs())
    if not again.is_showing:  # OBS keeps the places of docks at a clean end only
        again.open_from_tools_menu()
    again.wait_for_meeting("857 4606 5432")
    assert again.page_url == PAGE_URL


@pytest.mark.one_obs
def test_each_profile_has_its_own(zoom, meeting, ready_home, ready_dock, obs, texts):
    obs.websocket.create_profile("Second")
    ready_dock.wait_for_meeting("")
    assert ready_dock.page_url == ""
    ready_dock.type_meeting("111 222 3333")
    ready_dock.wait_for_meeting("111 222 3333")
    obs.websocket.switch_profile("Untitled")
    ready_dock.wait_for_meeting(spaced(meeting))
    assert ready_dock.page_url == PAGE_URL
    ready_dock.wait_for_status(texts["Status.Ready"])
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    assert {entry["path"] for entry in patches(zoom)} == {f"/v2/meetings/{meeting}/livestream"}


@pytest.mark.one_obs
def test_unknown_account_is_not_replaced_by_another(zoom, ready_home, launch_obs, texts):
    settings = json.loads(ready_home.plugin_settings_file().read_text()) | {"account": "of another computer"}
    ready_home.plugin_settings_file().write_text(json.dumps(settings))
    dock = Dock(launch_obs())
    dock.wait_until_showing()
    dock.wait_for_status(texts["Problem.account.unknown"])
    assert dock.asks_to_connect
    assert zoom.journal() == []


@pytest.mark.one_obs
def test_settings_of_a_newer_version_are_read_and_never_written(zoom, meeting, ready_home, launch_obs, texts):
    settings = json.loads(ready_home.plugin_settings_file().read_text()) | {"version": 2, "new": {"a": [1, None]}}
    ready_home.plugin_settings_file().write_text(json.dumps(settings))
    dock = Dock(launch_obs())
    dock.wait_until_showing()
    dock.wait_for_meeting(spaced(meeting))
    dock.type_meeting("111 222 3333")
    dock.wait_for_label("Settings problem", texts["Problem.settings.newer"])
    assert json.loads(ready_home.plugin_settings_file().read_text()) == settings


@pytest.mark.one_obs
def test_unreadable_settings_are_told_and_kept(zoom, ready_home, launch_obs, texts):
    ready_home.plugin_settings_file().write_text('{ "version": 1, "broadcasts": [')
    obs = launch_obs()
    obs.expect_log("cannot be read as JSON|kept the unreadable file")
    dock = Dock(obs)
    dock.wait_until_showing()
    dock.wait_for_label("Settings problem", texts["Problem.settings.broken"])
    dock.type_meeting("857 4606 5432")
    dock.wait_for_label("Settings problem", lambda shown: shown == "")
    ready_home.wait_for_broadcast({"id": MEETING})
    assert ready_home.plugin_settings_file().with_name("obs-zoom-livestream.json.broken").exists()


@pytest.mark.one_obs
def test_unknown_members_are_kept(zoom, ready_home, ready_dock):
    settings = json.loads(ready_home.plugin_settings_file().read_text())
    assert "auto_sync" in settings
    ready_dock.type_meeting("111 222 3333")
    ready_dock.wait_for_meeting("111 222 3333")
    ready_home.wait_for_broadcast({"id": 1112223333})
    assert ready_home.read_plugin_settings() == settings | {
        "broadcasts": [settings["broadcasts"][0] | {"id": 1112223333, "kind": "unknown"}]}


def test_first_start_shows_the_dock_once(home, launch_obs):
    first = launch_obs()
    dock = Dock(first)
    dock.wait_until_showing()
    dock.hide()
    first.quit()
    second = launch_obs()
    assert not Dock(second).is_showing
    Dock(second).open_from_tools_menu()
    second.quit()
    assert Dock(launch_obs()).is_showing, "its place survives"


def test_without_zoom_s_address_overridden(home, launch_obs, texts):
    """As people run it: no environment variables."""
    dock = Dock(launch_obs())
    dock.wait_until_showing()
    dock.wait_for_status(texts["Status.NoAccount"])
    assert dock.label_text("Zoom API host") == ""


@pytest.mark.one_obs("no account")
def test_the_overridden_host_is_named(zoom, dock):
    dock.wait_for_label("Zoom API host", f"127.0.0.1:{zoom.port}")


def test_tab_order(zoom, ready_dock):
    ready_dock.field("Meeting").focus()
    for name in ("Page URL", "Check again", "Send settings to Zoom"):
        press_keys("Tab")
        ready_dock.wait_for_focus(name)


@pytest.mark.one_obs
def test_a_change_of_the_meeting_ends_a_running_push(zoom, meeting, ready_dock, obs, texts):
    zoom.add_meeting(1112223333)
    zoom.hold(match={"method": "PATCH"})
    ready_dock.press_push()
    zoom.wait_for_request(match={"method": "PATCH"})
    ready_dock.type_meeting("111 222 3333")
    ready_dock.wait_for_status(texts["Status.Ready"])
    zoom.wait_for_request(match={"method": "PATCH", "outcome": "client_gone"})
    ready_dock.press_push()
    ready_dock.wait_for_status(texts.pattern("Status.InSync"))
    assert zoom.configuration("meeting", meeting) is None


@pytest.mark.one_obs
def test_half_an_id_is_not_taken_while_the_rest_is_looked_up(zoom, meeting, ready_home, ready_dock, obs):
    """In another program. The first nine digits of this one are an ID, too; what is typed afterwards is its rest."""
    digits = "91234567890"
    zoom.add_meeting(int(digits))
    field = ready_dock.field("Meeting")
    field.type(digits[:9])
    go_away_and_come_back(obs)
    type_text(digits[9:])
    field.press_key("Return")
    wait_until(lambda: ready_home.saved_broadcast()["id"] == int(digits), lambda: f"it in {ready_home.saved_broadcast()}")
    assert [entry["path"] for entry in zoom.journal() if digits[:9] in entry["path"] and digits not in entry["path"]] == []


@pytest.mark.one_obs
def test_what_is_pasted_is_taken_when_the_person_goes_on_elsewhere(zoom, meeting, ready_home, ready_dock, obs):
    """It is whole. What is typed on when the person is back comes behind it."""
    other = meeting + 1
    zoom.add_meeting(other)
    field = ready_dock.field("Meeting")
    field.paste(str(other))
    with OtherProgram(obs):
        wait_until(lambda: ready_home.saved_broadcast()["id"] == other, lambda: f"it in {ready_home.saved_broadcast()}")
    type_text("7")
    wait_until(lambda: field.text.endswith("7"), lambda: f"a digit behind what was pasted: {field.text!r}")


@pytest.mark.one_obs
def test_zoom_is_asked_again_of_what_stands_in_the_fields(zoom, meeting, ready_dock):
    other = meeting + 1
    zoom.add_meeting(other)
    ready_dock.field("Meeting").type("https://zoom.us/my/anna")
    ready_dock.check_again()
    ready_dock.wait_for_meeting_error(re.compile("not the personal link"))
    ready_dock.field("Meeting").type(str(other))
    ready_dock.check_again()
    zoom.wait_for_request(match={"method": "GET", "path": f"/v2/meetings/{other}/livestream"})


def test_what_is_typed_last_counts_when_obs_closes(zoom, ready_home, ready_dock, obs):
    ready_dock.field("Meeting").type("1112223333")
    obs.close_window()
    obs.wait_for_exit()
    assert ready_home.saved_broadcast()["id"] == 1112223333


def test_it_counts_too_where_the_disk_is_slower_than_obs_ends(zoom, meeting, ready_home, held_disk, launch_obs, tmp_path):
    """And OBS waits for no disk."""
    held = tmp_path / "held"
    obs = launch_obs(environment={**held_disk, "HELD_DISK": str(held)})
    dock = Dock(obs)
    dock.wait_until_looked()
    dock.field("Meeting").type("1112223333")
    held.touch()
    obs.close_window()
    obs.wait_for_exit()
    assert ready_home.saved_broadcast()["id"] == 1112223333


def test_a_slow_disk_is_waited_for_by_whoever_looks_at_it(zoom, meeting, ready_home, held_disk, launch_obs, tmp_path):
    """These tests, that is: what is decided is not written yet."""
    held = tmp_path / "held"
    obs = launch_obs(environment={**held_disk, "HELD_DISK": str(held)})
    dock = Dock(obs)
    dock.wait_until_looked()
    obs.wait_until_written()
    held.touch()
    dock.type_page_url("https://example.org/other")
    if not threads.tells_where_they_sleep(obs.pid):
        pytest.skip("this kernel does not tell where a thread sleeps")
    wait_until(lambda: not threads.are_at_rest(obs.pid), "the disk to be written to")
    with pytest.raises(DeadlineExceeded):
        obs.wait_until_written(deadline_s=1.0)
    held.unlink()
    assert ready_home.saved_broadcast()["page_url"] == "https://example.org/other"


def test_a_second_copy_of_the_plugin_is_not_loaded(zoom, meeting, auto_home, launch_obs):
    """As where it is installed for everybody and for the person: it pushes nothing, and shows nothing."""
    installed = auto_home.obs_config / "plugins" / MODULE
    copied = auto_home.path / "copied"
    shutil.copytree(installed / "bin" / "64bit", copied / "bin")
    shutil.copytree(installed / "data", copied / "data" / MODULE)
    obs = launch_obs(environment={"OBS_PLUGINS_PATH": str(copied / "bin"), "OBS_PLUGINS_DATA_PATH": str(copied / "data")})
    obs.expect_log("not loaded: .* is a second copy|Failed to initialize module")
    second = obs.wait_for_log(r"not loaded: (\S+) is a second copy")[1]
    assert Path(second).resolve().parent in (copied / "bin", installed / "bin" / "64bit")
    dock = Dock(obs)
    dock.wait_until_in_step()
    obs.websocket.set_stream_service({"server": "rtmp://live.example/app", "key": "seen by one alone"})
    zoom.wait_for_request(match={"method": "PATCH", "fields": {"stream_key": "seen by one alone"}})
    dock.wait_until_in_step()
    docks = [seen for seen in obs.main_window.walk() if seen.name == TITLE]
    obs.quit()
    assert len(patches(zoom)) == 2 and len(re.findall("version .* loaded", obs.log)) == 1
    assert len(docks) == 3, f"one dock, in one place of two menus, not {docks}"


@pytest.mark.one_obs
def test_a_change_of_the_status_is_told_to_screen_readers(zoom, meeting, ready_dock, obs, texts):
    """Politely: read out where Qt can have that done, else told as another description."""
    with ScreenReader(obs.application) as reader:
        ready_dock.press_push()
        ready_dock.wait_for_status(texts.pattern("Status.InSync"))
        line = ready_dock.root.find("label", "Zoom Livestream status")
        reader.wait_for("accessible-description", line)
        if obs.qt_version >= (6, 8):
            announced = reader.wait_for("Announcement", line)
            assert {politeness for politeness, _ in announced} == {POLITE}
            assert announced[-1][1] == ready_dock.outcome()
