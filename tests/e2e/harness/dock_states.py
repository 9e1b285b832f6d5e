# SPDX-License-Identifier: GPL-2.0-or-later
"""States that the dock is brought into as a person and Zoom do it, from a profile in which everything is set up."""
from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Iterator

from .dock import Dock
from .livestream import START, STOP, Livestream, status_path
from .locale_text import LocaleText
from .obs import Obs
from .wait import wait_until

PUSH_REQUEST = {"method": "PATCH"}
FOREIGN = {"stream_url": "rtmp://foreign.example/app", "stream_key": "somebody else's",
           "page_url": "https://foreign.example/live", "resolution": "1080p"}
NO_PLAN = {"status": 400, "body": {"code": 3161, "message": "Meeting hosting and scheduling capabilities are not allowed "
                                   "for your user account."}}
NO_SCOPE = {"status": 400, "body": {"code": 4711, "message": "Invalid access token, does not contain scopes:"
                                    "[meeting:update:livestream]."}}

TEXT = LocaleText()


@dataclass(frozen=True)
class Stage:
    """A dock, and the Zoom that it talks to."""

    zoom: object
    meeting: int
    obs: Obs
    dock: Dock


# Each leaves the dock in the state for as long as its context lasts.
State = contextlib.AbstractContextManager


@contextlib.contextmanager
def ready(stage: Stage) -> Iterator[None]:
    stage.dock.wait_for_status(TEXT["Status.Ready"])
    stage.dock.wait_until_looked()
    yield


@contextlib.contextmanager
def sent(stage: Stage) -> Iterator[None]:
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT.pattern("Status.InSync"))
    yield


@contextlib.contextmanager
def differs(stage: Stage) -> Iterator[None]:
    """What was sent has been changed by somebody else. There must have been a push."""
    stage.obs.expect_log("holds another stream_url")
    stage.zoom.configure("meeting", stage.meeting, FOREIGN)
    stage.dock.check_again()
    stage.dock.wait_for_status(TEXT["Status.Differs"])
    wait_until(lambda: stage.dock.can_keep, "the button that keeps Zoom's settings")
    yield


@contextlib.contextmanager
def plan_missing(stage: Stage) -> Iterator[None]:
    stage.obs.expect_log("failed: zoom.3161")
    stage.zoom.script(NO_PLAN, match=PUSH_REQUEST)
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT["Short.zoom.3161"])
    yield


@contextlib.contextmanager
def permission_missing(stage: Stage) -> Iterator[None]:
    stage.obs.expect_log("failed: zoom.4711")
    stage.zoom.script(NO_SCOPE, match=PUSH_REQUEST)
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT.pattern("Short.zoom.4711"))
    yield


@contextlib.contextmanager
def sending(stage: Stage) -> Iterator[None]:
    stage.zoom.hold(match=PUSH_REQUEST)
    stage.dock.press_push()
    stage.dock.wait_for_status(TEXT["Status.Pushing"])
    yield
    stage.zoom.release()
    stage.dock.wait_for_status(TEXT.pattern("Status.InSync"))


# Of the livestream. Each leaves the meeting as it has found it: not begun.

@contextlib.contextmanager
def running(stage: Stage) -> Iterator[None]:
    """The meeting runs, and nobody tells whether it is livestreamed."""
    stage.zoom.run("meeting", stage.meeting)
    Livestream(stage.dock).start()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveOn"))
    Livestream(stage.dock).stop()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveStopped"))
    yield
    stage.zoom.run("meeting", stage.meeting, "waiting")


@contextlib.contextmanager
def live(stage: Stage) -> Iterator[None]:
    stage.zoom.run("meeting", stage.meeting)
    stage.zoom.options(start_interval_s=0)
    Livestream(stage.dock).start()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveOn"))
    yield
    Livestream(stage.dock).stop()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveStopped"))
    stage.zoom.run("meeting", stage.meeting, "waiting")


@contextlib.contextmanager
def starting(stage: Stage) -> Iterator[None]:
    stage.zoom.run("meeting", stage.meeting)
    stage.zoom.options(start_interval_s=0)
    stage.zoom.hold(match={"path": status_path("meeting", stage.meeting)})
    Livestream(stage.dock).start()
    stage.dock.wait_for_status(TEXT["Status.LiveStarting"])
    yield
    stage.zoom.release()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveOn"))
    Livestream(stage.dock).stop()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveStopped"))
    stage.zoom.run("meeting", stage.meeting, "waiting")


@contextlib.contextmanager
def perhaps_live(stage: Stage) -> Iterator[None]:
    stage.zoom.run("meeting", stage.meeting)
    stage.zoom.options(start_interval_s=0)
    stage.obs.expect_log("was not started")
    stage.zoom.script({"cut": "close", "apply": True}, match={"path": status_path("meeting", stage.meeting)})
    Livestream(stage.dock).start()
    stage.dock.wait_for_status(TEXT["Status.LivePerhapsStarted"])
    Livestream(stage.dock).wait_for(START, STOP)
    yield
    Livestream(stage.dock).stop()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveStopped"))
    stage.zoom.run("meeting", stage.meeting, "waiting")


@contextlib.contextmanager
def not_begun(stage: Stage) -> Iterator[None]:
    stage.obs.expect_log("was not started")
    Livestream(stage.dock).start()
    stage.dock.wait_for_status(TEXT["Short.zoom.4927"])
    Livestream(stage.dock).wait_for(START)
    yield


@contextlib.contextmanager
def armed(stage: Stage) -> Iterator[None]:
    Livestream(stage.dock).press_arm()
    stage.dock.wait_for_status(TEXT.pattern("Status.LiveArmed"))
    yield
    Livestream(stage.dock).press_arm()
