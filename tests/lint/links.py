# SPDX-License-Identifier: GPL-2.0-or-later
"""Places in the documentation: what links and the code name is there."""

import re
from pathlib import Path
from typing import Iterator

from sources import Finding, Tree

PAGES = ("README.md", "CONTRIBUTING.md", "docs/*.md", "packaging/*.md", "tests/windows/*.md")
# "docs/signing-in.md#which-way", from the project's folder on
PLACE = re.compile(r"(?:[\w-]+/)*[\w-]+\.md(?:#[\w-]+)?")

_LINK = re.compile(r"\]\((?P<file>[^)#:\s]*)(?:#(?P<heading>[^)\s]+))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _headings(page: Path) -> set[str]:
    """As links name them."""
    return {
        re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(page.read_text(encoding="utf-8"))
    }


def _fault(page: Path, heading: str | None) -> str:
    if not page.exists():
        return "there is no such page"
    if heading and heading not in _headings(page):
        return f"the page has no heading {heading}"
    return ""


def findings(tree: Tree) -> Iterator[Finding]:
    for source in tree.below("plugin/ui/"):
        for offset, literal in source.strings:
            file, _, heading = literal.partition("#")
            if PLACE.fullmatch(literal) and (fault := _fault(tree.root / file, heading)):
                yield source.path, source.line_of(offset), f"{literal}: {fault}"
    for pattern in PAGES:
        for page in sorted(tree.root.glob(pattern)):
            text = page.read_text(encoding="utf-8")
            for link in _LINK.finditer(text):
                target = page.parent / link["file"] if link["file"] else page
                if fault := _fault(target, link["heading"]):
                    line = text.count("\n", 0, link.start()) + 1
                    yield page.relative_to(tree.root).as_posix(), line, f"{link[0][2:-1]}: {fault}"
