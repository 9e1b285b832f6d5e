# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the end-to-end tests. Run by the system's Python: /usr/bin/python3 -m pytest tests/e2e

The tests of a file that are marked `one_obs` are a group and share an OBS; a second group there has a name. At the
end of each, OBS goes to an empty profile, which ends what the test has begun. The next test prepares the files of the
profile "Untitled" as if OBS was to be started, and OBS goes back there. So each begins with:

| what | brought about by |
| --- | --- |
| an idle plugin: no push, wait, dialog or half-typed text | leaving the profile |
| stream settings, page URL, auto-sync, the profile's other files | the profile's files, by `ready_home` or `auto_home` |
| a meeting of which nothing is remembered, nothing can be undone | another id, the fixture `meeting` |
| a Zoom as it was started, and no connection to it | `zoom` |
| the first status in the dock | `ready_dock` or `in_step_dock` waits for it |

What the plugin remembers of hosts, tokens and accounts stays, as does that there was a push by hand. A test that
changes one of these or depends on it has an OBS of its own, as has one about OBS's environment, start or end. Groups:

| file | group | not in it |
| --- | --- | --- |
| auto_sync | settings dialog, remote control, import | the first offer; profiles and scripts of the home; the wizard |
| account | what is no token, without an account | what saves or removes a token |
| connections, failures, read_back | all | an environment of its own |
| destination | what stays a custom service | other types of service, of which OBS leaks some memory |
| dock | what is typed, what is told; settings files | first start, end, a second copy, tab order (has the offer of auto-sync) |
| dock, "no account" | forms of a meeting, the host | |
| handover | all | |
| livestream | starts, stops, waits, what Zoom refuses | a restart; another time of day |
| livestream, "settings" | the dialog | its restart, and another profile |
| harness | OBS without the plugin | environment, crash, leaks |
| hotkeys | by name; what needs the person's consent, "allowed" | keys of profiles, which the next OBS has too |
| never_waits | what is cancelled | what ends OBS |
| push | after a success or a cancel | encodings and scopes that are remembered |
| remote | all with that consent | the end of OBS |
| retries | all | what is pending survives OBS |
| zoom_side | all | scopes; what is remembered by the next OBS |
"""
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
from harness.home import IS_INSTALLED_FOR_ALL, Home  # noqa: E402
from harness.leak_baseline import LeakBaseline, ServiceChange  # noqa: E402
from harness.locale_text import LocaleText  # noqa: E402
from harness.obs import Obs  # noqa: E402
from harness.opened_pages import OpenedPages  # noqa: E402
from harness.scene import Scene  # noqa: E402
from harness.wall_clock import LIBRARIES as FAKETIME_LIBRARIES, WallClock  # noqa: E402
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
    """The tests of a file that are marked `one_obs`, with the same name where there is one, share an OBS."""
    mark = item.get_closest_marker("one_obs")
    return mark and (item.module, *mark.args)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A group's tests come one after the other, where the first of them stands."""
    places: dict = {}
    items.sort(key=lambda item: places.setdefault(group_of(item) or item, len(places)))


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
    if IS_INSTALLED_FOR_ALL:  # there is no OBS without it
        return lambda obs: obs.memory_leaks or 0

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
def zoom(stand_in):
    """The stand-in for Zoom as it was started, but that it knows PLANTED_TOKEN."""
    stand_in.reset()
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
        scene = Scene(display_session, test_name, build_dir, is_shared=group_of(request.node) is not None)
        if zoom:
            scene.environment.update(OBS_ZOOM_API_URL=zoom.api_url, OBS_ZOOM_OAUTH_URL=zoom.oauth_url,
                                     OBS_ZOOM_CA_FILE=zoom.ca_file)
    yield scene
    failed = request.node.stash.get(FAILED, False)
    complaints = []
    if not request.node.stash[LAST_OF_GROUP] and not failed:
        complaints = scene.rest()
        if not complaints:
            scene_of_group.append(scene)
            return
    complaints += scene.finish(failed or bool(complaints), zoom and zoom.save_journal, baseline_leaks)
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def home(request: pytest.FixtureRequest, scene) -> Home:
    """An empty home, with the plugin installed; where an OBS goes on its own, with an empty profile."""
    if scene.goes_on:
        return scene.homes[0]
    return scene.new_home(with_plugin=True, own_picture="own_picture" in request.keywords)


def meeting_of(scene: Scene) -> int:
    """Another one for each test of a group: what the plugin remembers is of others. All end in 5432."""
    return MEETING + 10_000 * (scene.tests - 1)


def make_ready(scene: Scene, home: Home, auto_sync: bool = False) -> Home:
    if not scene.goes_on:
        home.sign_in(PLANTED_TOKEN)
    home.set_broadcast(meeting_of(scene), PAGE_URL, auto_sync=auto_sync)
    home.write_service({"server": STREAM_URL, "key": PLANTED_KEY})
    return home


@pytest.fixture
def ready_home(scene, home) -> Home:
    """A home in which everything is set up, so that a press of the button pushes."""
    return make_ready(scene, home)


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
def meeting(zoom, scene) -> int:
    """The id of the meeting of `ready_home`, which the stand-in knows. It has no livestream configuration yet."""
    zoom.add_meeting(meeting_of(scene))
    return meeting_of(scene)


@pytest.fixture
def ready_dock(zoom, meeting, ready_home, obs, dock):
    """The dock of an OBS in `ready_home`, when it has looked what Zoom holds."""
    dock.wait_for_status(LocaleText()["Status.Ready"])
    dock.wait_until_looked()
    dock.wait_for_meeting_info(lambda shown: shown != "")  # which is asked for last
    return dock


@pytest.fixture
def auto_home(scene, home) -> Home:
    """As `ready_home`, with auto-sync on."""
    return make_ready(scene, home, auto_sync=True)


@pytest.fixture
def in_step_dock(zoom, meeting, auto_home, obs, dock):
    """The dock of an OBS in `auto_home`, when that has been pushed by itself and looked at. The journal is empty."""
    dock.wait_until_in_step()
    dock.wait_until_looked()
    dock.wait_for_meeting_info(lambda shown: shown != "")  # which is asked for last
    zoom.clear_journal()
    return dock


@pytest.fixture(scope="session")
def namespaces() -> None:
    """For tests that give a program a network of its own, which not every machine allows."""
    probe = subprocess.run([TESTS / "machine", "namespaces"], capture_output=True, text=True)
    if probe.returncode == SKIPPED:
        pytest.skip(probe.stdout.strip())
    assert probe.returncode == 0, probe


@pytest.fixture
def wall_clock(scene, tmp_path) -> WallClock:
    if not FAKETIME_LIBRARIES:
        pytest.skip("libfaketime is not installed")
    return WallClock(tmp_path / "wall-clock", scene.environment.get("LD_PRELOAD", ""))


@pytest.fixture
def held_disk(scene) -> dict[str, str]:
    """The environment of an OBS whose disk a test can hold: tests/e2e/held_disk.c tells by which names."""
    return _preloaded(scene, "held_disk")


@pytest.fixture
def held_forks(scene) -> dict[str, str]:
    """The environment of an OBS whose forks deadlock: tests/e2e/held_forks.c."""
    return _preloaded(scene, "held_forks")


def _preloaded(scene: Scene, name: str) -> dict[str, str]:
    if "LD_PRELOAD" not in scene.environment:
        pytest.skip("no library can be loaded into this OBS")
    return {"LD_PRELOAD": f"{scene.environment['LD_PRELOAD']} {name}.so"}


@pytest.fixture(scope="session")
def texts() -> LocaleText:
    return LocaleText()


@pytest.fixture
def launch_obs(scene, home):
    """launch_obs(home=…, environment=…, prefix=…, arguments=…) starts OBS and returns it when it has loaded; in a
    group, where the test may neither end it nor launch a second one, it goes on with what `home` holds now."""

    def launch(in_home: Home = home, **options):
        return scene.enter() if scene.goes_on else scene.launch_obs(in_home, **options)

    return launch


@pytest.fixture
def obs(launch_obs):
    """One OBS, started in `home`, or going on there."""
    return launch_obs()


@pytest.fixture
def dock(obs):
    """The plugin's dock in `obs`, showing."""
    dock = Dock(obs)
    dock.wait_until_showing()
    return dock
