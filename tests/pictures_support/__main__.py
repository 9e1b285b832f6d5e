# SPDX-License-Identifier: GPL-2.0-or-later
"""Called by tests/pictures when the plugin has been built; the options are told there."""
from __future__ import annotations

import argparse
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path


from harness.accessibility import GONE, Widget
from harness.account_dialog import TITLE as DIALOG
from harness.account_dialog import AccountDialog
from harness.display import PrivateDesktop
from harness.dock import CONNECT, PUSH, TITLE, Dock
from harness.dock_states import TEXT, Stage, differs, ready, sent
from harness.home import DARK, FIRST_PROFILE, LIGHT, MODULE, Home
from harness.in_sight import out_of_sight
from harness.keyring import Keyring
from harness.livestream import DISPLAY_NAME, SETTINGS, Livestream
from harness.obs import Obs
from harness.scene import RESTING, Scene
from harness.websocket import RequestFailed
from zoom.client import StandIn

from . import dialog_steps, page
from .camera import Window
from .page import Picture
from .states import STATES, TOKEN, Named, Place, all_set, locked

THEMES = {"dark": DARK, "light": LIGHT}
SCALES = (1, 2)
# 220 is the narrowest that the dock can be; its inside is as high as OBS 29's own window leaves it, below OBS's title.
WIDTHS, HEIGHT = (220, 300, 600), 360 + 34
# OBS 29's own
OBS_WINDOW = (1079, 729)
IN_OBS = "In OBS's window"
# What a screen of 720 pixels leaves the dialog at 100 %, and one of 900 at 200 %.
ROOM = {1: 640, 2: 820}
# Large enough for the widest at 200 %.
SCREEN = "2560x1900x24"
MEETING = 85746065432


@dataclass
class Session:
    """All pictures of one theme at one scale."""

    scene: Scene
    zoom: StandIn
    out: Path
    theme: str
    scale: int
    only: str
    pictures: list[Picture]

    def wants(self, name: str) -> bool:
        return self.only.lower() in name.lower()

    def _add(self, window: Window, subject: str, detail: str, complaints: list[str]) -> None:
        look = f"{self.theme}, {100 * self.scale} %" + (f", {detail}" if detail else "")
        file = self.out / page.name_of_file(subject, self.theme, f"{100 * self.scale}", detail)
        window.take(file)
        self.pictures.append(Picture(subject, look, file, self.scale, complaints))
        for complaint in complaints:
            print(f"  {subject}, {look}: {complaint}")

    def new_home(self, own_picture: bool = False) -> Home:
        home = self.scene.new_home(with_plugin=True, own_picture=own_picture)
        home.set_theme(THEMES[self.theme])
        home.hide_replaced_api()
        return home

    def launch(self, home: Home, **environment: str) -> Obs:
        return self.scene.launch_obs(home, {"QT_SCALE_FACTOR": str(self.scale), **environment})

    def dock_of(self, obs: Obs) -> tuple[Dock, Window]:
        """Floating, so that it takes any size."""
        dock = Dock(obs)
        dock.wait_until_showing()
        dock.float()
        return dock, Window(obs, TITLE)

    def take_dock(self, dock: Dock, window: Window, name: str, button: str | None) -> None:
        for width in WIDTHS:
            window.resize(width * self.scale, HEIGHT * self.scale, lambda size: self._has(dock.root, size))
            self._add(window, name, f"{width} px", out_of_sight(dock, button) if button else [])

    def _has(self, widget: Widget, size: tuple[int, int]) -> bool:
        # in pixels of the screen, or of the widget: that differs by Qt
        told = widget.extents[2:]
        return size in (told, tuple(side * self.scale for side in told))

    # The dock

    def take_states(self) -> None:
        wanted = [state for state in STATES if self.wants(state.name)]
        is_locked_wanted = self.wants("Keychain locked")
        if not wanted and not is_locked_wanted:
            return
        with Keyring(self.scene.desktop, self.scene.directory / f"keyring-{self.theme}-{self.scale}") as keyring:
            home = self.new_home()
            sign_in_by_keychain(home, keyring, self.zoom)
            obs = self.launch(home, OBS_ZOOM_SECRETS="")
            dock, window = self.dock_of(obs)
            for number, state in enumerate(wanted):
                self._take_state(state, Place(home, self.zoom, MEETING + 10_000 * number), obs, dock, window)
            if is_locked_wanted:
                all_else = Place(home, self.zoom, MEETING + 10_000 * len(STATES))
                state = Named("Keychain locked", STATES[-1].prepare, lambda stage: locked(stage, keyring))
                self._take_state(state, all_else, obs, dock, window)
            obs.quit()

    def _take_state(self, state: Named, place: Place, obs: Obs, dock: Dock, window: Window) -> None:
        print(f"{self.theme} {100 * self.scale} % {state.name}", flush=True)
        place.zoom.reset()
        place.zoom.add_token(TOKEN)
        place.zoom.add_meeting(place.meeting)
        try:
            obs.websocket.switch_profile(RESTING)
            place.home.empty_profile()
            state.prepare(place)
            obs.websocket.switch_profile(FIRST_PROFILE)
            with state.bring(Stage(place.zoom, place.meeting, obs, dock)):
                self.take_dock(dock, window, state.name, state.button)
        except (AssertionError, RequestFailed, *GONE) as problem:
            # the others are worth to be seen all the same
            traceback.print_exc()
            self._add(window, state.name, "not reached", [f"this state was not reached: {problem}"])

    # All of OBS

    def take_window(self) -> None:
        """The dock where it shows itself, in OBS's own size."""
        if not self.wants(IN_OBS):
            return
        print(f"{self.theme} {100 * self.scale} % {IN_OBS}", flush=True)
        self.zoom.reset()
        self.zoom.add_token(TOKEN)
        self.zoom.add_meeting(MEETING)
        home = self.new_home(own_picture=True)
        home.sign_in(TOKEN)
        all_set(Place(home, self.zoom, MEETING))
        obs = self.launch(home)
        window, dock = Window(obs, "OBS "), Dock(obs)
        dock.wait_until_showing()
        width, height = (side * self.scale for side in OBS_WINDOW)
        window.resize(width, height, lambda size: self._has(obs.main_window, size))
        stage = Stage(self.zoom, MEETING, obs, dock)
        for state in (ready, sent, differs):
            with state(stage):
                self._add(window, f"{IN_OBS}: {state.__name__}", "", out_of_sight(dock, PUSH))
        obs.quit()

    # The dialogs

    def take_livestream_settings(self) -> None:
        if not self.wants(SETTINGS):
            return
        self.zoom.reset()
        self.zoom.add_token(TOKEN)
        self.zoom.add_meeting(MEETING)
        home = self.new_home()
        home.sign_in(TOKEN)
        all_set(Place(home, self.zoom, MEETING))
        obs = self.launch(home)
        dock, _ = self.dock_of(obs)
        dock.wait_for_status(TEXT["Status.Ready"])
        dialog = Livestream(dock).open_settings()
        self._add(Window(obs, SETTINGS), SETTINGS, "", [])
        dialog.field(DISPLAY_NAME).set_text("n" * 51)
        dialog.press("Save")
        dialog.wait_for_label(f"{DISPLAY_NAME} error", TEXT["Live.DisplayName.TooLong"])
        self._add(Window(obs, SETTINGS), SETTINGS, "a name too long", [])
        obs.quit()

    def _does_not_fit(self, window: Window, dialog: AccountDialog) -> list[str]:
        height = window.size[1] // self.scale
        complaints = [f"it is {height} pixels high"] if height > ROOM[self.scale] else []
        return complaints + (["something has to be scrolled to"] if dialog.root.look_for("scroll bar") else [])

    def take_dialog(self) -> None:
        if not self.wants("First start") and not self.wants("Guide"):
            return
        print(f"{self.theme} {100 * self.scale} % dialog", flush=True)
        self.zoom.reset()
        self.zoom.add_token(TOKEN)
        obs = self.launch(self.new_home())
        dock, window = self.dock_of(obs)
        if self.wants("First start"):
            dock.wait_for_status(TEXT["Status.NoAccount"])
            self.take_dock(dock, window, "First start", CONNECT)
        step = "Guide"
        try:
            for step in dialog_steps.go_through(dock, self.zoom) if self.wants("Guide") else ():
                window = Window(obs, DIALOG)
                self._add(window, step, "", self._does_not_fit(window, AccountDialog(obs)))
        except (AssertionError, *GONE) as problem:
            traceback.print_exc()
            self._add(Window(obs, DIALOG), f"Guide: after {step}", "", [f"the next step was not reached: {problem}"])
        obs.quit()


def sign_in_by_keychain(home: Home, keyring: Keyring, zoom: StandIn) -> None:
    home.sign_in(TOKEN)
    home.secrets_file.unlink()
    keyring.store(MODULE, f"default/access_token@127.0.0.1:{zoom.port}", TOKEN)


def take_all(arguments: argparse.Namespace, out: Path) -> list[Picture]:
    pictures: list[Picture] = []
    with PrivateDesktop(SCREEN) as desktop, StandIn.start(desktop.directory / "zoom") as zoom:
        for theme in arguments.theme or THEMES:
            for scale in arguments.scale or SCALES:
                scene = Scene(desktop, "pictures", arguments.build_dir, is_shared=True)
                scene.environment.update(OBS_ZOOM_API_URL=zoom.api_url, OBS_ZOOM_OAUTH_URL=zoom.oauth_url,
                                         OBS_ZOOM_CA_FILE=zoom.ca_file)
                session = Session(scene, zoom, out, theme, scale, arguments.only, pictures)
                try:
                    session.take_dialog()
                    session.take_states()
                    session.take_window()
                    session.take_livestream_settings()
                finally:
                    for obs in scene.runs:
                        obs.clean_up()
    return pictures


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/pictures")
    parser.add_argument("--from", dest="start", type=Path, required=True)
    parser.add_argument("--build-dir", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--scale", action="append", type=int, choices=SCALES)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    out = (arguments.start / arguments.out).resolve() if arguments.out else arguments.build_dir.parent / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    pictures = take_all(arguments, out)
    if not pictures:
        print(f"No state has {arguments.only!r} in its name. The guide's steps come together, as \"guide\".")
        return 1
    print(f"{len(pictures)} pictures: {page.write(out, 'Zoom Livestream in OBS', pictures)}")
    return 1 if any(picture.complaints for picture in pictures) else 0


if __name__ == "__main__":
    sys.exit(main())
