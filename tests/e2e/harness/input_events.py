# SPDX-License-Identifier: GPL-2.0-or-later
"""Real mouse and keyboard events in the private display, and its clipboard."""
from __future__ import annotations

import contextlib
import re
import subprocess
from typing import Iterator

from .wait import wait_until

F1_CODE = 67


def _xdotool(*words: str, text: str | None = None) -> None:
    # Text goes by standard input, so that a typed secret is in no process's arguments.
    subprocess.run(["xdotool", *words], input=text, text=True, check=True, capture_output=True, timeout=60)


def click(x: int, y: int) -> None:
    # Not with --sync, which waits long for a pointer that is there already; the server keeps the order anyway.
    _xdotool("mousemove", str(x), str(y), "click", "1")


def double_click(x: int, y: int) -> None:
    _xdotool("mousemove", str(x), str(y), "click", "--repeat", "2", "--delay", "60", "1")


def point_at(x: int, y: int) -> None:
    _xdotool("mousemove", str(x), str(y))


def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
    middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    _xdotool("mousemove", *map(str, start), "mousedown", "1")
    for place in (middle, end):
        _xdotool("mousemove", *map(str, place))
    _xdotool("mouseup", "1")


def roll_the_wheel(x: int, y: int) -> None:
    """Down, by two steps."""
    _xdotool("mousemove", str(x), str(y), "click", "--repeat", "2", "5")


def _by_code(keys: str) -> str:
    """F1 to F10 by their codes: by their names xdotool presses Alt too, with newer layouts, which have them twice."""
    return re.sub(r"\bF(\d|10)\b", lambda key: str(F1_CODE - 1 + int(key[1])), keys)


def press_keys(keys: str, times: int = 1) -> None:
    """One key or chord, such as "Return" or "ctrl+a"."""
    if times:
        _xdotool("key", "--clearmodifiers", "--delay", "2", *([_by_code(keys)] * times))


@contextlib.contextmanager
def held(key: str) -> Iterator[None]:
    """For as long as somebody takes to notice it."""
    _xdotool("keydown", _by_code(key))
    try:
        yield
    finally:
        _xdotool("keyup", _by_code(key))


def type_text(text: str) -> None:
    if not (text.isascii() and text.isprintable()):
        raise ValueError("the keyboard types printable ASCII only; use set_text or paste")
    _xdotool("type", "--clearmodifiers", "--delay", "2", "--file", "-", text=text)


def copied(selection: str = "clipboard") -> str:
    """What the clipboard holds, or with "primary" what is selected; empty where that is nothing."""
    return subprocess.run(["xclip", "-selection", selection, "-out"], timeout=60, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def copy(text: str) -> None:
    """Into the clipboard. Returns once it is there."""
    # xclip stays in the background as the owner of the clipboard and ends with the display. What was started returns
    # before it has told the server so.
    subprocess.run(["xclip", "-selection", "clipboard", "-in"], input=text.encode(), check=True, timeout=60,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: copied() == text, "the clipboard to be taken over")


def paste(text: str) -> None:
    """Ctrl+V of any text into what has the keyboard."""
    copy(text)
    press_keys("ctrl+v")
