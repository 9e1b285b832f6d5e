# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the end-to-end tests. Run by the system's Python: /usr/bin/python3 -m pytest tests/e2e"""
from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable, Iterator

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))  # for the package of the stand-in, "zoom"

from harness.browser import Browser  # noqa: E402
from harness.display import PrivateDesktop  # noqa: E402
from harness.dock import Dock  # noqa: E402
from harness.home import Home  # noqa: E402
from harness.leak_baseline import LeakBaseline, ServiceChange  # noqa: E402
from harness.locale_text import LocaleText  # noqa: E402
from harness.obs import Obs  # noqa: E402
from harness.opened_pages import OpenedPages  # noqa: E402
from harness.prepared import enter_all  # noqa: E402
from harness.scene import Scene  # noqa: E402
from harness.websocket import RequestFailed  # noqa: E402
from zoom.client import StandIn  # noqa: E402

# Long and with characters that encodings change, so that a leak is found in each.
PLANTED_TOKEN = "eyJhbGciOiJIUzI1NiJ9.planted+token/of=the~tests-4711.Zq9wX3rT7vB1nM5k"
PLANTED_KEY = "planted-key+of/the=tests?bw=1&x=Ty6Gh2Jk9Lm4"

MEETING = 85746065432
STREAM_URL = "rtmps://a.rtmps.youtube.example:443/live2"
PAGE_URL = "https://example.org/live"

# the exit status of tests/machine for what this machine cannot do
SKIPPED = 77

FAILED = pytest.StashKey[bool]()
LAST_OF_GROUP = pytest.StashKey[bool]()


def group_of(item: pytest.Item) -> tuple | None:
    """The cases of a test that is marked `one_obs` share an OBS: they are about Zoom's answers, not about OBS's life."""
    return (item.module, item.originalname) if item.get_closest_marker("one_obs") else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    group = group_of(item)
    item.stash[LAST_OF_GROUP] = group is None or nextitem is None or group_of(nextitem) != group


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    outcome = yield
    if outcome.get_result().failed:
        item.stash[FAILED] = True


@pytest.fixture(scope="session")
def display_session() -> Iterator[PrivateDesktop]:
    with PrivateDesktop() as desktop:
        yield desktop


@pytest.fixture(scope="session")
def build_dir() -> Path | None:
    """Where the plugin has been built; by default, where tests/run builds it."""
    directory = Path(os.environ.get("ZOOM_PLUGIN_BUILD_DIR") or TESTS.parent / "build" / "release")
    return directory.resolve() if directory.is_dir() else None


@pytest.fixture(scope="session")
def baseline_leaks(display_session: PrivateDesktop, build_dir: Path | None) -> Callable[[Obs], int]:
    """OBS's own count of leaks without the plugin, after the same changes of the stream service as in a given run."""
    def measure(service_type: str, change: ServiceChange | None) -> int:
        scene = Scene(display_session, "baseline", None)
        home = scene.new_home(with_plugin=False)
        if service_type:
            home.write_service({"server": STREAM_URL, "key": "key of the baseline"}, service_type)
        obs = scene.launch_obs(home)
        if change:
            with contextlib.suppress(RequestFailed):  # as one to the plugin does
                obs.websocket.set_stream_service(change.settings, change.after)
        obs.quit()
        leaks = obs.memory_leaks
        complaints = scene.finish(False, None, lambda _: 0)
        assert leaks is not None and not complaints, complaints
        return leaks

    return LeakBaseline((build_dir or display_session.directory) / "e2e-leaks.json", measure).of


@pytest.fixture(scope="module")
def stand_in(display_session):
    """One for the file."""
    with tempfile.TemporaryDirectory(prefix="zoom.", dir=display_session.directory) as directory:
        with StandIn.start(Path(directory)) as stand_in:
            yield stand_in


@pytest.fixture
def zoom(request: pytest.FixtureRequest, stand_in):
    """The stand-in for Zoom as it was started, but that it knows PLANTED_TOKEN."""
    # an OBS that goes on has its connection open
    stand_in.reset(drop_connections=group_of(request.node) is None)
    stand_in.add_token(PLANTED_TOKEN)
    return stand_in


@pytest.fixture(scope="module")
def scene_of_group() -> list[Scene]:
    """The one that goes on with the next test of its group, where there is one."""
    return []


@pytest.fixture
def scene(request: pytest.FixtureRequest, display_session, build_dir, baseline_leaks, scene_of_group):
    """What the test starts; judged, and gone, at its end, or at that of its group. A test that has `zoom` has it
    around this."""
    zoom = request.getfixturevalue("zoom") if "zoom" in request.fixturenames else None
    test_name = request.node.nodeid.rpartition("/")[2]
    if scene_of_group:
        scene = scene_of_group.pop()
        scene.go_on(test_name)
    else:
        scene = Scene(display_session, test_name, build_dir)
        if zoom:
            scene.environment.update(OBS_ZOOM_API_URL=zoom.api_url, OBS_ZOOM_OAUTH_URL=zoom.oauth_url,
                                     OBS_ZOOM_CA_FILE=zoom.ca_file)
    yield scene
    failed = request.node.stash.get(FAILED, False)
    complaints = []
    if not request.node.stash[LAST_OF_GROUP] and not failed:
        complaints = scene.judge_so_far()
        if not complaints:
            scene_of_group.append(scene)
            return
    complaints += scene.finish(failed or bool(complaints), zoom and zoom.save_journal, baseline_leaks)
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def home(request: pytest.FixtureRequest, scene) -> Home:
    """An empty home, with the plugin installed; that of the group where its OBS goes on."""
    if scene.goes_on:
        return scene.homes[0]
    return scene.new_home(with_plugin=True, own_picture="own_picture" in request.keywords)


@pytest.fixture
def ready_home(scene, home) -> Home:
    """A home in which everything is set up, so that a press of the button pushes."""
    if not scene.goes_on:
        enter_all(home, PLANTED_TOKEN, MEETING, PAGE_URL, {"server": STREAM_URL, "key": PLANTED_KEY})
    return home


@pytest.fixture
def home_without_account(zoom, home) -> Home:
    """A home in which only the account is missing: the profile has chosen none, and there is none."""
    zoom.add_meeting(MEETING)
    home.set_broadcast(MEETING, PAGE_URL, account=None)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    return home


@pytest.fixture
def opened_pages(scene):
    """What each OBS of the test opens in the person's browser."""
    pages = OpenedPages(scene.directory / "opener")
    scene.environment["PATH"] = f"{pages.directory}:{scene.desktop.environment['PATH']}"
    return pages


@pytest.fixture(scope="session")
def browser(display_session):
    """One for all tests: none of them leaves anything behind in it but the page it shows."""
    with Browser(display_session.directory / "browser", display_session.environment) as browser:
        yield browser


@pytest.fixture
def meeting(zoom) -> int:
    """The id of a meeting that the stand-in knows, which has no livestream configuration yet."""
    zoom.add_meeting(MEETING)
    return MEETING


@pytest.fixture
def ready_dock(zoom, meeting, ready_home, scene, obs, dock):
    """The dock of an OBS in `ready_home`, when it has looked what Zoom holds; in a group, as the last test left it."""
    if not scene.goes_on:
        dock.wait_for_status(LocaleText()["Status.Ready"])
        dock.wait_until_looked()
    return dock


@pytest.fixture
def auto_home(home) -> Home:
    """As `ready_home`, with auto-sync on."""
    enter_all(home, PLANTED_TOKEN, MEETING, PAGE_URL, {"server": STREAM_URL, "key": PLANTED_KEY}, auto_sync=True)
    return home


@pytest.fixture
def in_step_dock(zoom, meeting, auto_home, obs, dock):
    """The dock of an OBS in `auto_home`, when that has been pushed by itself and looked at. The journal is empty."""
    dock.wait_until_in_step()
    dock.wait_until_looked()
    zoom.clear_journal()
    return dock


@pytest.fixture(scope="session")
def namespaces() -> None:
    """For tests that give a program a network of its own, which not every machine allows."""
    probe = subprocess.run([TESTS / "machine", "namespaces"], capture_output=True, text=True)
    if probe.returncode == SKIPPED:
        pytest.skip(probe.stdout.strip())
    assert probe.returncode == 0, probe


@pytest.fixture(scope="session")
def texts() -> LocaleText:
    return LocaleText()


@pytest.fixture
def launch_obs(scene, home):
    """launch_obs(home=…, environment=…, prefix=…, arguments=…) starts OBS and returns it when it has loaded."""

    def launch(in_home: Home = home, **options):
        return scene.launch_obs(in_home, **options)

    return launch


@pytest.fixture
def obs(scene, launch_obs):
    """One OBS, started in `home`, or going on there."""
    return scene.runs[0] if scene.goes_on else launch_obs()


@pytest.fixture
def dock(obs):
    """The plugin's dock in `obs`, showing."""
    dock = Dock(obs)
    dock.wait_until_showing()
    return dock
