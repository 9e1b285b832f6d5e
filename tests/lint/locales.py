# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts of data/locale: those that the code names are there, those that are there are named, with what they hold."""

import re
from typing import Iterator

from sources import Finding, Tree

LOCALES = "data/locale"
FIRST = "en-US.ini"

# Names that are put together at run time: a text of that prefix is used, whatever comes behind it, where the code names
# the prefix. (Problems have a rule of their own.)
PREFIXES = ("Account.Method.", "Account.About.", "Account.Cost.")

# Of these each has one, by its name: what is not possible without the scope.
SCOPES = "plugin/core/zoom/scope.c"

# What problem_text fills in.
PROBLEM_PREFIXES = ("Problem.", "Remedy.", "Short.")
PROBLEM_TEXT = "plugin/core/model/problem_text.c"

# What stands in the dock's foot, which does not scroll and is never cut.
FOOT_PREFIXES = ("Short.", "Status.", "Notice.")
FOOT_CHARACTERS_MAX = 80

_LINE = re.compile(r'(?P<name>[A-Za-z0-9_.]+)="(?P<text>.*)"')
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:\.[A-Za-z0-9_]+)+")
_SCOPE = re.compile(r"\w+:\w+:\w+")
_CODE = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Locale:
    def __init__(self, path: str, text: str):
        self.path = path
        self.texts: dict[str, tuple[int, str]] = {}
        self.faults: list[Finding] = []
        for number, line in enumerate(text.splitlines(), 1):
            match = _LINE.fullmatch(line)
            if match and match["name"] in self.texts:
                self.faults.append((path, number, f"{match['name']} stands twice"))
            elif match:
                self.texts[match["name"]] = number, match["text"]
            elif line and line[0] not in "#;":
                self.faults.append((path, number, 'is no NAME="text"'))

    def placeholders(self, name: str) -> set[str]:
        return set(_PLACEHOLDER.findall(self.texts[name][1]))


def _is_built(name: str, literals: set[str]) -> bool:
    return any(name.startswith(prefix) and prefix.rstrip(".") in literals for prefix in PREFIXES)


def _is_code_known(code: str, literals: set[str]) -> bool:
    family, _, rest = code.partition(".")
    if rest == "other":
        return any(literal.startswith(family + ".") for literal in literals)
    return code in literals or family + ".%ld" in literals


def _in_code(tree: Tree, first: Locale) -> Iterator[Finding]:
    families = {name.split(".")[1] for name in first.texts if name.startswith(PROBLEM_PREFIXES)}

    for source in tree.below("plugin/"):
        for offset, literal in source.strings:
            line = source.line_of(offset)
            if source.path == SCOPES and _SCOPE.fullmatch(literal):
                name = "Account.Cost." + literal.replace(":", ".")
                if name not in first.texts:
                    yield source.path, line, f"{first.path} has no text {name}"
            elif _NAME.fullmatch(literal):
                if literal not in first.texts and literal + "." not in PREFIXES:
                    yield source.path, line, f"{first.path} has no text {literal}"
            elif _CODE.fullmatch(literal) and literal.partition(".")[0] in families:
                family = literal.partition(".")[0]
                if not {f"Problem.{literal}", f"Problem.{family}.other"} & set(first.texts):
                    yield source.path, line, f"{first.path} has no text Problem.{literal}"


def _in_first(tree: Tree, first: Locale) -> Iterator[Finding]:
    literals = {literal for source in tree.below("plugin/") for _, literal in source.strings}
    of_problems = {
        literal for source in tree.below(PROBLEM_TEXT) for _, literal in source.strings if literal.isalpha()
    }
    others = {name for literal in literals for name in _PLACEHOLDER.findall(literal)}

    for name, (line, _) in first.texts.items():
        is_problem = name.startswith(PROBLEM_PREFIXES)
        if is_problem and not _is_code_known(name.partition(".")[2], literals):
            yield first.path, line, f"{name} is of no problem that the code has"
        if not is_problem and name not in literals and not _is_built(name, literals):
            yield first.path, line, f"{name} is not used"
        for placeholder in sorted(first.placeholders(name) - (of_problems if is_problem else others)):
            yield first.path, line, f"{name}: nothing fills in {{{placeholder}}}"


def _in_foot(first: Locale) -> Iterator[Finding]:
    for name, (line, text) in first.texts.items():
        if name.startswith(FOOT_PREFIXES) and len(text) > FOOT_CHARACTERS_MAX:
            yield first.path, line, f"{name} has {len(text)} characters, and may have {FOOT_CHARACTERS_MAX}"
        family, _, code = name.partition(".")
        if family == "Problem" and f"Short.{code}" not in first.texts:
            yield first.path, line, f"{name} has no short form Short.{code}"


def _in_translation(first: Locale, other: Locale) -> Iterator[Finding]:
    for name in first.texts:
        if name not in other.texts:
            yield other.path, 1, f"{name} is missing"
    for name, (line, _) in other.texts.items():
        if name not in first.texts:
            yield other.path, line, f"{name} is no text of {FIRST}"
        elif other.placeholders(name) != first.placeholders(name):
            yield other.path, line, f"{name} has other placeholders than in {FIRST}"


def findings(tree: Tree) -> Iterator[Finding]:
    paths = sorted((tree.root / LOCALES).glob("*.ini"))
    locales = {path.name: Locale(f"{LOCALES}/{path.name}", path.read_text(encoding="utf-8")) for path in paths}

    if FIRST not in locales:
        yield f"{LOCALES}/{FIRST}", 1, "is missing"
        return
    first = locales.pop(FIRST)
    for locale in (first, *locales.values()):
        yield from locale.faults
    yield from _in_code(tree, first)
    yield from _in_first(tree, first)
    yield from _in_foot(first)
    for other in locales.values():
        yield from _in_translation(first, other)
