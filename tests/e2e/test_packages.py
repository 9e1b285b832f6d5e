# SPDX-License-Identifier: GPL-2.0-or-later
"""The package for one person, as it is used: unpacked among a person's plugins. `tests/package` has the others."""
from __future__ import annotations

import subprocess

from conftest import make_ready
from harness.dock import Dock
from harness.home import MODULE
from harness.pushes import patches


def test_the_tarball_is_unpacked_and_pushes(zoom, meeting, scene, build_dir, texts, tmp_path):
    subprocess.run(["cpack", "--config", build_dir / "CPackConfig.cmake", "-G", "TGZ", "-B", tmp_path / "packages"],
                   check=True, capture_output=True)
    [tarball] = (tmp_path / "packages").glob("*.tar.gz")
    home = scene.new_home(with_plugin=False)
    plugins = home.obs_config / "plugins"
    plugins.mkdir()
    subprocess.run(["tar", "--extract", "--file", tarball, "--directory", plugins], check=True)
    assert [path.name for path in plugins.iterdir()] == [MODULE]
    make_ready(scene, home)

    dock = Dock(scene.launch_obs(home))
    dock.wait_until_showing()
    dock.wait_for_status(texts["Status.Ready"])
    dock.press_push()
    dock.wait_for_status(texts.pattern("Status.InSync"))
    [entry] = patches(zoom)
    assert entry["status"] == 204
