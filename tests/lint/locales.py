# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts of data/locale: those that the code names are there, those that are there are named, with what they hold."""

import re
from typing import Iterator

from links import PLACE
from sources import Finding, Tree

LOCALES = "data/locale"
FIRST = "en-US.ini"

# Names that are put together at run time: a text of that prefix is used, whatever comes behind it, where the code names
# the prefix. (Problems have a rule of their own.)
PREFIXES = (
    "Account.Method.", "Account.Way.", "Account.Suits.", "Account.About.", "Account.WhereFound.", "Account.Cost.",
    "Account.AdminMessage."
)

# Of these each has one, by its name: what is not possible without the scope.
SCOPES = "plugin/core/zoom/scope.c"

# What problem_text fills in.
PROBLEM_PREFIXES = ("Problem.", "Remedy.", "Short.", "Waiting.", "LiveProblem.", "LiveRemedy.", "LiveShort.",
                    "LiveWaiting.")
PROBLEM_TEXT = "plugin/core/model/problem_text.c"

# Where people look up what the dock says, word by word.
TROUBLESHOOTING = "docs/troubleshooting.md"

# What stands in the dock's foot, which does not scroll and is never cut.
FOOT_PREFIXES = ("Short.", "LiveShort.", "Waiting.", "LiveWaiting.", "Status.", "Notice.")
FOOT_CHARACTERS_MAX = 80

# What is told in one line at a field, of which the first sentence is to be seen.
FIELD_PREFIXES = ("MeetingProblem.", "PageUrlProblem.", "PageUrlWarning.")
FIELD_CHARACTERS_MAX = 40

# The forms of a text that tells a number: "Key.one", "Key.other". The code names the key alone.
PLURALS = ("zero", "one", "two", "few", "many", "other")
PLURALS_OF_FIRST = {"one", "other"}
# Whose rules they follow: the language of the file.
LANGUAGE = "Module.Language"

_LINE = re.compile(r'(?P<name>[A-Za-z0-9_.]+)="(?P<text>.*)"')
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:\.[A-Za-z0-9_]+)+")
_SCOPE = re.compile(r"\w+:\w+:\w+")
_CODE = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_SENTENCE_END = re.compile(r"(?<=[.?!]) ")
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

    def key(self, name: str) -> str:
        """Without the form of a plural, which stands behind the name of a text that has several."""
        key, _, form = name.rpartition(".")
        is_plural = form in PLURALS and any(f"{key}.{other}" in self.texts for other in PLURALS[:-1])
        return key if is_plural else name

    def forms(self, key: str) -> set[str]:
        return {form for form in PLURALS if f"{key}.{form}" in self.texts}

    def keys(self) -> dict[str, int]:
        """Each text's, with the line where it stands first."""
        keys: dict[str, int] = {}
        for name, (line, _) in self.texts.items():
            keys.setdefault(self.key(name), line)
        return keys


def _is_built(name: str, literals: set[str]) -> bool:
    return any(name.startswith(prefix) and prefix.rstrip(".") in literals for prefix in PREFIXES)


def _is_code_known(code: str, literals: set[str]) -> bool:
    family, _, rest = code.partition(".")
    if rest == "other":
        return any(literal.startswith(family + ".") for literal in literals)
    return code in literals or family + ".%ld" in literals


def _in_code(tree: Tree, first: Locale) -> Iterator[Finding]:
    families = {name.split(".")[1] for name in first.texts if name.startswith(PROBLEM_PREFIXES)}
    keys = first.keys()

    for source in tree.below("plugin/"):
        for offset, literal in source.strings:
            line = source.line_of(offset)
            if source.path == SCOPES and _SCOPE.fullmatch(literal):
                name = "Account.Cost." + literal.replace(":", ".")
                if name not in first.texts:
                    yield source.path, line, f"{first.path} has no text {name}"
            elif _NAME.fullmatch(literal) and not PLACE.fullmatch(literal):
                if literal not in keys and literal + "." not in PREFIXES:
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

    for key, line in first.keys().items():
        is_problem = key.startswith(PROBLEM_PREFIXES)
        if is_problem and not _is_code_known(key.partition(".")[2], literals):
            yield first.path, line, f"{key} is of no problem that the code has"
        if not is_problem and key not in literals and not _is_built(key, literals):
            yield first.path, line, f"{key} is not used"
        if key not in first.texts and first.forms(key) != PLURALS_OF_FIRST:
            yield first.path, line, f"{key} has other forms than {sorted(PLURALS_OF_FIRST)}"
    for name, (line, _) in first.texts.items():
        is_problem = name.startswith(PROBLEM_PREFIXES)
        for placeholder in sorted(first.placeholders(name) - (of_problems if is_problem else others)):
            yield first.path, line, f"{name}: nothing fills in {{{placeholder}}}"


def _in_foot(first: Locale) -> Iterator[Finding]:
    for name, (line, text) in first.texts.items():
        if name.startswith(FOOT_PREFIXES) and len(text) > FOOT_CHARACTERS_MAX:
            yield first.path, line, f"{name} has {len(text)} characters, and may have {FOOT_CHARACTERS_MAX}"
        if name.startswith(FIELD_PREFIXES) and len(_SENTENCE_END.split(text)[0]) > FIELD_CHARACTERS_MAX:
            yield first.path, line, f"{name} begins with more than {FIELD_CHARACTERS_MAX} characters in a sentence"
    keys = first.keys()
    for key, line in keys.items():
        family, _, code = key.partition(".")
        if family == "Problem" and f"Short.{code}" not in keys:
            yield first.path, line, f"{key} has no short form Short.{code}"


def _in_troubleshooting(tree: Tree, first: Locale) -> Iterator[Finding]:
    page = (tree.root / TROUBLESHOOTING).read_text(encoding="utf-8")
    for name, (line, text) in first.texts.items():
        # of a plural, the form for all else will do
        if first.key(name) != name and not name.endswith(".other"):
            continue
        if name.startswith(FIELD_PREFIXES):
            text = _SENTENCE_END.split(text)[0]
        elif not name.startswith(("Short.", "LiveShort.", "Waiting.", "LiveWaiting.")):
            continue
        if _PLACEHOLDER.sub("…", text) not in page:
            yield first.path, line, f"{name} is not told in {TROUBLESHOOTING}"


def _in_translation(first: Locale, other: Locale) -> Iterator[Finding]:
    for key in first.keys():
        # of a plural, each language has the form for all else
        name = key if key in first.texts else f"{key}.other"
        if name not in other.texts:
            yield other.path, 1, f"{name} is missing"
    for name, (line, _) in other.texts.items():
        key = other.key(name)
        alike = key if key in first.texts else f"{key}.other"
        if alike not in first.texts:
            yield other.path, line, f"{name} is no text of {FIRST}"
        elif other.placeholders(name) - first.placeholders(alike):
            yield other.path, line, f"{name} has other placeholders than in {FIRST}"
        # "one minute" needs no number
        elif name.endswith(".other") or key == name:
            if other.placeholders(name) != first.placeholders(alike):
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
        line, language = locale.texts.get(LANGUAGE, (1, ""))
        if f"{LOCALES}/{language}.ini" != locale.path:
            yield locale.path, line, f"{LANGUAGE} is not the language of the file"
    yield from _in_code(tree, first)
    yield from _in_first(tree, first)
    yield from _in_foot(first)
    yield from _in_troubleshooting(tree, first)
    for other in locales.values():
        yield from _in_translation(first, other)
