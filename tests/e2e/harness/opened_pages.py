# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages that OBS opens in the person's browser: what it runs for that notes them down instead."""
from __future__ import annotations

from pathlib import Path

from .wait import wait_until

# what Qt runs where it finds it, before any browser
OPENER = "xdg-open"
# in one go, so that a reader never sees half a line
SCRIPT = """#!/bin/sh
printf '%s\\n' "$1" >>'{pages}'
"""


class OpenedPages:
    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        self.directory = directory  # belongs into OBS's PATH, in front
        self._pages = directory / "pages"
        self._pages.touch()
        script = directory / OPENER
        script.write_text(SCRIPT.format(pages=self._pages))
        script.chmod(0o755)

    def all(self) -> list[str]:
        return self._pages.read_text().splitlines()

    def wait_for_page(self, count: int = 1) -> str:
        """The page that was opened as the `count`th."""
        wait_until(lambda: len(self.all()) >= count, lambda: f"page {count} to be opened; there were {self.all()}")
        return self.all()[count - 1]
