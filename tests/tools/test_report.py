# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests/report makes of the files that a run of the tests leaves."""
from __future__ import annotations

import subprocess
from pathlib import Path

REPORT = Path(__file__).resolve().parents[1] / "report"


def report(results: Path, **files: str) -> str:
    for name, text in files.items():
        (results / f"{name.replace('__', '.')}").write_text(text)
    return subprocess.run([REPORT, results], check=True, capture_output=True, text=True).stdout


def suite(*cases: str) -> str:
    return f"<testsuite>{''.join(cases)}</testsuite>"


def of_ctest(name: str, seconds: float, status: str = "run", output: str = "", inside: str = "") -> str:
    return (f'<testcase name="{name}" time="{seconds}" status="{status}">{inside}'
            f"<system-out>{output}</system-out></testcase>")


def of_pytest(name: str, seconds: float, inside: str = "") -> str:
    return f'<testcase classname="tests" name="{name}" time="{seconds}">{inside}</testcase>'


def test_times_of_parts_and_slowest_tests(tmp_path):
    many = [of_ctest(f"unit.number_{i}", i) for i in range(1, 12)]
    words = report(tmp_path, times__txt="3 packages\n70 building\n", ctest__xml=suite(*many, of_ctest("format", 4.5)))
    assert words.splitlines() == [
        "Time of each part         on the clock    added up   tests",
        "packages                           3 s",
        "building                          70 s",
        "  unit                                        66 s      11",
        "  format                                       4 s       1",
        "",
        "The slowest tests",
        *(f"{i:6}.0 s  unit.number_{i}" for i in range(11, 4, -1)),
        "     4.5 s  format",
        *(f"{i:6}.0 s  unit.number_{i}" for i in range(4, 2, -1)),
        "",
        "No test was skipped.",
    ]


def test_tests_of_pytest_are_told_one_by_one(tmp_path):
    inner = suite(of_pytest("test_one", 2), of_pytest("test_two[a]", 3, '<failure message="no"/>'),
                  of_pytest("test_ends_badly", 1), of_pytest("test_ends_badly", 1, '<error message="left behind"/>'),
                  of_pytest("test_cut_off", 0, '<skipped type="pytest.skip" message="no network of its own"/>'))
    words = report(tmp_path, ctest__xml=suite(of_ctest("e2e.push", 9, "fail")), e2e__push__xml=inner)
    assert "  e2e                                          7 s       4\n" in words
    assert "     3.0 s  e2e.push: test_two[a]\n     2.0 s  e2e.push: test_one\n" in words
    assert words.endswith("\n2 tests failed:\n  e2e.push: test_two[a]\n  e2e.push: test_ends_badly\n\n"
                          "1 test skipped:\n  e2e.push: test_cut_off: no network of its own\n")


def test_skipped_tests_are_told_by_reason(tmp_path):
    skipped = '<skipped message="SKIP_RETURN_CODE=77"/>'
    cases = [of_ctest(f"memcheck.{i}", 1, "notrun", "valgrind cannot run\n", skipped) for i in range(5)]
    cases.append(of_ctest("sanitizer.tsan", 1, "notrun", "first words\nit does not run\n", skipped))
    cases.append(of_ctest("e2e.dock", 0, "disabled", "", '<skipped message="Disabled"/>'))
    assert report(tmp_path, ctest__xml=suite(*cases)).endswith(
        "\n7 tests skipped:\n"
        "  memcheck.0, memcheck.1, memcheck.2 and 2 more: valgrind cannot run\n"
        "  sanitizer.tsan: it does not run\n"
        "  e2e.dock: Disabled\n")


def test_a_run_of_pytest_that_was_ended_counts_as_one_failed_test(tmp_path):
    cases = [of_ctest("e2e.storm", 1200, "fail"), of_ctest("e2e.account", 30, "fail")]
    words = report(tmp_path, ctest__xml=suite(*cases), e2e__storm__xml="<testsu",
                   e2e__account__xml=suite(of_pytest("test_first", 5)))
    assert "\n2 tests failed:\n  e2e.storm\n  e2e.account\n" in words


def test_nothing_is_there(tmp_path):
    assert report(tmp_path).endswith("\nNo test was skipped.\n")
