# SPDX-License-Identifier: GPL-2.0-or-later
"""Other programs, by obs-websocket, and scripts in OBS: what they ask for is answered at once, and done."""
from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Callable

import pytest
from conftest import MEETING, PAGE_URL, PLANTED_KEY, PLANTED_TOKEN, STREAM_URL
from harness import input_events, lua_script
from harness.home import FIRST_PROFILE
from harness.pushes import RESOLUTION, last_number, patches
from harness.remote import ConnectionEnded, Remote, allow
from harness.scene import RESTING
from harness.wait import wait_until

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "remote-control.md").read_text(encoding="utf-8")
CLIENTS = 20
ALL_STATES = {"unconfigured", "idle", "waiting", "pushing", "pushed", "in_sync", "differs", "failed"}
EXTRAS, CONSENT = "Remote control and report", "Allow remote control"


def examples(language: str) -> list[str]:
    """The blocks of that language in the document."""
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


def example_of(request: str) -> dict:
    """The one under the request's heading."""
    [section] = re.findall(rf"^### {request}\n(.*?)(?=^##)", DOCUMENT, re.MULTILINE | re.DOTALL)
    [block] = re.findall(r"^```json\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return json.loads(block)


@pytest.fixture
def remote_home(scene, ready_home):
    if not scene.goes_on:
        allow(ready_home)
        [script] = examples("lua")
        lua_script.install(ready_home, "send_when_recording", script)
    return ready_home


@pytest.fixture
def remote(remote_home, ready_dock, obs):
    with Remote(obs.home.websocket_port) as remote:
        yield remote


def code(answer: dict) -> str:
    """That of a refusal, which tells it in words as well."""
    assert answer.keys() == {"problem"} and answer["problem"]["message"], answer
    return answer["problem"]["code"]


def see_no_secrets(remote: Remote) -> None:
    for event in [*remote.events, remote.status()]:
        assert PLANTED_KEY not in str(event) and PLANTED_TOKEN not in str(event)


@pytest.mark.one_obs
def test_a_push(zoom, remote, meeting):
    before = remote.status()
    [broadcast] = before.pop("broadcasts")
    assert before == {
        "state": "idle", "auto_sync": False, "account": "default", "signed_in": True,
        "api_host": zoom.api_url.split("/")[2],
        "destination": {"url": STREAM_URL, "key_hint": "••••" + PLANTED_KEY[-4:]}}
    topic = broadcast.pop("topic")
    assert broadcast == {"kind": "meeting", "id": str(meeting), "page_url": PAGE_URL, "state": "idle",
                         "livestream": "stopped"}

    outcome = remote.do("Push")
    [broadcast] = outcome.pop("broadcasts")
    assert broadcast.pop("pushed_at").endswith("Z") and broadcast.pop("duration_ms") >= 0
    assert broadcast == {"kind": "meeting", "id": str(meeting), "page_url": PAGE_URL, "topic": topic,
                         "state": "in_sync", "attempts": 1, "livestream": "stopped"}
    assert outcome == before | {"state": "in_sync"}
    assert [entry["fields"] for entry in patches(zoom)] == [
        {"stream_url": STREAM_URL, "stream_key": PLANTED_KEY, "page_url": PAGE_URL, "resolution": RESOLUTION}]
    # obs-websocket may let one event overtake another
    wait_until(lambda: {event["state"] for event in remote.events} == {"pushing", "in_sync"},
               lambda: f"both events, not {remote.events}")
    see_no_secrets(remote)


@pytest.mark.one_obs
def test_a_push_that_fails(zoom, remote, obs):
    obs.expect_log("push to the meeting that ends in .* failed: zoom.3161")
    zoom.script({"status": 400, "body": {"code": 3161, "message": "Not allowed."}}, match={"method": "PATCH"})
    outcome = remote.do("Push")
    [broadcast] = outcome["broadcasts"]
    assert outcome["state"] == broadcast["state"] == "failed"
    problem = broadcast["problem"]
    assert problem.keys() == {"code", "http_status", "message", "remedy"}
    assert (problem["code"], problem["http_status"]) == ("zoom.3161", 400)


@pytest.mark.one_obs
def test_what_zoom_has(zoom, remote, meeting):
    zoom.configure("meeting", meeting, {"stream_url": "rtmp://other.example/app", "stream_key": "another-planted-key",
                                        "page_url": "https://other.example/"})
    [broadcast] = remote.do("ReadConfiguration")["broadcasts"]
    read = broadcast["remote"]
    assert read.pop("read_at").endswith("Z")
    assert read == {"url": "rtmp://other.example/app", "key_hint": "••••-key", "page_url": "https://other.example/"}
    assert not any("remote" in broadcast for broadcast in remote.status()["broadcasts"])
    assert "another-planted-key" not in str(remote.events)


@pytest.mark.one_obs
def test_each_example_of_the_document(zoom, remote, obs, ready_dock, remote_home):
    """As it stands there, in an order in which each can do something."""
    # an earlier test of the group has pushed to it
    obs.expect_log("holds another stream_url for the meeting that ends in")
    earlier = {"stream_url": "rtmp://earlier.example/app", "stream_key": "an earlier key", "page_url": PAGE_URL}
    zoom.add_meeting(MEETING)
    zoom.configure("meeting", MEETING, earlier)
    zoom.run("meeting", MEETING)
    requests = [json.loads(block) for block in examples("json") if "requestType" in block]
    names = ["GetStatus", "SetBroadcasts", "ReadConfiguration", "Push", "StartLivestream", "StopLivestream", "Restore",
             "SetAutoSync"]
    assert sorted(request["requestData"]["requestType"] for request in requests) == sorted(names)
    for name in names:
        example = example_of(name)
        answer = remote.send(example)
        assert answer["requestStatus"]["result"], answer
        told = answer["responseData"]["responseData"]
        if name == "GetStatus":
            # each member of the document's is there, or of a push that has not been
            shown = next(json.loads(block) for block in examples("json") if '"destination"' in block)
            assert told.keys() == shown.keys()
            assert told["broadcasts"][0].keys() <= shown["broadcasts"][0].keys()
            continue
        assert told["accepted"] is True, (name, told)
        outcome = remote.outcome(told["request_id"])
        assert "problem" not in outcome["broadcasts"][0], (name, outcome)
        if name == "SetBroadcasts":
            ready_dock.wait_for_meeting("857 4606 5432")
            ready_dock.wait_until_looked()
        if name in ("StartLivestream", "StopLivestream"):
            assert zoom.livestream("meeting", MEETING)["is_live"] == (name == "StartLivestream")
            assert outcome["broadcasts"][0]["livestream"] == ("live" if name == "StartLivestream" else "stopped")
    remote_home.wait_for_broadcast({"id": MEETING, "page_url": PAGE_URL})
    assert earlier.items() <= zoom.configuration("meeting", MEETING).items(), "Restore"


@pytest.mark.one_obs
def test_what_is_refused(remote, meeting):
    for name, members, refusal, member in (
        ("SetAutoSync", {}, "remote.missing_member", "auto_sync"),
        ("SetAutoSync", {"auto_sync": "on"}, "remote.wrong_member", "auto_sync"),
        ("SetAutoSync", {"auto_sync": True, "force": True}, "remote.unknown_member", "force"),
        ("SetBroadcasts", {"broadcasts": []}, "remote.wrong_member", "broadcasts"),
        ("SetBroadcasts", {"broadcasts": [1]}, "remote.wrong_member", "broadcasts"),
        ("SetBroadcasts", {"broadcasts": [{"kind": "meeting", "id": meeting, "page_url": PAGE_URL}]},
         "remote.wrong_member", "broadcasts[0].id"),
        ("SetBroadcasts", {"broadcasts": [{"kind": "meeting", "id": str(meeting), "page_url": "no page"}]},
         "remote.wrong_member", "broadcasts[0].page_url"),
    ):
        answer = remote.ask(name, **members)
        assert code(answer) == refusal and member in answer["problem"]["message"], answer
    assert code(remote.ask("Restore")) == "remote.nothing_to_restore"
    assert remote.status()["broadcasts"][0]["id"] == str(meeting)


@pytest.mark.one_obs
def test_consent(zoom, remote, obs, ready_dock, remote_home):
    """The person's, by the switch in the account dialog; what they have chosen may be sent all the same."""
    dialog = ready_dock.open_account()
    dialog.open_fold(EXTRAS)
    dialog.set_checked(CONSENT, False)
    wait_until(lambda: json.loads(remote_home.accounts_file.read_text())["remote_control"] is False, "the consent to go")
    wait_until(lambda: "problem" in remote.ask("StopLivestream"), "the refusal")
    for name, members in (("SetAutoSync", {"auto_sync": True}), ("Restore", {}), ("StartLivestream", {}),
                          ("SetBroadcasts", {"broadcasts": [{"kind": "meeting", "id": "99988877766", "page_url": PAGE_URL}]})):
        assert code(remote.ask(name, **members)) == "remote.not_allowed"
    assert remote.status()["auto_sync"] is False
    assert remote.do("Push")["state"] == "in_sync"
    dialog.set_checked(CONSENT, True)
    wait_until(lambda: "accepted" in remote.ask("SetAutoSync", auto_sync=False), "the consent")
    dialog.close()


@pytest.mark.one_obs
def test_the_report(zoom, remote, obs, ready_dock, meeting):
    """By the dock's details and by the account dialog: the same, without secrets."""
    obs.expect_log("push to the meeting that ends in .* failed: zoom.3161")
    zoom.script({"status": 400, "body": {"code": 3161, "message": PLANTED_KEY}}, match={"method": "PATCH"})
    remote.do("Push")
    ready_dock.wait_for_status(lambda shown: "3161" in shown)
    ready_dock.show_details()
    ready_dock.press("Copy report")
    report = wait_until(lambda: input_events.copied() if "outcomes" in input_events.copied() else "", "the report")
    for secret in (PLANTED_KEY, PLANTED_TOKEN, str(meeting), PAGE_URL, "anna@", obs.home.path.name):
        assert secret not in report, report
    assert re.search(r"settings: failed, zoom\.3161 \(HTTP 400\), tracking id v=", report), report
    dialog = ready_dock.open_account()
    dialog.open_fold(EXTRAS)
    without_times = re.compile(r"(?m)^(time|secret stored|account test problem): .*\n")
    assert without_times.sub("", dialog.copied_by("Copy report")) == without_times.sub("", report)
    dialog.close()


@pytest.mark.one_obs
def test_many_at_once(zoom, remote, obs, ready_dock, meeting):
    """While a push waits for Zoom, and while OBS switches profiles: nobody waits for either."""
    clients = [Remote(obs.home.websocket_port) for _ in range(CLIENTS)]
    held = zoom.hold({"method": "PATCH"})
    before = last_number(zoom)
    push = remote.begin("Push")
    zoom.wait_for_request(match={"method": "PATCH"}, after=before)
    wrong: list[dict] = []

    def ask(client: Remote, times: int) -> None:
        for _ in range(times):
            status = client.status()
            if status["state"] not in ALL_STATES or PLANTED_KEY in str(status):
                wrong.append(status)

    def switch_profiles() -> None:
        for name in (RESTING, FIRST_PROFILE) * 2:
            obs.websocket.switch_profile(name)

    def ask_all(times: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        threads = [threading.Thread(target=ask, args=(client, times)) for client in clients]
        for thread in threads:
            thread.start()
        meanwhile()
        for thread in threads:
            thread.join()

    ask_all(5)
    assert remote.status()["state"] == "pushing"
    zoom.release(held)
    assert remote.outcome(push)["state"] == "in_sync"
    ask_all(20, switch_profiles)
    for client in clients:
        client.close()
    assert wrong == []
    ready_dock.wait_until_in_step()


@pytest.mark.one_obs
def test_the_python_script(zoom, remote, obs):
    [script] = examples("python")
    assert len(script.splitlines()) == 15, "as short as a script that one copies"
    told = subprocess.run([sys.executable, "-c", script, f"ws://127.0.0.1:{obs.home.websocket_port}", "password"],
                          check=True, capture_output=True, text=True, timeout=60)
    assert told.stdout.split() == ["in_sync"]
    assert len(patches(zoom)) == 1


@pytest.mark.one_obs
def test_the_lua_script(zoom, remote, obs):
    """It is heard as what scripts in OBS may do without consent, too."""
    obs.websocket.request("StartRecord")
    pushed = zoom.wait_for_request(match={"method": "PATCH"})
    assert len(pushed) == 1
    obs.wait_for_log(r'\[Lua: send_when_recording\.lua\] \{"accepted":true,"request_id":"\d+"\}')
    obs.wait_for_log(r'\[Lua: send_when_recording\.lua\] \{"state":"in_sync".*"request_id":"\d+"\}')
    assert PLANTED_KEY not in obs.log
    obs.websocket.request("StopRecord")
    wait_until(lambda: not obs.websocket.request("GetRecordStatus")["outputActive"], "the record's end")


def test_the_end_of_obs(zoom, meeting, ready_home, obs, ready_dock):
    """Whoever still asks is answered or cut off, and OBS ends as ever."""
    clients = [Remote(obs.home.websocket_port) for _ in range(CLIENTS)]
    held = zoom.hold({"method": "PATCH"})
    clients[0].begin("Push")
    zoom.wait_for_request(match={"method": "PATCH"})

    def ask(client: Remote) -> None:
        try:
            while True:
                client.status()
        except (ConnectionEnded, AssertionError):
            pass

    threads = [threading.Thread(target=ask, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    obs.ask_to_quit()
    obs.wait_for_exit()
    for thread in threads:
        thread.join()
    zoom.release(held)
