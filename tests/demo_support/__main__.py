# SPDX-License-Identifier: GPL-2.0-or-later
"""Called by tests/demo when the plugin has been built; the options are told there."""
from __future__ import annotations

import signal

# As long as there is nothing to clear up, Ctrl+C ends this without a word.
signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse  # noqa: E402
import contextlib  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Iterator  # noqa: E402

from harness import processes  # noqa: E402
from harness.display import temporary_directory  # noqa: E402
from zoom.client import StandIn  # noqa: E402

from . import job as jobs  # noqa: E402
from . import persons_display, questions, virtual_display  # noqa: E402

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """By a signal. Not an Exception, so that nothing on the way takes it for a failure of its own."""

    def __init__(self, number: int) -> None:
        self.number = number


def end(number: int, _frame: object) -> None:
    # A second Ctrl+C must not disturb the clearing up.
    for each in ENDING_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Ended(number)


@contextlib.contextmanager
def private_directory() -> Iterator[Path]:
    """Holds every file that is not meant to stay, readable by nobody else, and marks every process as this demo's."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING_SIGNALS)
    directory = Path(tempfile.mkdtemp(prefix="zoom-demo.", dir=temporary_directory()))
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING_SIGNALS)
        os.environ["TMPDIR"] = tempfile.tempdir = str(directory)
        yield directory
    finally:
        # What was interrupted while it was being started is known to nobody else.
        for pid in processes.with_environment_text(str(directory)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(directory, ignore_errors=True)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests/demo")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--build-dir", type=Path, required=True)
    parser.add_argument("--screenshot", type=Path, required=True)
    return parser.parse_args()


def show(arguments: argparse.Namespace, directory: Path) -> bool:
    """Whether a push arrived."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    with contextlib.ExitStack() as stack:
        zoom, environment = None, {}
        if arguments.real:
            job = questions.ask()
        else:
            job = jobs.invented()
            zoom = stack.enter_context(StandIn.start(directory / "zoom", token=job.token))
            zoom.add_meeting(job.meeting)
            environment = {"OBS_ZOOM_API_URL": zoom.api_url, "OBS_ZOOM_CA_FILE": zoom.ca_file}
            print(f"The stand-in for Zoom listens at {zoom.api_url}")
        if arguments.once or not has_display:
            return virtual_display.run(job, zoom, environment, arguments.build_dir, arguments.screenshot)
        return persons_display.run(job, zoom, environment, arguments.build_dir, directory)


def main() -> int:
    arguments = parse_arguments()
    sys.stdout.reconfigure(line_buffering=True)
    for each in ENDING_SIGNALS:
        signal.signal(each, end)
    try:
        with private_directory() as directory:
            arrived = show(arguments, directory)
    except Ended as ended:
        print("\nEnded. Nothing is left behind.")
        return 128 + ended.number
    except (questions.NoTerminal, EOFError) as problem:
        print(f"demo: {problem or 'the input has ended'}", file=sys.stderr)
        return 2
    except (AssertionError, OSError, RuntimeError, subprocess.SubprocessError) as problem:
        print(f"demo: {problem}", file=sys.stderr)
        return 1
    print("The settings arrived." if arrived else "No settings arrived.")
    return 0 if arrived else 1


if __name__ == "__main__":
    sys.exit(main())
