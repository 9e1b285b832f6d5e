# SPDX-License-Identifier: GPL-2.0-or-later
"""The means of the other tests: that they reach OBS, and that they notice what they are there to notice."""
from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import urllib.parse
import warnings
from pathlib import Path

import pytest
from conftest import PLANTED_KEY, PLANTED_TOKEN
from harness import artifacts, log_judge, ports, processes
from harness.home import MODULE
from harness.leak_baseline import LeakBaseline, ServiceChange
from harness.scene import quit_or_crash
from harness.secrets_scan import scan
from harness.settings_dialog import SettingsDialog
from harness.wait import DeadlineExceeded, wait_until

AWKWARD_KEY = 'a b?c=d&e="f"\\g/é'


@pytest.fixture
def home(scene):
    """These tests are about OBS alone."""
    return scene.homes[0] if scene.goes_on else scene.new_home(with_plugin=False)


@pytest.mark.one_obs
def test_settings_dialog_saves_a_custom_server(obs, home):
    with SettingsDialog(obs) as dialog:
        dialog.set_custom("rtmp://first.example/live", AWKWARD_KEY)
        dialog.apply()
        assert home.read_service()["settings"]["key"] == AWKWARD_KEY
        dialog.set_server("rtmps://second.example:443/live2")
        dialog.set_authentication("someone", "pass word")
        dialog.save()
    saved = home.read_service()
    assert saved["type"] == "rtmp_custom"
    assert saved["settings"]["server"] == "rtmps://second.example:443/live2"
    assert (saved["settings"]["username"], saved["settings"]["password"]) == ("someone", "pass word")

    with SettingsDialog(obs) as dialog:
        dialog.set_custom("rtmp://third.example/live", "third")
        dialog.cancel()
    assert home.read_service() == saved


@pytest.mark.one_obs
@pytest.mark.parametrize("name", ["YouTube - RTMPS", "Mux"])
def test_settings_dialog_chooses_a_service(obs, home, name):
    """One of the short list, and one that is only in the whole list."""
    with SettingsDialog(obs) as dialog:
        dialog.go_to("Stream")
        dialog.choose_service(name)
        if name.startswith("YouTube"):
            dialog.use_stream_key()
        dialog.set_key("the-key")
        dialog.save()
    saved = home.read_service()
    assert saved["type"] == "rtmp_common"
    assert saved["settings"]["service"] == name
    assert saved["settings"]["key"] == "the-key"


@pytest.mark.one_obs
def test_remote_control_and_frame_counter(obs, home):
    obs.websocket.set_stream_service({"server": "rtmp://remote.example/live", "key": AWKWARD_KEY})
    assert home.read_service()["settings"]["key"] == AWKWARD_KEY
    before = obs.websocket.frames_rendered()
    wait_until(lambda: obs.websocket.frames_rendered() > before, "another frame")


def test_restart_after_a_kill_needs_no_person(launch_obs, home):
    home.write_service({"server": "rtmp://kept.example/live", "key": "kept"})
    launch_obs().kill()
    again = launch_obs()
    assert again.websocket.stream_service()["streamServiceSettings"]["server"] == "rtmp://kept.example/live"
    again.close_window()
    again.wait_for_exit()


def test_runs_without_a_network(namespaces, launch_obs):
    # who is not root needs a user namespace for it, and stays the same in it: D-Bus believes in no other user
    same_user = () if os.geteuid() == 0 else (f"--map-user={os.geteuid()}", f"--map-group={os.getegid()}")
    obs = launch_obs(prefix=("unshare", *same_user, "--net"))
    obs.quit()


def test_judge_tells_of_a_crash_and_of_the_plugins_errors(obs):
    obs.expect_log("this one was to come")
    os.kill(obs.pid, signal.SIGSEGV)
    obs.wait_for_exit()
    with open(obs.output_file, "a") as output:
        output.write(f"info: [{MODULE}] all is well\nwarning: [{MODULE}] this one was to come\n"
                     f"error: [{MODULE}] nobody expects this\n")
    complaints = log_judge.complaints(obs, lambda _: 0)
    assert len(complaints) == 2, complaints
    assert "crash_trace.so" in complaints[0]  # where it was then, in whichever thread
    assert "nobody expects this" in complaints[1]
    obs.was_killed = True
    obs.expect_log("nobody expects this")
    assert not log_judge.complaints(obs, lambda _: 0)


@pytest.fixture(scope="module")
def wait_channels():
    """For tests that need the kernel to tell where a process sleeps, which not every one does."""
    sleeper = processes.start(["sleep", "600"])
    try:
        _wait_until_at_rest(sleeper.pid)
        if not Path(f"/proc/{sleeper.pid}/wchan").read_text().strip("0"):
            pytest.skip("this kernel does not tell where a process sleeps")
    finally:
        processes.stop(sleeper)


def _wait_until_at_rest(pid: int) -> None:
    """Until it sleeps, and still does so when it is looked at again: it has got to where it stays."""
    seen = [""]

    def rests() -> bool:
        seen.append(Path(f"/proc/{pid}/status").read_text())
        return seen[-1] == seen[-2] and "State:\tS" in seen[-1]

    wait_until(rests, "it to sleep")


@pytest.mark.parametrize(("waits", "is_deadlocked"), [
    ("lock = threading.Lock(); lock.acquire(); lock.acquire()", True),
    ("time.sleep(600)", False),
    ("threading.Thread(target=time.sleep, args=[600]).start(); threading.Lock().acquire(); threading.Event().wait()", False),
    ("os.execvp('sleep', ['sleep', '600'])", False),
])
def test_a_fork_that_nobody_can_wake_is_known(wait_channels, waits, is_deadlocked):
    program = f"import os, threading, time\nif os.fork() == 0:\n    print('forked', flush=True)\n    {waits}\nos.wait()"
    parent = processes.start([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout.readline() == "forked\n"
        [child] = wait_until(lambda: processes.descendants(parent.pid)[1:], "the fork")
        _wait_until_at_rest(child)
        assert processes.deadlocked_forks(parent.pid) == ([child] if is_deadlocked else [])
    finally:
        processes.stop(parent)


def test_obs_goes_on_without_a_fork_that_nobody_can_wake(wait_channels, launch_obs, held_forks):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        obs = launch_obs(environment=held_forks)
    if "*** a fork is held ***" not in obs.output:
        pytest.skip("this OBS looks at its modules without a fork")
    assert any("look at a module has deadlocked" in str(warning.message) for warning in told)
    obs.websocket.set_stream_service({"server": "rtmp://remote.example/live", "key": AWKWARD_KEY})
    obs.quit()


def test_an_obs_that_cannot_be_quit_tells_where_it_is(obs, monkeypatch):
    def quit_in_vain() -> None:
        raise DeadlineExceeded("it is still there")

    monkeypatch.setattr(obs, "quit", quit_in_vain)
    [complaint] = quit_or_crash(obs)
    assert complaint.startswith("OBS could not be quit: it is still there") and "libQt" in complaint, complaint


AUDIO_FRAMES = "libc.so.6(+0x406b0)\nlibobs.so.0(audio_output_get_sample_rate+0x4)\n"


@pytest.mark.parametrize(("output", "is_known"), [
    ("audio settings reset:\n*** crashed ***\n" + AUDIO_FRAMES, True),
    ("audio settings reset:\n*** crashed ***\nlibobs.so.0(obs_reset_video+0x4)\n", False),
    ("audio settings reset:\n" + AUDIO_FRAMES, False),
    ("obs-zoom-livestream.so\n*** crashed ***\n" + AUDIO_FRAMES, False),
    ("audio settings reset:\n*** crashed ***\n" + AUDIO_FRAMES + "obs-zoom-livestream.so(+0x4)\n", False),
])
def test_judge_knows_a_crash_of_libobs_before_plugins(output, is_known):
    assert log_judge.is_crash_of_audio(output) == is_known


@pytest.mark.parametrize("where, is_told", [
    ("/usr/lib/obs-plugins/obs-websocket.so(+0x1)[0x2]", False),
    (f"/usr/lib/obs-plugins/obs-websocket.so(+0x1)[0x2]\n/here/{MODULE}.so(+0x1)[0x2]", True),
    ("/usr/lib/libobs.so.0(obs_shutdown+0x1)[0x2]", True),
])
def test_judge_knows_a_crash_of_obs_websocket(obs, where, is_told):
    os.kill(obs.pid, signal.SIGSEGV)
    obs.wait_for_exit()
    log, _, _ = obs.output.partition("*** crashed ***")
    unloading = "info: [obs-websocket] [obs_module_unload] Shutting down...\n"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        obs.output_file.write_text(f"{log}\n{unloading}\n*** crashed ***\n{where}\n")
        assert bool(log_judge.complaints(obs, lambda _: 0)) is is_told
        obs.output_file.write_text(f"{log}\n*** crashed ***\n{where}\n")
        assert log_judge.complaints(obs, lambda _: 0)
    obs.was_killed = True


def test_judge_of_a_group_hears_each_line_once(obs, tmp_path, monkeypatch):
    monkeypatch.setattr(obs, "output_file", tmp_path / "output.txt")  # into its own it may write at any time
    monkeypatch.setattr(obs, "judged_bytes", 0)
    obs.expect_log("expected of the first")
    with open(obs.output_file, "a") as output:
        output.write(f"\nwarning: [{MODULE}] expected of the first\nerror: [{MODULE}] half a li")
    assert log_judge.complaints_so_far(obs) == []
    obs.expected_log.clear()
    with open(obs.output_file, "a") as output:
        output.write("ne\n")
    [complaint] = log_judge.complaints_so_far(obs)
    assert "half a line" in complaint
    assert log_judge.complaints_so_far(obs) == []


def test_a_failure_tells_what_obs_did(obs, tmp_path):
    artifacts.keep_living(tmp_path, [obs])
    assert (tmp_path / "screenshot.png").stat().st_size > 0
    windows = (tmp_path / "windows.txt").read_text()
    assert '"OBS' in windows and "Map State: IsViewable" in windows
    threads = (tmp_path / "obs-1-threads.txt").read_text()
    assert re.search(rf"^{obs.pid} [RSD] obs: ", threads, re.MULTILINE), threads
    assert re.search(r"^\d+ [RSD] libobs: graphic", threads, re.MULTILINE), threads
    assert "OBS" in (tmp_path / "obs-1-accessibility.txt").read_text()


CUSTOM, COMMON = "rtmp_custom", "rtmp_common"


def test_leaks_without_the_plugin_are_measured_once(obs, tmp_path):
    """Of each type to start with and each change, whatever their order, and by whichever process."""
    measured = []

    def measure(service_type: str, change: ServiceChange | None) -> int:
        measured.append((service_type, change and change.after))
        return 1 if change is None else 1 + (change.before != change.after)

    for service_type in (CUSTOM, COMMON, COMMON, CUSTOM):
        obs.websocket.set_stream_service({"server": "rtmp://a.example/app", "key": "k"}, service_type)
    first = obs.websocket.stream_service()["streamServiceType"]
    assert first == CUSTOM and len(obs.websocket.changes) == 4
    # from OBS's own type, which is the common one
    assert LeakBaseline(tmp_path / "leaks.json", measure).of(obs) == 1 + 1 + 1 + 0 + 1
    assert sorted(measured, key=str) == sorted(
        [("", None), (COMMON, CUSTOM), (COMMON, None), (CUSTOM, COMMON), (CUSTOM, None), (COMMON, COMMON)], key=str)
    measured.clear()
    assert LeakBaseline(tmp_path / "leaks.json", measure).of(obs) == 4 and measured == []
    # of another OBS nothing is known
    (tmp_path / "leaks.json").write_text(json.dumps({"obs": "another", "leaks": {"": 99}}))
    assert LeakBaseline(tmp_path / "leaks.json", measure).of(obs) == 4 and measured


def test_a_port_is_given_once(monkeypatch):
    """Nobody listens on it yet, and another process may ask for one."""
    taken = ports.claim()
    candidates = iter([taken, *range(ports.FIRST, ports.END)])
    monkeypatch.setattr(ports.random, "randrange", lambda *_: next(candidates))
    assert ports.claim() != taken


def test_waiting_ends():
    with pytest.raises(DeadlineExceeded, match="for nothing"):
        wait_until(lambda: False, "nothing", deadline_s=0.1)


LEAKS = {
    "clear": lambda secret: f"key={secret};",
    "base64 after 0": lambda secret: base64.b64encode(f"{secret} and more".encode()).decode(),
    "base64 after 1": lambda secret: base64.b64encode(f":{secret} and more".encode()).decode(),
    "base64 after 2": lambda secret: base64.b64encode(f"u:{secret} and more".encode()).decode(),
    "base64 for URLs": lambda secret: base64.urlsafe_b64encode(f"u:{secret}".encode()).decode(),
    "percent": lambda secret: "?k=" + urllib.parse.quote(secret, safe=""),
    "form": lambda secret: urllib.parse.urlencode({"k": secret}),
    "JSON": lambda secret: json.dumps({"k": secret}),
    "JSON, slashes": lambda secret: json.dumps({"k": secret}).replace("/", "\\/"),
    "hexadecimal": lambda secret: secret.encode().hex(),
    "HTML": lambda secret: "<b>" + secret.replace("&", "&amp;").replace('"', "&quot;") + "</b>",
}


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("secret", [PLANTED_KEY, PLANTED_TOKEN, AWKWARD_KEY], ids=["key", "token", "awkward"])
def test_scan_finds_a_secret(scene, leak, secret):
    file = scene.directory / "notes.txt"
    file.write_text(f"a line\nbefore {LEAKS[leak](secret)} after\n")
    found = scene.find_secrets(keys={"planted": secret}, tokens={})
    assert [finding.place for finding in found] == [str(file)]
    assert not scene.find_secrets(keys={"other": secret[::-1]}, tokens={})


def test_scan_knows_where_secrets_belong(scene, home):
    home.write_service({"server": "rtmp://a.example/live", "key": PLANTED_KEY})
    home.write_secrets({"default/access_token": PLANTED_TOKEN})
    keys, tokens = {"key": PLANTED_KEY}, {"token": PLANTED_TOKEN}
    assert not scene.find_secrets(keys, tokens)
    # the other way round, each is in a wrong place
    places = {Path(finding.place).name for finding in scene.find_secrets(tokens, keys)}
    assert places == {"service.json", "secrets.json"}


def test_scan_reads_processes_and_windows(scene, launch_obs, home):
    obs = launch_obs(environment={"SOME_VARIABLE": PLANTED_TOKEN})
    found = scan({}, {"token": PLANTED_TOKEN}, [], pid=obs.pid)
    assert [finding.place for finding in found] == [f"/proc/{obs.pid}/environ"]
    with SettingsDialog(obs) as dialog:
        dialog.set_custom("rtmp://" + PLANTED_KEY, "the-key")
        found = scene.find_secrets({"key": PLANTED_KEY}, {})
        assert [finding.place for finding in found] == [f"accessibility of OBS {obs.pid}"]
