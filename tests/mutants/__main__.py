# SPDX-License-Identifier: GPL-2.0-or-later
"""Plants faults in plugin/core, one at a time, and tells which unit test fails for each.

    tests/mutants [--named | --made] [--seed N] [--count N] [--only TEXT] [--again]

--named: only those of faults.py; --made: only those that a rule makes from the seed, spread over all files. --only: those
whose file or words hold the text. --again: those that survived last time. Ends with 1 where less than 95 of 100 are killed
or one of faults.py survives. What changes nothing that a test could see stands in equivalent.txt with its reason: the key
that the table prints, and below it, indented, why.
"""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from faults import FAULTS, Fault
from rules import Share, Source, draw, one_line
from workshop import BUILD, CORES, ROOT, Broken, Workshop

GOAL_PERCENT = 95
# Where all that a rule makes in a file does not compile, the next rule takes its turn.
TRIES = 12
RESULTS = BUILD / "survivors.json"


@dataclass
class Planted:
    place: str  # file:line
    rule: str
    key: str
    path: str
    text: str  # of the whole file
    object_file: Path
    outcome: str = ""
    note: str = ""

    def row(self) -> str:
        words = self.key.split(" ", 1)[1] if self.rule != "named" else self.key
        return f"{self.place:<40} {self.rule:<9} {self.outcome:<17} {self.note:<52} {words[:150]}"


def known_equivalents() -> dict[str, str]:
    """Reasons by keys."""
    found: dict[str, str] = {}
    key = ""
    for line in (Path(__file__).parent / "equivalent.txt").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0] in " \t":
            found[key] = f"{found[key]} {line.strip()}".strip()
        else:
            key = line.strip()
            found[key] = ""
    return found


def plant_named(workshop: Workshop, sources: list[Source], fault: Fault, number: int) -> Planted:
    planted = Planted(fault.path, "named", fault.title, fault.path, "", BUILD / f"objects/named_{number}.o")
    texts = {source.path: source.text for source in sources}
    found = fault.find(texts)
    if not found:
        planted.outcome, planted.note = "NOT FOUND", f"no file holds once: {one_line(fault.before)}"
        return planted
    path, match = found
    planted.path = path
    planted.place = f"{path.removeprefix('plugin/core/')}:{texts[path].count(chr(10), 0, match.start()) + 1}"
    planted.text = texts[path][: match.start()] + fault.after + texts[path][match.end() :]
    if not workshop.compile(path, planted.text, planted.object_file):
        planted.outcome = "does not compile"
    return planted


def plant_made(workshop: Workshop, source: Source, share: Share, equivalents: dict[str, str]) -> list[Planted]:
    """Those of one file, and what did not compile on the way."""
    done: list[Planted] = []
    for number in range(share.count):
        rule, tries = share.next_rule(number), 0
        while rule:
            mutant = share.queues[rule].pop()
            name = f"objects/{source.path.replace('/', '_')}_{len(done)}.o"
            text = source.text[: mutant.begin] + mutant.new + source.text[mutant.end :]
            place = f"{source.path.removeprefix('plugin/core/')}:{mutant.line}"
            planted = Planted(place, rule, mutant.key, source.path, text, BUILD / name)
            done.append(planted)
            if planted.key in equivalents:
                planted.outcome, planted.note = "equivalent", equivalents[planted.key]
                break
            if workshop.compiles(source.path, text, planted.object_file):
                break
            planted.outcome = "does not compile"
            tries += 1
            rule = share.next_rule(number + tries // TRIES)
    return done


def judge(workshop: Workshop, planted: Planted) -> Planted:
    is_made = planted.outcome or planted.object_file.exists()
    if not is_made and not workshop.compile(planted.path, planted.text, planted.object_file):
        planted.outcome = "does not compile"
    if not planted.outcome:
        killer = workshop.killer(planted.path, planted.object_file)
        planted.outcome, planted.note = ("killed", killer) if killer else ("SURVIVED", "")
        if not killer and workshop.same_code(planted.path, planted.text):
            planted.outcome, planted.note = "equivalent", "an optimising compiler makes the same of it"
    planted.object_file.unlink(missing_ok=True)
    if planted.outcome != "does not compile":
        print(planted.row(), flush=True)
    return planted


def summary(all_planted: list[Planted]) -> int:
    print()
    status = 0
    for title, chosen in (
        ("named", [planted for planted in all_planted if planted.rule == "named"]),
        ("made by rule", [planted for planted in all_planted if planted.rule != "named"]),
    ):
        counts = {outcome: sum(planted.outcome == outcome for planted in chosen) for outcome in
                  ("killed", "SURVIVED", "equivalent", "does not compile", "NOT FOUND")}
        judged = counts["killed"] + counts["SURVIVED"]
        if not chosen:
            continue
        percent = 100 * counts["killed"] / judged if judged else 0
        print(f"{title}: {percent:.1f} % of {judged} killed; " + ", ".join(f"{n} {what}" for what, n in counts.items()))
        is_good = percent >= GOAL_PERCENT if title != "named" else counts["killed"] == len(chosen)
        status = status if is_good else 1
    return status


def run(arguments: argparse.Namespace) -> int:
    last: Optional[set[str]] = set(json.loads(RESULTS.read_text())) if arguments.again else None

    def is_wanted(planted: Planted) -> bool:
        return arguments.only in f"{planted.path} {planted.key}" and (last is None or planted.key in last)

    workshop = Workshop()
    equivalents = known_equivalents()
    sources = [Source(ROOT, str(path.relative_to(ROOT))) for path in sorted((ROOT / "plugin/core").rglob("*.c"))]
    with ThreadPoolExecutor(CORES, "place") as pool:
        planted: list[Planted] = []
        if not arguments.made:
            planted += pool.map(lambda n: plant_named(workshop, sources, FAULTS[n], n), range(len(FAULTS)))
        if not arguments.named:
            shares = draw(sources, arguments.seed, arguments.count)
            chosen = [source for source in sources if source.path in shares]
            for some in pool.map(lambda s: plant_made(workshop, s, shares[s.path], equivalents), chosen):
                planted += some
            workshop.keep()
        planted = list(pool.map(lambda one: judge(workshop, one), filter(is_wanted, planted)))
    survivors = [one.key for one in planted if one.outcome in ("SURVIVED", "NOT FOUND")]
    RESULTS.write_text(json.dumps(survivors, indent=1))
    return summary(planted)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--named", action="store_true")
    which.add_argument("--made", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--only", default="")
    parser.add_argument("--again", action="store_true")
    try:
        return run(parser.parse_args())
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
