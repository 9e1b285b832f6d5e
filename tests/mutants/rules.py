# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes faults by rules: every place in a source where one of them applies, and what then stands there."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Iterator

_COMMENT = r"/\*.*?\*/|//[^\n]*"
_TEXT = r'"(?:\\.|[^"\\\n])*"'
_CHARACTER = r"'(?:\\.|[^'\\\n])+'"
_PIECE = re.compile(rf"(?P<comment>{_COMMENT})|(?P<text>{_TEXT})|(?P<character>{_CHARACTER})", re.DOTALL)
_WINDOWS = re.compile(r"^#ifdef _WIN32\n.*?(?=^#else|^#endif)", re.DOTALL | re.MULTILINE)
_DIRECTIVE = re.compile(r"^#[ \t]*(?!define[ \t]+\w+[ \t]+[^\n]*$)(?:\\\n|[^\n])*", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.])(?P<digits>0x[0-9a-fA-F]+|\d+)(?P<suffix>[uUlL]*)(?![\w.])")
_CALL = re.compile(r"(?P<name>\b[a-z_]\w*)\(")
_STATEMENT = re.compile(r"^\t+(?P<call>(?:\(void\))?[a-z_][\w.]*(?:->[\w.]+)*(?=\())", re.MULTILINE)
_HEAD = re.compile(r"^(?:[a-z][\w \t*]*?[ \t*])(?P<name>\w+)\((?=[^;]*?\)\n\{)", re.MULTILINE)
_NO_CALL = {"if", "while", "for", "switch", "return", "sizeof", "defined"}
# what a log says is nobody's to prove, and what is named unused does nothing
_UNTOUCHED = re.compile(r"\b(?:plugin_log|UNUSED_PARAMETER)\(")
# these say the same either way round
_SYMMETRIC = re.compile(r"(?:^|_)(?:strn?cmp|memcmp|strcasecmp|same|equal|equals)$|^astrcmpi(?:_n)?$")
_OTHER = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_COMPARISON = re.compile(r"(?<= )(==|!=|<=|>=|<|>)(?=[ \n])")

RULES = ("negate", "drop", "constant", "swap")


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@dataclass(frozen=True)
class Mutant:
    """Instead of what stands from begin to end in the file there is new."""

    path: str
    rule: str
    begin: int
    end: int
    new: str
    line: int
    function: str
    old: str
    number: int = 1  # of those in the function that read the same

    @property
    def words(self) -> str:
        return f"{one_line(self.old)} -> {one_line(self.new) or '(nothing)'}"

    @property
    def key(self) -> str:
        """The same after edits elsewhere in the file."""
        place = f" #{self.number}" if self.number > 1 else ""
        return f"{self.path} {self.function or '(file)'}{place}: {self.words}"


class Source:
    def __init__(self, root: Path, path: str):
        self.path = path
        self.text = (root / path).read_text()

    @cached_property
    def code(self) -> str:
        """The text with blanks for comments, texts, characters, directives and what is Windows' alone."""

        def blank(match: re.Match) -> str:
            return re.sub(r"[^\n]", " ", match[0])

        code = _PIECE.sub(lambda match: blank(match) if match["comment"] else re.sub(r"[^\n\"']", "_", match[0]), self.text)
        return _DIRECTIVE.sub(blank, _WINDOWS.sub(blank, code))

    def close(self, opened: int) -> int:
        """Offset of the bracket that closes the one at opened."""
        depth = 0
        for offset in range(opened, len(self.code)):
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(self.code[offset], 0)
            if not depth:
                return offset
        raise ValueError(f"{self.path}: a bracket is not closed")

    @cached_property
    def untouched(self) -> list[tuple[int, int]]:
        return [(match.start(), self.close(match.end() - 1)) for match in _UNTOUCHED.finditer(self.code)]

    @cached_property
    def functions(self) -> list[tuple[int, int, str]]:
        found = []
        for match in _HEAD.finditer(self.code):
            body = self.close(match.end() - 1) + 2
            found.append((body, self.close(body), match["name"]))
        return found

    def function_at(self, offset: int) -> str:
        return next((name for begin, end, name in self.functions if begin < offset < end), "")

    def mutants(self) -> list[Mutant]:
        counts: dict[tuple[str, str, str], int] = {}
        found = []
        for rule, begin, end, new in sorted({*_negations(self), *_drops(self), *_constants(self), *_swaps(self)}):
            if any(first <= begin <= last for first, last in self.untouched):
                continue
            function, old = self.function_at(begin), self.text[begin:end]
            key = (function, one_line(old), one_line(new))
            counts[key] = counts.get(key, 0) + 1
            line = self.text.count("\n", 0, begin) + 1
            found.append(Mutant(self.path, rule, begin, end, new, line, function, old, counts[key]))
        return found

    def arguments(self, opened: int) -> list[tuple[int, int]]:
        """Of the call whose bracket opens there."""
        closed = self.close(opened)
        cuts, offset = [opened], opened + 1
        while offset < closed:
            if self.code[offset] in "([{":
                offset = self.close(offset)
            elif self.code[offset] == ",":
                cuts.append(offset)
            offset += 1
        cuts.append(closed)
        found = []
        for before, after in zip(cuts, cuts[1:]):
            argument = self.code[before + 1 : after]
            found.append((before + 1 + len(argument) - len(argument.lstrip()), before + 1 + len(argument.rstrip())))
        return found


Place = tuple[str, int, int, str]


def _negations(source: Source) -> Iterator[Place]:
    for match in re.finditer(r"\b(?:if|while) \(", source.code):
        begin, end = match.end(), source.close(match.end() - 1)
        yield "negate", begin, end, f"!({source.text[begin:end]})"
    for match in _COMPARISON.finditer(source.code):
        if source.function_at(match.start()):
            yield "negate", match.start(), match.end(), _OTHER[match[0]]
    for match in re.finditer(r"!(?=[a-z(])", source.code):
        yield "negate", match.start(), match.end(), ""


def _drops(source: Source) -> Iterator[Place]:
    for match in _STATEMENT.finditer(source.code):
        if match["call"] in _NO_CALL or not source.function_at(match.start()):
            continue
        before = source.code[: match.start()].rstrip()
        end = source.close(match.end()) + 1
        if source.code[end] == ";" and (before[-1:] in ";{})" or before.endswith("else") or before[-1:] == ":"):
            yield "drop", match.start("call"), end, ""


def _constants(source: Source) -> Iterator[Place]:
    for match in _NUMBER.finditer(source.code):
        # an initialiser of nothing
        if source.code[match.start() - 1] == "{" and source.code[match.end()] == "}":
            continue
        value = int(match["digits"], 16 if match["digits"].startswith("0x") else 10)
        yield "constant", match.start(), match.end(), f"{value + 1}{match['suffix']}"
    for match in re.finditer(r"\b(?:true|false)\b", source.code):
        yield "constant", match.start(), match.end(), "false" if match[0] == "true" else "true"
    for match in re.finditer(r'"_+"', source.code):
        text = source.text[match.start() : match.end()]
        yield "constant", match.start(), match.end(), text[:-1] + 'x"'


def _swaps(source: Source) -> Iterator[Place]:
    for match in _CALL.finditer(source.code):
        is_left = match["name"] in _NO_CALL or _SYMMETRIC.search(match["name"])
        if is_left or not source.function_at(match.start()):
            continue
        arguments = source.arguments(match.end() - 1)
        for (begin, middle), (other, end) in zip(arguments, arguments[1:]):
            first, second = source.text[begin:middle], source.text[other:end]
            if one_line(first) != one_line(second):
                yield "swap", begin, end, second + source.text[middle:other] + first


@dataclass
class Share:
    """What is to be made in one file: so many, of one rule after the other."""

    count: int
    order: list[str]
    queues: dict[str, list[Mutant]]  # of each rule, the next one last

    def next_rule(self, number: int) -> str:
        """For the mutant of that number; where a rule has no more, the one after it. Empty: there is none."""
        rules = [self.order[(number + i) % len(self.order)] for i in range(len(self.order))]
        return next((rule for rule in rules if self.queues[rule]), "")


def draw(sources: list[Source], seed: int, count: int) -> dict[str, Share]:
    """For each file its share, by how many mutants it could have.

    The order comes from the seed and from what each reads, so that an edit elsewhere leaves the others where they are.
    """

    def rank(*words: str) -> str:
        return hashlib.sha256(" ".join([str(seed), *words]).encode()).hexdigest()

    candidates = {source.path: source.mutants() for source in sources}
    total = sum(map(len, candidates.values()))
    dues = {path: count * len(mutants) / total for path, mutants in candidates.items() if mutants}
    counts = {path: max(int(due), 1) for path, due in dues.items()}
    # none goes without one; those that are owed most get what is left
    for path in sorted(dues, key=lambda path: (counts[path] - dues[path], path)):
        counts[path] += sum(counts.values()) < count
    shares = {}
    for path in dues:
        queues = {
            rule: sorted(
                (mutant for mutant in candidates[path] if mutant.rule == rule),
                key=lambda mutant: rank(mutant.key),
                reverse=True,
            )
            for rule in RULES
        }
        shares[path] = Share(counts[path], sorted(RULES, key=lambda rule: rank(path, rule)), queues)
    return shares
