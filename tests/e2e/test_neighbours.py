# SPDX-License-Identifier: GPL-2.0-or-later
"""What OBS does with plugins in general, and what this one does then."""
from __future__ import annotations

import re
import subprocess

import pytest
from harness.dock import Dock
from harness.home import MODULE

VERSION = re.search(r"(\d+)\.\d+", subprocess.run(["obs", "--version"], capture_output=True, text=True).stdout)


@pytest.mark.skipif(int(VERSION[1]) < 30, reason="this OBS has no safe mode: it came with 30.0")
def test_safe_mode(zoom, ready_home, launch_obs):
    """OBS loads none but its own; what the person has entered is there again afterwards."""
    safe = launch_obs(arguments=("--safe-mode",))
    assert f"[{MODULE}]" not in safe.log
    assert not Dock(safe).is_showing
    safe.quit()
    dock = Dock(launch_obs())
    dock.wait_for_meeting("857 4606 5432")
