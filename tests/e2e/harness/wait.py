# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place where tests wait for something that sends no event."""
from __future__ import annotations

import time
from typing import Callable, TypeVar

T = TypeVar("T")

DEFAULT_DEADLINE_S = 30.0
POLL_INTERVAL_S = 0.03


class DeadlineExceeded(AssertionError):
    """What was waited for did not come."""


def wait_until(
    check: Callable[[], T],
    what: str | Callable[[], str],
    deadline_s: float = DEFAULT_DEADLINE_S,
    not_yet: tuple[type[BaseException], ...] = (),
) -> T:
    """Call `check` until it answers something true, and return that.

    An exception named in `not_yet` counts as "not now". `what` completes "waited N s for …"; it may be a function,
    called at the end only, to tell what was there instead.
    """
    end = time.monotonic() + deadline_s
    last_problem: BaseException | None = None
    while True:
        try:
            answer = check()
            if answer:
                return answer
            last_problem = None
        except not_yet as problem:
            last_problem = problem
        if time.monotonic() >= end:
            text = what() if callable(what) else what
            raise DeadlineExceeded(f"waited {deadline_s:g} s for {text}") from last_problem
        time.sleep(POLL_INTERVAL_S)
