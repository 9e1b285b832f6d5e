# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place where tests wait for something that sends no event."""
from __future__ import annotations

import time
from typing import Callable, TypeVar

T = TypeVar("T")

DEFAULT_DEADLINE_S = 30.0
# Each look costs the program that is looked at. What has taken long may be noticed a tenth of that later.
POLL_INTERVAL_MIN_S, POLL_INTERVAL_MAX_S = 0.03, 0.2


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
    begin = time.monotonic()
    last_problem: BaseException | None = None
    while True:
        try:
            answer = check()
            if answer:
                return answer
            last_problem = None
        except not_yet as problem:
            last_problem = problem
        waited_s = time.monotonic() - begin
        if waited_s >= deadline_s:
            text = what() if callable(what) else what
            raise DeadlineExceeded(f"waited {deadline_s:g} s for {text}") from last_problem
        time.sleep(min(max(POLL_INTERVAL_MIN_S, waited_s / 10), POLL_INTERVAL_MAX_S))
