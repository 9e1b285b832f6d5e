# SPDX-License-Identifier: GPL-2.0-or-later
"""With auto-sync on, each way in which the stream settings change leads to one push, of the newest values."""
from __future__ import annotations

import json

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, STREAM_URL
from harness import wizard
from harness.dock import DISMISS, Dock
from harness.lua_script import ServiceScript
from harness.other_program import OtherProgram, activate, go_away_and_come_back
from harness.profile_menu import ProfileMenu
from harness.pushes import RESOLUTION, last_number, livestream_path, patches, push_by_hand, wait_for_push
from harness.settings_dialog import SettingsDialog
from harness.wait import wait_until

SECOND_MEETING = 91234567890
SECOND_PAGE_URL = "https://example.org/second"


class Changes:
    """What has been changed, each to something new, and what that has led to so far."""

    def __init__(self, zoom, dock, meeting: int = MEETING) -> None:
        self._zoom = zoom
        self._meeting = meeting
        self._dock = dock
        self._expected: list[tuple[str, dict]] = []
        self._before = 0

    def next(self) -> dict[str, str]:
        """New stream settings, for what is to be pushed next."""
        self._before = last_number(self._zoom)
        number = len(self._expected) + 1
        return {"server": f"rtmp://live{number}.example/app", "key": f"the key of change number {number}"}

    def wait_for_push(self, settings: dict[str, str], meeting: int | None = None, page_url: str = PAGE_URL) -> None:
        """One more push has come, of these values, and the dock says so."""
        self._expected.append((livestream_path(meeting or self._meeting), {
            "stream_url": settings["server"], "stream_key": settings["key"], "page_url": page_url,
            "resolution": RESOLUTION}))
        wait_for_push(self._zoom, self._dock, self._before)
        self.see_no_more()

    def see_no_more(self) -> None:
        """Than what was waited for: nothing twice, nothing in between, nothing older."""
        assert [(entry["path"], entry["fields"]) for entry in patches(self._zoom)] == self._expected


FIRST = {"server": STREAM_URL, "key": PLANTED_KEY}


def test_it_is_offered_after_the_first_push_by_hand(zoom, ready_dock, ready_home, obs, launch_obs, texts):
    box = ready_dock.keep_in_step
    assert not box.is_offered
    obs.websocket.set_stream_service({"server": "rtmp://second.example/app", "key": "key no. 2"})
    ready_dock.wait_for_destination("second.example")
    assert patches(zoom) == [] and not box.is_offered

    push_by_hand(zoom, ready_dock)
    box.wait_until_offered()
    assert ready_dock.notice() == texts["Notice.Offer"]
    assert not box.is_checked
    ready_dock.press(DISMISS)
    ready_dock.wait_for_notice(lambda shown: shown == "")
    push_by_hand(zoom, ready_dock)
    assert ready_dock.notice() == "" and not ready_dock.has_button(DISMISS), "it is offered once"
    assert box.is_offered
    obs.websocket.set_stream_service({"server": "rtmp://third.example/app", "key": "key no. 3"})
    ready_dock.wait_for_status(texts["Status.Changed"])
    assert len(patches(zoom)) == 2, "an offer is not a consent"

    before = last_number(zoom)
    box.press()
    assert wait_for_push(zoom, ready_dock, before)["fields"]["stream_key"] == "key no. 3"
    ready_home.wait_for_settings({"auto_sync": True})
    obs.quit()

    again = launch_obs()
    dock = Dock(again)
    dock.wait_until_in_step()
    assert dock.keep_in_step.is_checked
    dock.keep_in_step.press()
    again.websocket.set_stream_service({"server": "rtmp://fourth.example/app", "key": "key no. 4"})
    dock.wait_for_status(texts["Status.Changed"])
    assert len(patches(zoom)) == 3
    ready_home.wait_for_settings({"auto_sync": False})


@pytest.mark.one_obs
def test_settings_dialog(zoom, meeting, in_step_dock, obs, scene):
    changes = Changes(zoom, in_step_dock, meeting)
    with SettingsDialog(obs) as settings:
        new = changes.next()
        settings.set_custom(new["server"], new["key"])
        settings.apply()
        changes.wait_for_push(new)
        new = changes.next() | {"server": new["server"]}
        settings.set_key(new["key"])
        settings.save()
    changes.wait_for_push(new)
    with SettingsDialog(obs) as settings:
        settings.go_to("Stream")
        settings.save()
    with SettingsDialog(obs) as settings:
        settings.set_custom("rtmp://never.example/app", "never saved")
        settings.cancel()
    # what comes last tells that nothing has come of the two before it
    new = changes.next()
    obs.websocket.set_stream_service(new)
    changes.wait_for_push(new)
    scene.leave()
    changes.see_no_more()


@pytest.mark.one_obs
def test_remote_control_and_the_fields_of_the_dock(zoom, meeting, in_step_dock, auto_home, obs, scene):
    changes = Changes(zoom, in_step_dock, meeting)
    new = changes.next()
    for _ in range(3):  # the same again is no change
        obs.websocket.set_stream_service(new)
    changes.wait_for_push(new)

    changes.next()
    in_step_dock.type_page_url("https://example.org/other")
    changes.wait_for_push(new, page_url="https://example.org/other")

    second = meeting + 1
    zoom.add_meeting(second)
    changes.next()
    in_step_dock.type_meeting(str(second))
    changes.wait_for_push(new, second, "https://example.org/other")
    scene.leave()
    changes.see_no_more()
    assert auto_home.read_plugin_settings()["broadcasts"][0]["id"] == second


def test_profiles(zoom, auto_home, meeting, launch_obs, texts):
    zoom.add_meeting(SECOND_MEETING)
    second = {"server": "rtmp://second.example/app", "key": "key of the second profile"}
    auto_home.add_profile("Second")
    auto_home.set_broadcast(SECOND_MEETING, SECOND_PAGE_URL, profile="Second", auto_sync=True)
    auto_home.write_service(second, profile="Second")
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_in_step()
    menu, remote, changes = ProfileMenu(obs), obs.websocket, Changes(zoom, dock)
    changes.wait_for_push(FIRST)

    # switched to for the first time: its meeting has never had its values
    changes.next()
    remote.switch_profile("Second")
    changes.wait_for_push(second, SECOND_MEETING, SECOND_PAGE_URL)
    remote.switch_profile("Untitled")
    dock.wait_for_meeting("857 4606 5432")
    dock.wait_until_in_step()
    changes.see_no_more()

    # a new one has no meeting: nothing goes to that of another
    remote.create_profile("Empty")
    dock.wait_for_meeting("")
    remote.set_stream_service({"server": "rtmp://empty.example/app", "key": "of the empty profile"})
    dock.wait_for_destination("empty.example")
    dock.wait_for_status(texts["Status.NoMeeting"])
    remote.switch_profile("Untitled")
    dock.wait_for_meeting("857 4606 5432")
    changes.see_no_more()

    # a renamed one has another directory
    menu.rename("Renamed")
    wait_until(lambda: remote.current_profile() == "Renamed", "the new name")
    new = changes.next()
    remote.set_stream_service(new)
    changes.wait_for_push(new)
    assert dock.keep_in_step.is_checked and dock.copy_notice() == ""
    auto_home.wait_for_settings({"auto_sync": True}, "Renamed")

    # what is left is the profile that OBS goes to, with what it holds
    changes.next()
    menu.remove()
    if remote.current_profile() != "Second":
        changes.see_no_more()
        remote.switch_profile("Second")
    dock.wait_for_meeting("912 3456 7890")
    dock.wait_until_in_step()
    obs.quit()
    changes.see_no_more()


def test_a_copied_profile(zoom, in_step_dock, auto_home, obs, launch_obs, texts):
    """It has the same meeting, which what is tried out in the copy must not reach."""
    dock, menu, remote, changes = in_step_dock, ProfileMenu(obs), obs.websocket, Changes(zoom, in_step_dock)
    menu.duplicate("Copy")
    dock.wait_for_copy_notice(texts["Notice.Copy"])
    assert not dock.keep_in_step.is_checked
    obs.wait_for_log("the profile is a copy")
    new = changes.next()
    remote.set_stream_service(new)
    dock.wait_for_status(texts["Status.Changed"])
    changes.see_no_more()

    # the profile that it was copied from is as it was; of the copy it is said once
    remote.switch_profile("Untitled")
    dock.wait_until_in_step()
    assert dock.keep_in_step.is_checked and dock.copy_notice() == ""
    remote.switch_profile("Copy")
    dock.wait_for_status(texts["Status.Changed"])
    assert not dock.keep_in_step.is_checked and dock.copy_notice() == ""
    changes.see_no_more()

    # the person decides; a copy of the copy is none of it
    dock.keep_in_step.press()
    changes.wait_for_push(new)
    menu.duplicate("Copy of the copy")
    dock.wait_for_copy_notice(texts["Notice.Copy"])
    assert not dock.keep_in_step.is_checked
    menu.rename("Renamed")
    wait_until(lambda: remote.current_profile() == "Renamed", "the new name")
    remote.switch_profile("Copy")
    dock.wait_until_in_step()
    assert dock.keep_in_step.is_checked
    obs.quit()
    changes.see_no_more()
    ids = [auto_home.read_plugin_settings(profile)["profile_id"] for profile in ("Untitled", "Copy", "Renamed")]
    assert len(set(ids)) == 3

    # a home that has moved, with all that is in it
    state_file = auto_home.plugin_config / "state.json"
    state_file.write_text(state_file.read_text().replace(str(auto_home.path), "/nonexistent"))
    again = launch_obs()
    dock = Dock(again)
    dock.wait_until_in_step()
    assert dock.keep_in_step.is_checked and dock.copy_notice() == ""
    auto_home.wait_until_written()
    assert "/nonexistent" in state_file.read_text(), "of the profiles that were not opened"
    assert json.loads(state_file.read_text())["profiles"][ids[1]] == str(auto_home.profile("Copy"))


@pytest.mark.one_obs
def test_import_of_a_profile(zoom, meeting, in_step_dock, auto_home, obs, texts):
    """It brings stream settings, but neither a meeting nor the wish to keep it in step: these the person gives."""
    exported = auto_home.path / "exported"
    exported.mkdir()
    (exported / "basic.ini").write_text("[General]\nName=Imported\n")
    imported = {"server": "rtmp://imported.example/app", "key": "key of the imported profile"}
    (exported / "service.json").write_text(json.dumps({"type": "rtmp_custom", "settings": imported}))
    menu = ProfileMenu(obs)
    menu.import_directory(exported)
    if obs.websocket.current_profile() != "exported":
        menu.choose("Imported")
    in_step_dock.wait_for_destination("imported.example")
    in_step_dock.wait_for_meeting("")
    assert patches(zoom) == []

    second = meeting + 1
    zoom.add_meeting(second)
    in_step_dock.type_meeting(str(second))
    in_step_dock.type_page_url(SECOND_PAGE_URL)
    in_step_dock.wait_for_status(texts["Status.Ready"])
    assert patches(zoom) == []
    changes = Changes(zoom, in_step_dock)
    changes.next()
    in_step_dock.press_push()
    changes.wait_for_push(imported, second, SECOND_PAGE_URL)
    in_step_dock.keep_in_step.press()
    new = changes.next()
    obs.websocket.set_stream_service(new)
    changes.wait_for_push(new, second, SECOND_PAGE_URL)


def test_wizard(zoom, in_step_dock, obs):
    changes = Changes(zoom, in_step_dock)
    new = changes.next()
    wizard.run(obs, new["server"], new["key"])
    changes.wait_for_push(new)
    obs.quit()
    changes.see_no_more()


def test_script_that_changes_the_service_in_memory(zoom, meeting, auto_home, launch_obs):
    """Nothing is saved, so that it is seen when the person comes back to OBS or to the dock, has closed a dialog, as
    where a broadcast of YouTube's was chosen, or starts streaming."""
    script = ServiceScript(auto_home)
    obs = launch_obs()
    dock = Dock(obs)
    dock.wait_until_in_step()
    changes = Changes(zoom, dock)
    changes.wait_for_push(FIRST)

    new = changes.next()
    script.change_service(obs, new["server"], new["key"])
    go_away_and_come_back(obs)
    changes.wait_for_push(new)

    with SettingsDialog(obs) as settings:
        new = changes.next()
        script.change_service(obs, new["server"], new["key"])
        settings.cancel()
    changes.wait_for_push(new)

    # it closes while another program has the keyboard, and goes on having it
    settings = SettingsDialog(obs)
    with OtherProgram(obs):
        new = changes.next()
        script.change_service(obs, new["server"], new["key"])
        settings.cancel()
        changes.wait_for_push(new)
    # from one of OBS's windows to another
    obs.menu_item("View", "Stats").press()
    statistics = obs.window("Stats")
    wait_until(lambda: statistics.is_active, "the statistics to have the keyboard")
    new = changes.next()
    script.change_service(obs, new["server"], new["key"])
    activate(obs.x_window)
    changes.wait_for_push(new)

    obs.main_window.find("button", "Settings").take_focus()
    new = changes.next()
    script.change_service(obs, new["server"], new["key"])
    dock.field("Page URL").focus()
    changes.wait_for_push(new)

    # nobody listens there, so that OBS asks the person to look at it
    new = changes.next() | {"server": "rtmp://127.0.0.1:1/app"}
    script.change_service(obs, new["server"], new["key"])
    obs.websocket.request("StartStream")
    changes.wait_for_push(new)
    obs.window("Failed to connect").find("button", "OK").press()
    assert auto_home.read_service()["settings"] == FIRST
    obs.quit()
    changes.see_no_more()
