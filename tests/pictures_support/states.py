# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock's states, each from a fresh profile: what is there when OBS enters it, and what is done then."""
from __future__ import annotations

import contextlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from harness import dock_states
from harness.dock import CONNECT, DETAILS, PUSH
from harness.dock_states import PUSH_REQUEST, TEXT, Stage, State
from harness.home import Home
from harness.keyring import Keyring
from harness.livestream import DO_NOT_START, HAND_OVER, LEAVE_OFF, STOP_OBS, Livestream, status_path
from harness.rtmp_server import RtmpServer
from harness.wait import wait_until
from zoom.client import StandIn

TOKEN = "a-token-of-the-pictures"
SERVER, KEY = "rtmps://a.rtmps.youtube.com:443/live2", "demo-stream-key-7Qa9"
PAGE_URL = "https://youtube.com/@stmary/live"


@dataclass(frozen=True)
class Place:
    """What a state begins with."""

    home: Home
    zoom: StandIn
    meeting: int


def fresh(place: Place) -> None:
    """Somebody has set up the account and nothing else."""
    place.home.plugin_settings_file().write_text('{ "version": 1, "account": "default", "broadcasts": [] }')


def with_service(place: Place) -> None:
    fresh(place)
    place.home.write_service({"server": SERVER, "key": KEY})


def account_of_another_computer(place: Place) -> None:
    all_set(place)
    place.home.set_broadcast(place.meeting, PAGE_URL, account="another computer's")


def without_page(place: Place) -> None:
    with_service(place)
    place.home.set_broadcast(place.meeting, "")


def without_destination(place: Place) -> None:
    place.home.set_broadcast(place.meeting, PAGE_URL)


def all_set(place: Place) -> None:
    place.home.set_broadcast(place.meeting, PAGE_URL)
    place.home.write_service({"server": SERVER, "key": KEY})


def automatic(place: Place) -> None:
    all_set(place)
    place.home.set_broadcast(place.meeting, PAGE_URL, auto_sync=True)


def busy_zoom(place: Place) -> None:
    automatic(place)
    place.zoom.script({"status": 429, "headers": {"retry-after": "3600"}, "body": {"code": 429, "message": "Too many"}},
                      match=PUSH_REQUEST, times=9)


def on_a_projected_screen(place: Place) -> None:
    all_set(place)
    settings = place.home.read_plugin_settings()
    place.home.plugin_settings_file().write_text(json.dumps({**settings, "hide_details": True}))


def same_in_zoom(place: Place) -> None:
    all_set(place)
    place.zoom.configure("meeting", place.meeting, {"stream_url": SERVER, "stream_key": KEY, "page_url": PAGE_URL})


def another_key_in_zoom(place: Place) -> None:
    all_set(place)
    place.zoom.configure("meeting", place.meeting,
                         {"stream_url": SERVER, "stream_key": "last year's", "page_url": PAGE_URL})


def scope_missing(place: Place) -> None:
    all_set(place)
    place.zoom.add_token(TOKEN, scopes=["meeting:read:meeting", "user:read:user"])


def zoom_page(place: Place) -> None:
    with_service(place)
    place.home.set_broadcast(place.meeting, "https://zoom.us/j/85746065432")


def waiting_for(key: str) -> Callable[[Stage], State]:
    """That the dock says so by itself."""
    @contextlib.contextmanager
    def bring(stage: Stage) -> Iterator[None]:
        stage.dock.wait_for_status(TEXT.pattern(key))
        yield
    return bring


@contextlib.contextmanager
def nothing_entered(stage: Stage) -> Iterator[None]:
    stage.dock.wait_for_status(TEXT["Status.NoMeeting"])
    stage.dock.press_push()
    stage.dock.wait_for_page_url_error(TEXT["PageUrlProblem.Empty"])
    yield


@contextlib.contextmanager
def wrong_entered(stage: Stage) -> Iterator[None]:
    stage.dock.field("Meeting").set_text("https://zoom.us/my/anna.example")
    stage.dock.field("Page URL").set_text("my church's page")
    stage.dock.press_push()
    stage.dock.wait_for_meeting_error(TEXT["MeetingProblem.PersonalLink"])
    stage.dock.wait_for_page_url_error(TEXT["PageUrlProblem.NotHttp"])
    yield


@contextlib.contextmanager
def details(stage: Stage) -> Iterator[None]:
    with dock_states.sent(stage):
        stage.dock.root.find(("toggle button", "check box"), DETAILS).press()
        wait_until(lambda: stage.dock.label_text(DETAILS), "the details")
        yield


@contextlib.contextmanager
def differs(stage: Stage) -> Iterator[None]:
    with dock_states.sent(stage), dock_states.differs(stage):
        yield


@contextlib.contextmanager
def kept(stage: Stage) -> Iterator[None]:
    with differs(stage):
        stage.dock.press_keep()
        stage.dock.wait_for_status(TEXT["Status.Kept"])
        yield


@contextlib.contextmanager
def changed(stage: Stage) -> Iterator[None]:
    with dock_states.sent(stage):
        stage.obs.websocket.set_stream_service({"server": SERVER, "key": "demo-stream-key-of-today-3Wz8"})
        stage.dock.wait_for_status(TEXT["Status.Changed"])
        yield


@contextlib.contextmanager
def waiting(stage: Stage) -> Iterator[None]:
    stage.dock.wait_for_next_try()
    yield
    stage.dock.press_cancel()


@contextlib.contextmanager
def no_network(stage: Stage) -> Iterator[None]:
    stage.dock.wait_until_looked()
    stage.zoom.fault("refuse")
    stage.zoom.drop_connections()
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT["Short.network.refused"])
    yield
    stage.zoom.fault(None)


@contextlib.contextmanager
def cancelled(stage: Stage) -> Iterator[None]:
    stage.zoom.hold(match=PUSH_REQUEST)
    stage.dock.press_push()
    stage.zoom.wait_for_request(match=PUSH_REQUEST)
    stage.dock.press_cancel()
    stage.dock.wait_for_status(TEXT["Status.CancelledLate"])
    yield
    stage.zoom.release()


@contextlib.contextmanager
def no_permission(stage: Stage) -> Iterator[None]:
    stage.dock.press_push()
    stage.dock.wait_for_status(lambda shown: "scope" in shown.lower() or "permission" in shown.lower())
    wait_until(lambda: stage.dock.button(PUSH).is_enabled, "the end of the push")
    yield


@contextlib.contextmanager
def gone_meeting(stage: Stage) -> Iterator[None]:
    stage.zoom.script({"status": 404, "body": {"code": 3001, "message": "Meeting does not exist."}}, match=PUSH_REQUEST)
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT["Short.zoom.3001"])
    yield


@contextlib.contextmanager
def obs_streams_itself(stage: Stage) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as directory, RtmpServer(Path(directory) / "rtmp.log") as server:
        stage.obs.websocket.set_stream_service({"server": server.url, "key": KEY})
        stage.obs.websocket.request("StartStream")
        stage.dock.wait_for_text("the warning", stage.dock.notice, TEXT["Notice.Streaming"], 60.0)
        yield
        if stage.obs.websocket.request("GetStreamStatus")["outputActive"]:
            stage.obs.websocket.request("StopStream")
        wait_until(lambda: not stage.obs.websocket.request("GetStreamStatus")["outputActive"], "the end of the stream")


@contextlib.contextmanager
def asked_to_hand_over(stage: Stage) -> Iterator[None]:
    stage.zoom.run("meeting", stage.meeting)
    with obs_streams_itself(stage):
        Livestream(stage.dock).start()
        stage.dock.wait_for_status(TEXT["Status.LiveHandOver"])
        yield
        Livestream(stage.dock).press(DO_NOT_START)


@contextlib.contextmanager
def two_senders(stage: Stage) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as directory, RtmpServer(Path(directory) / "rtmp.log") as server:
        stage.obs.websocket.set_stream_service({"server": server.url, "key": KEY})
        stage.dock.wait_for_destination(server.url)
        with dock_states.live(stage):
            stage.obs.websocket.request("StartStream")
            stage.dock.wait_for_status(TEXT["Status.LiveTwoSenders"], 60.0)
            yield
            Livestream(stage.dock).press(STOP_OBS)
            wait_until(lambda: not stage.obs.websocket.request("GetStreamStatus")["outputActive"], "the end of the stream")


@contextlib.contextmanager
def taken_up_or_not(stage: Stage) -> Iterator[None]:
    stage.zoom.run("meeting", stage.meeting)
    stage.zoom.script(dock_states.NO_PLAN, match={"path": status_path("meeting", stage.meeting)})
    with obs_streams_itself(stage):
        Livestream(stage.dock).start()
        Livestream(stage.dock).press(HAND_OVER)
        stage.dock.wait_for_notice(TEXT["Notice.LiveTakeUp"], 60.0)
        yield
        Livestream(stage.dock).press(LEAVE_OFF)


@dataclass(frozen=True)
class Named:
    """A state of the dock as the page shows it."""

    name: str
    prepare: Callable[[Place], None]
    bring: Callable[[Stage], State]
    button: str | None = PUSH  # what is to be seen with meeting, page URL and outcome; None: that is not judged


@contextlib.contextmanager
def locked(stage: Stage, keyring: Keyring) -> Iterator[None]:
    """And what the plugin has in memory is not valid any more."""
    keyring.lock()
    stage.zoom.add_token(TOKEN, expired=True)
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT["Short.secret.denied"])
    yield
    keyring.unlock()


# Those before the first push by hand come first: what is seen once there was one is not there in them.
STATES = (
    Named("Account of another computer", account_of_another_computer, waiting_for("Status.UnknownAccount"), CONNECT),
    Named("Account, nothing else", fresh, waiting_for("Status.NoMeeting")),
    Named("Account and destination", with_service, waiting_for("Status.NoMeeting")),
    Named("Page URL missing", without_page, waiting_for("Status.NoPageUrl")),
    Named("OBS has no destination", without_destination, waiting_for("Short.destination.no_url")),
    Named("Nothing entered", with_service, nothing_entered),
    Named("Wrong things entered", with_service, wrong_entered),
    Named("A Zoom address as page", zoom_page, waiting_for("Status.Ready")),
    Named("Ready", all_set, dock_states.ready),
    Named("Ready, on a projected screen", on_a_projected_screen, dock_states.ready),
    Named("Zoom has another key", another_key_in_zoom, dock_states.ready),
    Named("The same in Zoom", same_in_zoom, waiting_for("Status.InSyncChecked")),
    Named("Sending", all_set, dock_states.sending),
    Named("Sent, with the offer", all_set, dock_states.sent),
    # what is read there is scrolled to
    Named("Sent, with details", all_set, details, button=None),
    Named("Sent automatically", automatic, waiting_for("Status.InSync")),
    Named("OBS's settings have changed", all_set, changed),
    Named("Differs", all_set, differs),
    Named("Zoom's settings kept", all_set, kept),
    Named("Waiting", busy_zoom, waiting),
    Named("No network", all_set, no_network),
    Named("Cancelled late", all_set, cancelled),
    Named("Plan missing", all_set, dock_states.plan_missing),
    Named("Permission missing", all_set, dock_states.permission_missing),
    Named("No such meeting", all_set, gone_meeting),
    Named("Scope missing", scope_missing, no_permission),
    Named("OBS streams itself", all_set, obs_streams_itself),
    Named("Livestream: not begun", all_set, dock_states.not_begun),
    Named("Livestream: armed", all_set, dock_states.armed),
    Named("Livestream: starting", all_set, dock_states.starting),
    Named("Livestream: on", all_set, dock_states.live),
    Named("Livestream: perhaps on", all_set, dock_states.perhaps_live),
    Named("Livestream: stopped", all_set, dock_states.running),
    Named("Livestream: hand over?", all_set, asked_to_hand_over, HAND_OVER),
    Named("Livestream: not started, and OBS is off", all_set, taken_up_or_not, LEAVE_OFF),
    Named("Livestream: two senders", all_set, two_senders, STOP_OBS),
)
