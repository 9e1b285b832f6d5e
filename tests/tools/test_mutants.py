# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests/mutants plants: that its faults can still be planted, and what its rules make."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/mutants"))

from faults import FAULTS, Fault  # noqa: E402
from rules import Source, draw  # noqa: E402

CODE = """/* if (nothing) */
#include "core/base/x.h"

#define MAX 7
#ifdef _WIN32
static int other(void)
{
	return windows(1, 2);
}
#else

static int judge(const char *name, int count)
{
	if (count > MAX && !name)
		return 0;
	plugin_log(LOG_INFO, "%d", count);
	close_it(name, count);
	return strcmp(name, "lamp") == 0;
}
#endif
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "x.c").write_text(CODE)
    return Source(tmp_path, "x.c")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.title)
def test_faults_can_be_planted(fault: Fault) -> None:
    sources = sorted((ROOT / "plugin/core").rglob("*.c"))
    texts = {str(path.relative_to(ROOT)): path.read_text() for path in sources}
    found = fault.find(texts)
    assert found, f"no file holds once: {fault.before}"
    assert found[0] == fault.path


def test_rules(source: Source) -> None:
    assert {(mutant.line, mutant.rule, mutant.words) for mutant in source.mutants()} == {
        (4, "constant", "7 -> 8"),
        (14, "negate", "count > MAX && !name -> !(count > MAX && !name)"),
        (14, "negate", "> -> <="),
        (14, "negate", "! -> (nothing)"),
        (15, "constant", "0 -> 1"),
        (17, "drop", "close_it(name, count) -> (nothing)"),
        (17, "swap", "name, count -> count, name"),
        (18, "negate", "== -> !="),
        (18, "constant", "0 -> 1"),
        (18, "constant", '"lamp" -> "lampx"'),
    }
    assert {mutant.function for mutant in source.mutants()} == {"judge", ""}


def test_a_draw_is_of_its_seed_alone(source: Source, tmp_path: Path) -> None:
    def drawn(seed: int) -> list[str]:
        share = draw([Source(tmp_path, "x.c")], seed, 4)["x.c"]
        assert share.count == 4
        return [share.queues[share.next_rule(number)].pop().key for number in range(share.count)]

    first = drawn(1)
    assert len(set(first)) == 4
    assert drawn(1) == first
    assert any(drawn(seed) != first for seed in range(2, 6))
    # an edit elsewhere does not matter
    (tmp_path / "x.c").write_text(CODE.replace("/* if (nothing) */", "/* if (nothing) */\n\nstatic int more;"))
    assert drawn(1) == first
