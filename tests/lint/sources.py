# SPDX-License-Identifier: GPL-2.0-or-later
"""The sources, read once. Paths are relative to the project, with "/"."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Iterator

Finding = tuple[str, int, str]

SUFFIXES = {".c", ".h", ".cpp", ".hpp"}
FOLDERS = ("plugin", "tests/unit", "tests/fuzz")

_PIECE = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
    |(?P<include>^[ \t]*\#[ \t]*include[^\n]*)
    |(?P<string>"(?:\\.|[^"\\\n])*")
    |(?P<char>'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_INCLUDE = re.compile(r'#[ \t]*include[ \t]*(?P<name>"[^"]*"|<[^>]*>)')


def _blank(piece: str) -> str:
    return re.sub(r"[^\n]", " ", piece)


@dataclass
class Source:
    path: str
    text: str

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    @cached_property
    def includes(self) -> list[tuple[int, str]]:
        """Line and name of each, with its quotes or angle brackets."""
        return [(self.line_of(match.start()), match["name"]) for match in _INCLUDE.finditer(self.text)]

    @cached_property
    def code(self) -> str:
        """Without comments, includes, texts and characters, each replaced by blanks, so that offsets hold."""
        return _PIECE.sub(lambda match: _blank(match[0]), self.text)

    @cached_property
    def strings(self) -> list[tuple[int, str]]:
        """Offset and contents of each text, as it is written."""
        return [
            (match.start(), match["string"][1:-1])
            for match in _PIECE.finditer(self.text)
            if match["string"] is not None
        ]


class Tree:
    def __init__(self, root: Path):
        self.root = root
        self.sources = [
            Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
            for folder in FOLDERS
            for path in sorted((root / folder).rglob("*"))
            if path.suffix in SUFFIXES
        ]

    def below(self, folder: str) -> Iterator[Source]:
        return (source for source in self.sources if source.path.startswith(folder))
