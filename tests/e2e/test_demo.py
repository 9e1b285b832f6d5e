# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests/demo shows once it has built the plugin: the first that a newcomer sees."""
from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import TESTS
from demo_support import job as jobs, telling

JOB = jobs.invented()
FIELDS = {"stream_url": JOB.server, "stream_key": JOB.stream_key, "page_url": JOB.page_url}


def entry(method: str = "PATCH", status: int = 204, **fields: str) -> dict:
    return {"method": method, "status": status, "fields": {**FIELDS, **fields}}


@pytest.mark.parametrize("pushed, is_push", [
    (entry(), True),
    (entry(resolution="1080p"), True),
    (entry(stream_key="another"), False),
    (entry(stream_url=f"{JOB.server}/"), False),
    (entry(page_url=""), False),
    (entry(status=400), False),
    (entry(method="GET", status=200), False),
    ({"method": "PATCH", "status": 204, "fields": {}}, False),
])
def test_what_is_a_push_of_the_settings(pushed, is_push):
    assert telling.is_push_of(pushed, JOB) == is_push


def test_it_shows_that_the_settings_arrive(build_dir, tmp_path):
    if build_dir is None:
        pytest.skip("the demo shows a plugin that was built here, and this one is installed")
    picture = tmp_path / "demo.png"
    demo = subprocess.run(
        [sys.executable, "-B", "-m", "demo_support", "--once", "--build-dir", build_dir, "--screenshot", picture],
        env={**os.environ, "PYTHONPATH": f"{TESTS}:{TESTS / 'e2e'}"}, cwd=tmp_path, capture_output=True, text=True,
        check=False)
    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert demo.stdout.splitlines()[-1] == "The settings arrived."
    assert JOB.stream_key not in demo.stdout + demo.stderr, "the key is told"
    assert telling.masked(JOB.stream_key) in demo.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
