# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the unit tests once, cheaply, and then each mutant: one source is compiled, and a test is linked, until one fails.

A build of its own, in build/mutants: neither optimised nor with debug information, and without FFmpeg, as under valgrind.
"""

import hashlib
import json
import os
import re
import resource
import shlex
import shutil
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "mutants"
TIMES = BUILD / "times.json"
COMPILED = BUILD / "compiled.json"
CORES = os.cpu_count() or 1

# An endless loop is a fault that was seen. No other outcome hangs on these: a test's own time is far below.
LIMIT_S = 15
LIMIT_FACTOR = 8
MEMORY_BYTES = 4 << 30

# What a warning would tell of: the project has none. That something is not used any more is not what is looked for.
WARNINGS = ["-Werror", "-Wno-unused", "-Wno-unused-parameter", "-Wno-empty-body"]

# A few of sync's random sequences: what they find, they find early.
ENVIRONMENT = {**os.environ, "UNIT_TEST_SEQUENCES": "1000", "LD_LIBRARY_PATH": str(BUILD / "tests/unit/stubs")}


class Broken(Exception):
    """Nothing can be said of mutants: without any of them, something is wrong."""


@dataclass
class Test:
    name: str  # as in ctest: FOLDER.NAME
    folder: str
    link: list[str]
    members: set[str]  # names of core's objects that are in it
    seconds: float = 0


def _run(command: list[str]) -> str:
    done = subprocess.run(command, cwd=BUILD, capture_output=True, text=True)
    if done.returncode:
        raise Broken(f"{shlex.join(command[:4])} …\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout + done.stderr


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _place() -> Path:
    """Of the thread that asks, for its files."""
    place = BUILD / "places" / threading.current_thread().name
    (place / "tmp").mkdir(parents=True, exist_ok=True)
    return place


def _configure() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    linker = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld"] if shutil.which("ld.lld") else []
    options = ["-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0 -g0", "-DDEEP_CHECKS=ON", *linker]
    _run(["cmake", "-G", "Ninja", "-S", str(ROOT), "-B", str(BUILD), *options])


class Workshop:
    def __init__(self) -> None:
        _configure()
        shutil.rmtree(BUILD / "objects", ignore_errors=True)
        stubs = re.findall(r"^(stub_\w+): phony", _run(["ninja", "-t", "targets", "all"]), re.MULTILINE)
        _run(["ninja", "unit-tests", *stubs])
        self.compiled: dict[str, bool] = json.loads(COMPILED.read_text()) if COMPILED.exists() else {}
        entries = json.loads((BUILD / "compile_commands.json").read_text())
        self.compilers = {str(Path(entry["file"]).relative_to(ROOT)): entry for entry in entries}
        files = sorted((ROOT / "tests/unit").glob("*/test_*.c"))
        with ThreadPoolExecutor(CORES, "place") as pool:
            self.tests = list(pool.map(self._test_of, files))
            self._time_tests(pool)

    def _test_of(self, file: Path) -> Test:
        folder, name = file.parent.name, file.stem.removeprefix("test_")
        program = f"test_{folder}_{name}"
        command = _run(["ninja", "-t", "commands", "-s", f"tests/unit/{program}"]).strip().splitlines()[-1]
        link = shlex.split(re.sub(r"^: && | && :$", "", command))
        trace = _run([*self._to(link, _place() / "traced"), "-Wl,-t"])
        members = set(re.findall(r"libzoom-livestream-core\.a\((\w+)\.c\.o", trace))
        return Test(f"{folder}.{name}", folder, link, members)

    @staticmethod
    def _to(command: list[str], target: Path) -> list[str]:
        return [*command[: command.index("-o") + 1], str(target), *command[command.index("-o") + 2 :]]

    def _time_tests(self, pool: ThreadPoolExecutor) -> None:
        """Without a mutant. What is known of a program from last time counts."""
        known = json.loads(TIMES.read_text()) if TIMES.exists() else {}

        def run(test: Test) -> Optional[str]:
            program = BUILD / test.link[test.link.index("-o") + 1]
            stamp = program.stat().st_mtime_ns
            if known.get(test.name, {}).get("stamp") != stamp:
                begin = time.monotonic()
                if found := self._failure(test, program, 600):
                    return found
                known[test.name] = {"stamp": stamp, "seconds": time.monotonic() - begin}
            test.seconds = known[test.name]["seconds"]
            return None

        failed = list(filter(None, pool.map(run, self.tests)))
        TIMES.write_text(json.dumps(known))
        if failed:
            raise Broken(f"without any mutant: {', '.join(failed)}")

    def _failure(self, test: Test, program: Path, limit_s: float) -> Optional[str]:
        """What of it fails; None: nothing does."""
        temporary = _place() / "tmp"
        process = subprocess.Popen(
            [program],
            cwd=temporary,
            env={**ENVIRONMENT, "TMPDIR": str(temporary)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=_limit_memory,
            start_new_session=True,
        )
        try:
            output = process.communicate(timeout=limit_s)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return f"{test.name} (does not end)"
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        if not process.returncode:
            return None
        failed = re.search(r"\[  FAILED  \] (?!GROUP)(\w+)", output)
        crash = f" (signal {-process.returncode})" if process.returncode < 0 else ""
        leak = " (allocations not freed)" if "allocations were not freed" in output else ""
        return f"{test.name}{' ' + failed[1] if failed else crash or leak}"

    def compile(self, path: str, text: str, target: Path, *options: str) -> bool:
        """The source at path, as if it held the text."""
        entry = self.compilers[path]
        source = _place() / Path(path).name
        source.write_text(text)
        command = shlex.split(entry["command"])
        if Path(command[0]).name == "ccache":
            del command[0]
        command = [str(source) if word == entry["file"] else word for word in self._to(command, target)]
        target.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [*command, *WARNINGS, "-iquote", str((ROOT / path).parent), *options], cwd=BUILD, capture_output=True
        )
        return done.returncode == 0

    def compiles(self, path: str, text: str, target: Path) -> bool:
        """Whether it does. Where that is known from last time the target is not made."""
        key = hashlib.sha256(f"{path}\n{text}".encode()).hexdigest()
        if key not in self.compiled:
            self.compiled[key] = self.compile(path, text, target)
        return self.compiled[key]

    def keep(self) -> None:
        COMPILED.write_text(json.dumps(self.compiled))

    def same_code(self, path: str, text: str) -> bool:
        """Whether an optimising compiler makes the same of it as of what stands there."""
        made = []
        for version in (text, (ROOT / path).read_text()):
            target = _place() / "optimised.o"
            if not self.compile(path, version, target, "-O2"):
                return False
            made.append(target.read_bytes())
        return made[0] == made[1]

    def killer(self, path: str, object_file: Path) -> Optional[str]:
        """The test that fails with it, or None: first those of the file, then of its folder, then what is quick."""
        folder, name = Path(path).parent.name, Path(path).stem

        def order(test: Test) -> tuple[bool, bool, float]:
            return (test.name != f"{folder}.{name}", test.folder != folder or test.seconds > 5, test.seconds)

        for test in sorted((test for test in self.tests if name in test.members), key=order):
            program = _place() / "program"
            link = self._to(test.link, program)
            archive = next(i for i, word in enumerate(link) if word.endswith("libzoom-livestream-core.a"))
            # it comes before the library, which is not asked for what is there already
            _run([*link[:archive], str(object_file), *link[archive:]])
            if found := self._failure(test, program, LIMIT_S + LIMIT_FACTOR * test.seconds):
                return found
        return None
