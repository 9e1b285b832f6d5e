# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests/machine makes of programs that do run, that do not, and that hang."""
from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

import pytest

MACHINE = Path(__file__).resolve().parents[1] / "machine"
SKIPPED = 77


@pytest.fixture
def tmp_path():
    """Where programs have been built, they run; from the directory for temporary files they may not."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("ZOOM_PLUGIN_BUILD_DIR")) as directory:
        yield Path(directory)


def machine(*arguments: str | Path, path: Path | None = None) -> tuple[int, str]:
    environment = {**os.environ, **({"PATH": f"{path}:{os.environ['PATH']}"} if path else {})}
    done = subprocess.run([MACHINE, *arguments], env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout


def program(file: Path, script: str) -> Path:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def test_what_runs_is_run_as_it_is(tmp_path):
    probe = program(tmp_path / "probe", "exit 0")
    assert machine("sanitizer", probe) == (0, "possible\n")
    assert machine("sanitizer", probe, "--", "sh", "-c", "echo $0; exit 3", "word") == (3, "word\n")


def test_what_never_runs_is_skipped_with_the_first_fault(tmp_path):
    probe = program(tmp_path / "probe", "echo FATAL: unexpected mapping; kill -ABRT $$")
    status, words = machine("sanitizer", probe, "--", "echo", "never")
    assert status == SKIPPED
    assert words == ("programs with this sanitizer do not run here "
                     "(probe ends by SIGABRT: FATAL: unexpected mapping)\n")


def test_what_finds_no_leaks_here_is_run_without_looking_for_them(tmp_path):
    probe = program(tmp_path / "probe", '[ "$LSAN_OPTIONS" = detect_leaks=0 ]')
    assert machine("sanitizer", probe, "--", "sh", "-c", "echo $LSAN_OPTIONS") == (0, "detect_leaks=0\n")


def test_valgrind_is_given_the_stubs_where_it_bears_them(tmp_path):
    show = ("--", "sh", "-c", "echo ${LD_LIBRARY_PATH%%:*}")
    program(tmp_path / "valgrind", "exit 0")
    assert machine("memcheck", "probe", "stubs", *show, path=tmp_path) == (0, "stubs\n")
    program(tmp_path / "valgrind", 'case $LD_LIBRARY_PATH in stubs*) exit 1;; esac')
    status, words = machine("memcheck", "probe", "stubs", *show, path=tmp_path)
    assert status == 0 and words != "stubs\n"


def test_valgrind_that_does_not_run_at_all(tmp_path):
    program(tmp_path / "valgrind", "echo no; exit 1")
    status, words = machine("memcheck", "probe", "stubs", "--", "echo", "never", path=tmp_path)
    assert (status, words) == (SKIPPED, "valgrind cannot run programs that link libobs here "
                                        "(valgrind ends by status 1: no)\n")


def test_an_answer_is_kept(tmp_path):
    answer = tmp_path / "answer.json"
    program(tmp_path / "valgrind", "exit 0")
    assert machine("--answer", answer, "memcheck", "probe", "stubs", path=tmp_path)[0] == 0
    assert json.loads(answer.read_text())[0] == "env"
    program(tmp_path / "valgrind", "exit 1")
    assert machine("--answer", answer, "memcheck", "probe", "stubs", "--", "echo", "run", path=tmp_path) == (0, "run\n")
    # asked without a command, it looks again
    assert machine("--answer", answer, "memcheck", "probe", "stubs", path=tmp_path)[0] == SKIPPED
    assert machine("--answer", answer, "memcheck", "probe", "stubs", "--", "echo", "run", path=tmp_path)[0] == SKIPPED


def test_namespaces_are_possible_or_the_reason_is_told():
    status, words = machine("namespaces")
    assert (status, words) == (0, "possible\n") or (status == SKIPPED and "permitted" in words)
