# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the end-to-end tests. Run by the system's Python: /usr/bin/python3 -m pytest tests/e2e"""
from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Iterator

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))  # for the package of the stand-in, "zoom"

from harness.display import PrivateDesktop  # noqa: E402
from harness.home import Home  # noqa: E402
from harness.locale_text import LocaleText  # noqa: E402
from harness.prepared import enter_all  # noqa: E402

if TYPE_CHECKING:  # needs the private desktop when it is imported
    from harness.obs import Obs

# Long and with characters that encodings change, so that a leak is found in each.
PLANTED_TOKEN = "eyJhbGciOiJIUzI1NiJ9.planted+token/of=the~tests-4711.Zq9wX3rT7vB1nM5k"
PLANTED_KEY = "planted-key+of/the=tests?bw=1&x=Ty6Gh2Jk9Lm4"

MEETING = 85746065432
STREAM_URL = "rtmps://a.rtmps.youtube.example:443/live2"
PAGE_URL = "https://example.org/live"

FAILED = pytest.StashKey[bool]()


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
    """Where the plugin has been built."""
    value = os.environ.get("ZOOM_PLUGIN_BUILD_DIR")
    return Path(value).resolve() if value else None


@pytest.fixture(scope="session")
def baseline_leaks(display_session: PrivateDesktop) -> Callable[[Obs], int]:
    """OBS's own count of leaks without the plugin, after the same remote control of the same service as in a given
    run: OBS 29 leaks where SetStreamServiceSettings changes the type, for one. Measured once for each sequence of
    requests, when it is asked for."""
    from harness.scene import Scene
    from harness.websocket import RequestFailed

    measured: dict[tuple[str, ...], int] = {}
    # these end in a question to the person, which nobody would answer
    not_repeated = ("StartStream", "StopStream")

    def service_types(run: Obs) -> tuple[str, ...]:
        return (run.first_service.get("type", ""),
                *(data.get("streamServiceType", name) for name, data in run.websocket.changes))

    def measure(run: Obs) -> int:
        requests = service_types(run)
        if requests not in measured:
            scene = Scene(display_session, "baseline", None)
            home = scene.new_home(with_plugin=False)
            if run.first_service:
                home.write_service(run.first_service["settings"], run.first_service["type"])
            obs = scene.launch_obs(home)
            for name, data in run.websocket.changes:
                if name in not_repeated:
                    continue
                with contextlib.suppress(RequestFailed):  # as one to the plugin does
                    obs.websocket.request(name, **data)
            obs.quit()
            measured[requests] = obs.memory_leaks or 0
            complaints = scene.finish(False, None, lambda _: 0)
            assert not complaints, complaints
        return measured[requests]

    return measure


@pytest.fixture
def zoom(display_session):
    """The stand-in for Zoom, which knows PLANTED_TOKEN."""
    from zoom.client import StandIn

    with tempfile.TemporaryDirectory(prefix="zoom.", dir=display_session.directory) as directory:
        with StandIn.start(Path(directory), token=PLANTED_TOKEN) as stand_in:
            yield stand_in


@pytest.fixture
def scene(request: pytest.FixtureRequest, display_session, build_dir, baseline_leaks):
    """What the test starts; judged, and gone, at its end. A test that has `zoom` has it around this."""
    from harness.scene import Scene  # binds to the private desktop

    zoom = request.getfixturevalue("zoom") if "zoom" in request.fixturenames else None
    scene = Scene(display_session, request.node.nodeid.rpartition("/")[2], build_dir)
    if zoom:
        scene.environment.update(OBS_ZOOM_API_URL=zoom.api_url, OBS_ZOOM_OAUTH_URL=zoom.oauth_url,
                                 OBS_ZOOM_CA_FILE=zoom.ca_file)
    yield scene
    complaints = scene.finish(request.node.stash.get(FAILED, False), zoom and zoom.save_journal, baseline_leaks)
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def home(scene) -> Home:
    """An empty home, with the plugin installed."""
    return scene.new_home(with_plugin=True)


@pytest.fixture
def ready_home(home) -> Home:
    """A home in which everything is set up, so that a press of the button pushes."""
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
    from harness.opened_pages import OpenedPages

    pages = OpenedPages(scene.directory / "opener")
    scene.environment["PATH"] = f"{pages.directory}:{scene.desktop.environment['PATH']}"
    return pages


@pytest.fixture(scope="session")
def browser(display_session):
    """One for all tests: none of them leaves anything behind in it but the page it shows."""
    from harness.browser import Browser

    with Browser(display_session.directory / "browser", display_session.environment) as browser:
        yield browser


@pytest.fixture
def meeting(zoom) -> int:
    """The id of a meeting that the stand-in knows, which has no livestream configuration yet."""
    zoom.add_meeting(MEETING)
    return MEETING


@pytest.fixture
def ready_dock(zoom, meeting, ready_home, obs, dock):
    """The dock of an OBS in `ready_home`, when it has looked what Zoom holds."""
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
def texts() -> LocaleText:
    return LocaleText()


@pytest.fixture
def launch_obs(scene, home):
    """launch_obs(home=…, environment=…, prefix=…, arguments=…) starts OBS and returns it when it has loaded."""

    def launch(in_home: Home = home, **options):
        return scene.launch_obs(in_home, **options)

    return launch


@pytest.fixture
def obs(launch_obs):
    """One OBS, started in `home`."""
    return launch_obs()


@pytest.fixture
def dock(obs):
    """The plugin's dock in `obs`, showing."""
    from harness.dock import Dock

    dock = Dock(obs)
    dock.wait_until_showing()
    return dock
