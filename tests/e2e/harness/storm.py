# SPDX-License-Identifier: GPL-2.0-or-later
"""Random actions on OBS from two sides at once, remote control and a person, and the laws that hold whatever they do.

All values tell where they belong: those of a profile bear its name, and URL and key that were set together bear the
same number. So each push shows in itself whether it is a mixture, or has gone to the meeting of another profile.
"""
from __future__ import annotations

import contextlib
import itertools
import random
import re
import threading
from typing import Callable, Iterator

from .accessibility import GONE, Widget
from .dock import Dock, KeepInStep
from .home import Home
from .locale_text import LocaleText
from .obs import Obs
from .pushes import livestream_path, patches
from .wait import DeadlineExceeded, wait_until
from .websocket import RequestFailed

TEXT = LocaleText()
MEETINGS = {"First": range(1110000000, 1110000003), "Second": range(2220000000, 2220000003)}
COLLECTIONS = ("Untitled", "Other")
FOREIGN = "foreign"
# of remote control, for each action of the person, who is slower
REMOTE_ACTIONS_PER_ACTION = 10
# nobody listens there: OBS tells at once that it cannot connect
SERVER = "rtmp://127.0.0.1:1"
# of OBS's log
CONNECTING = "] Connecting to RTMP URL"
CONNECTED = f"] Connection to {SERVER}"
STREAM_BEGINS_S = 15.0
URL_OR_KEY = re.compile(r"(?:rtmp://127\.0\.0\.1:1/|key of )(\w+) number (\d+)")
PAGE_URL = re.compile(r"https://example\.org/(\w+)/\d+")


def service(owner: str, number: int) -> dict[str, str]:
    return {"server": f"{SERVER}/{owner} number {number}", "key": f"key of {owner} number {number}"}


def page_url(owner: str, number: int) -> str:
    return f"https://example.org/{owner}/{number}"


def configuration(owner: str, number: int) -> dict[str, str]:
    settings = service(owner, number)
    return {"stream_url": settings["server"], "stream_key": settings["key"], "page_url": page_url(owner, number)}


def prepare(home: Home, zoom, token: str) -> None:
    """Two profiles that are kept in step, each with a meeting of its own."""
    home.sign_in(token)
    for name, meetings in MEETINGS.items():
        home.add_profile(name)
        home.set_broadcast(meetings[0], page_url(name, 0), profile=name, auto_sync=True)
        home.write_service(service(name, 0), profile=name)
        for meeting in meetings:
            zoom.add_meeting(meeting)
    home.remember_a_push_by_hand()
    home.start_with_profile("First")


class Storm:
    def __init__(self, obs: Obs, dock: Dock, zoom, home: Home, seed: int) -> None:
        self.obs = obs
        self._dock = dock
        self._zoom = zoom
        self._home = home
        self._random_of_remote, self._random_of_person = random.Random(seed), random.Random(seed + 1)
        self._number: Iterator[int] = itertools.count(1)
        # what is typed belongs to the profile in which it is typed: none is switched to meanwhile
        self._profile_lock = threading.Lock()
        self._permits = threading.Semaphore(0)
        self._ended = threading.Event()
        self._problem: BaseException | None = None
        self.pushes_by_hand = 0

    def make_collections(self) -> None:
        self._remote("CreateSceneCollection", sceneCollectionName=COLLECTIONS[1])

    # From one side

    def _remote(self, name: str, **data) -> dict:
        return self.obs.websocket.request(name, **data)

    def current_profile(self) -> str:
        return self.obs.websocket.current_profile()

    def _change_service(self) -> None:
        owner = self.current_profile()
        self.obs.websocket.set_stream_service(service(owner, next(self._number)))

    def _switch_profile(self) -> None:
        with self._profile_lock:
            self.obs.websocket.switch_profile(self._random_of_remote.choice(list(MEETINGS)))

    def _pass_through_a_new_profile(self) -> None:
        with self._profile_lock:
            name = f"Passing{next(self._number)}"
            self._remote("CreateProfile", profileName=name)
            self._change_service()
            self.obs.websocket.switch_profile(self._random_of_remote.choice(list(MEETINGS)))

    def _switch_collection(self) -> None:
        self._remote("SetCurrentSceneCollection", sceneCollectionName=self._random_of_remote.choice(COLLECTIONS))

    def _start_stream(self) -> None:
        """Returns when OBS has found that there is nobody to stream to: where a profile is switched while its RTMP
        output connects, OBS itself crashes (mbedtls_x509_crt_parse_path in obs-outputs)."""
        before = self.obs.log.count(CONNECTING)
        self._remote("StartStream")
        with contextlib.suppress(DeadlineExceeded):  # OBS may have refused to begin
            wait_until(lambda: self.obs.log.count(CONNECTING) > before, "the stream to begin", STREAM_BEGINS_S)
        # the end may be told twice
        wait_until(lambda: self.obs.log.rfind(CONNECTED) >= self.obs.log.rfind(CONNECTING), "the stream to end")

    def _stop_stream(self) -> None:
        self._remote("StopStream")

    def _zoom_fails(self) -> None:
        method = self._random_of_remote.choice(("PATCH", "GET"))
        answer = self._random_of_remote.choice((
            {"status": 503, "body": "busy"}, {"cut": "reset"}, {"status": 504, "apply": True},
            {"status": 429, "headers": {"retry-after": "1"}, "body": {"code": 429, "message": "Too many"}}))
        self._zoom.script(answer, match={"method": method})

    REMOTE_ACTIONS = {_change_service: 60, _switch_profile: 12, _pass_through_a_new_profile: 2, _switch_collection: 4,
                      _start_stream: 3, _stop_stream: 3, _zoom_fails: 2}

    def _remote_side(self) -> None:
        actions, weights = list(self.REMOTE_ACTIONS), list(self.REMOTE_ACTIONS.values())
        try:
            while self._permits.acquire() and not self._ended.is_set():
                [action] = self._random_of_remote.choices(actions, weights)
                try:
                    action(self)
                except RequestFailed:
                    pass  # OBS does not do all things at all times
        except Exception as problem:  # told by the other thread
            self._problem = problem

    # From the other

    def _press_push(self) -> None:
        self._dock.root.look_for("button", TEXT["Dock.Push"]).press()
        self.pushes_by_hand += 1

    def _check_again(self) -> None:
        self._dock.root.look_for("button", TEXT["Dock.Check"]).press()

    def _type_page_url(self) -> None:
        with self._profile_lock:
            self._enter("Page URL", "page_url", lambda owner: page_url(owner, next(self._number)))

    def _type_meeting(self) -> None:
        with self._profile_lock:
            self._enter("Meeting", "id", lambda owner: self._random_of_person.choice(MEETINGS[owner]))

    def _enter(self, name: str, member: str, make: Callable[[str], object]) -> None:
        owner = self.current_profile()
        if owner not in MEETINGS:
            return
        value = make(owner)

        def entered() -> bool:
            self._answer_questions()
            field = self._dock.root.look_for("text", name)
            field.ask_for_focus()
            field.set_text(str(value))
            # leaving the field is what makes it count
            self._dock.root.look_for("button", TEXT["Dock.Check"]).ask_for_focus()
            return self._home.read_plugin_settings(owner)["broadcasts"][0][member] == value

        wait_until(entered, f"{value!r} to be saved as {member} of {owner!r}",
                   not_yet=(*GONE, AttributeError, OSError, ValueError))

    def _answer_questions(self) -> None:
        """OBS asks to be looked at, where a stream could not be started."""
        for window in self.obs.application.children():
            if window.role in ("alert", "dialog") and window.is_showing:
                button = window.look_for("button", "OK")
                if button is not None:
                    button.press()
                    # Qt takes its time to press, and begins anew where it is asked again
                    wait_until(lambda: not self._shows(window), f"{window!r} to close")

    @staticmethod
    def _shows(window: Widget) -> bool:
        try:
            return window.is_showing
        except GONE:
            return False

    def _press_if_there(self, name: str, role: str = "button") -> None:
        button = self._dock.root.look_for(role, name)
        if button is not None:
            button.press()

    def _somebody_changes_zoom(self) -> None:
        owner = self._random_of_person.choice(list(MEETINGS))
        meeting = self._random_of_person.choice(MEETINGS[owner])
        self._zoom.configure("meeting", meeting, configuration(FOREIGN, next(self._number)))

    PUSHING_ACTIONS = {_press_push: 4, _check_again: 4, _type_page_url: 4, _type_meeting: 3, _answer_questions: 2}
    # after which OBS's values need not be Zoom's
    OTHER_ACTIONS = {_somebody_changes_zoom: 3, (lambda self: self._press_if_there(TEXT["Dock.Keep"])): 3,
                     (lambda self: self._press_if_there(TEXT["Dock.Undo"])): 3,
                     (lambda self: self._press_if_there(TEXT["Dock.Cancel"])): 3,
                     (lambda self: self._press_if_there(KeepInStep.NAME, "check box")): 1}

    def rage(self, count: int, actions: dict) -> None:
        """So many actions of the person, and several times as many of remote control at the same time."""
        self._ended.clear()
        remote_side = threading.Thread(target=self._remote_side)
        remote_side.start()
        try:
            for action in self._random_of_person.choices(list(actions), list(actions.values()), k=count):
                self._permits.release(REMOTE_ACTIONS_PER_ACTION)
                try:
                    action(self)
                except (*GONE, AssertionError, AttributeError):
                    pass  # what it was meant for went meanwhile, or cannot be pressed now
        finally:
            self._ended.set()
            self._permits.release()
            remote_side.join()
        if self._problem:
            raise AssertionError("the remote side broke down") from self._problem

    # When it is quiet again

    def calm(self) -> None:
        """Zoom works, and nobody waits for an answer."""
        self._zoom.clear_scripts()
        wait_until(self._no_questions, "OBS's questions to be answered", not_yet=GONE)
        if self.current_profile() not in MEETINGS:
            self.obs.websocket.switch_profile("First")

    def _no_questions(self) -> bool:
        self._answer_questions()
        return not any(window.role in ("alert", "dialog") and window.is_showing
                       for window in self.obs.application.children())

    def change_service(self) -> None:
        self._change_service()

    def keep_in_step(self) -> None:
        if not self._dock.keep_in_step.is_checked:
            self._dock.keep_in_step.press()

    def current(self) -> tuple[str, dict[str, str]]:
        """The path of the current broadcast, and what its configuration is to be."""
        settings = self.obs.websocket.stream_service()["streamServiceSettings"]
        broadcast = self._home.read_plugin_settings(self.current_profile())["broadcasts"][0]
        return livestream_path(broadcast["id"]), {
            "stream_url": settings["server"], "stream_key": settings["key"], "page_url": broadcast["page_url"]}

    def wait_until_in_step(self) -> None:
        path, wanted = self.current()

        def pushed() -> list[dict]:
            # the resolution goes by OBS's picture, which stays as it is
            return [{name: entry["fields"].get(name) for name in wanted}
                    for entry in patches(self._zoom) if entry["path"] == path][-1:]

        wait_until(lambda: pushed() == [wanted], lambda: f"{wanted} at {path}, where the last one is {pushed()}; the "
                   f"dock says {self._dock.status()!r}", deadline_s=90.0)
        self._dock.wait_until_in_step()


def see_the_laws(zoom) -> None:
    """Of all PATCHes that there have been."""
    sent = patches(zoom)
    for entry in sent:
        see_no_mixture(entry)
    for path in {entry["path"] for entry in sent}:
        one_meeting = sorted((entry for entry in sent if entry["path"] == path), key=lambda entry: entry["arrived_s"])
        for earlier, later in zip(one_meeting, one_meeting[1:]):
            # which of two ends came first, that of a request the client has given up and its next one, is not known
            if earlier["outcome"] != "client_gone":
                assert earlier["finished_s"] is not None and earlier["finished_s"] <= later["arrived_s"], \
                    f"two pushes at once: {earlier['number']} and {later['number']} of {path}"


def see_no_mixture(entry: dict) -> None:
    fields = entry["fields"]
    url, key = URL_OR_KEY.fullmatch(fields["stream_url"]), URL_OR_KEY.fullmatch(fields["stream_key"])
    page = PAGE_URL.fullmatch(fields["page_url"])
    assert url and key and page, f"unknown values: {fields}"
    assert url.groups() == key.groups(), f"a mixture: {fields}"
    owner = url[1]
    assert page[1] == owner, f"the page of another profile: {fields}"
    meetings = itertools.chain(*MEETINGS.values()) if owner == FOREIGN else MEETINGS[owner]
    assert entry["path"] in map(livestream_path, meetings), f"the meeting of another profile: {entry['path']} {fields}"
