# SPDX-License-Identifier: GPL-2.0-or-later
"""What compiles here and not with Microsoft's headers, or would not open C:\\Users\\José there."""

import re
from typing import Iterator

from sources import Finding, Source, Tree

FOLDER = "plugin/"

# Named as they are called: a member of a struct may have any name.
_CALL = r"(?<![\w.>])(?<!->)%s\s*\("
POSIX = (
    "access clock_gettime close dup fileno flock fsync ftruncate getpid getuid gmtime_r localtime_r lseek mkdir mkdtemp"
    " mkstemp nanosleep open pipe poll read rmdir setenv sleep stat strcasecmp strncasecmp strndup strptime strtok_r"
    " timegm unlink unsetenv usleep write"
).split()
# they take the computer's code page, in which not every name can be written
NARROW = "_access _chmod _mkdir _open _sopen _stat _stat64 _unlink fopen freopen remove rename tmpfile".split()
HEADERS = re.compile(r"<(arpa/|dirent\.h|netdb\.h|netinet/|poll\.h|pwd\.h|strings\.h|sys/(file|mman|select|socket|time|un|wait)\.h|unistd\.h).*")

_NAMES = {
    **{re.compile(_CALL % name): f"{name}() is not in Microsoft's library" for name in POSIX},
    **{re.compile(_CALL % name): f"{name}() takes no UTF-8 on Windows" for name in NARROW},
    re.compile(r"\bssize_t\b"): "ssize_t is not in Microsoft's headers",
}
_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif)\b(.*)$", re.MULTILINE)
# a function of that name is somebody's own, and may be called
_OWN = r"^[A-Za-z_][\w \t*]*?[ \t*]%s\("


def _elsewhere(source: Source) -> list[tuple[int, int]]:
    """Where in the text Windows does not look: from and to."""
    hidden: list[tuple[int, int]] = []
    stack: list[tuple[bool | None, int]] = []  # seen by Windows, None where both are; where it begins

    def end(offset: int) -> bool | None:
        seen, begin = stack.pop()
        if seen is False:
            hidden.append((begin, offset))
        return seen

    for match in _DIRECTIVE.finditer(source.text):
        word, condition = match[1], match[2].strip()
        if word in ("ifdef", "ifndef", "if"):
            seen = None
            if condition in ("_WIN32", "defined(_WIN32)", "!defined(_WIN32)"):
                seen = word != "ifndef" and not condition.startswith("!")
            stack.append((seen, match.end()))
        elif word in ("else", "elif") and stack:
            seen = end(match.start())
            stack.append((None if seen is None else not seen, match.end()))
        elif word == "endif" and stack:
            end(match.start())
    return hidden


def findings(tree: Tree) -> Iterator[Finding]:
    for source in tree.below(FOLDER):
        hidden = _elsewhere(source)

        def is_seen(offset: int) -> bool:
            return not any(begin <= offset < end for begin, end in hidden)

        offsets = [0]
        for line in source.text.splitlines(keepends=True):
            offsets.append(offsets[-1] + len(line))
        for line, name in source.includes:
            if HEADERS.match(name) and is_seen(offsets[line - 1]):
                yield source.path, line, f"{name} is not among Microsoft's headers"
        for pattern, words in _NAMES.items():
            # C++ goes by Qt, and has members of these names
            if "(" in words and not source.path.endswith((".c", ".h")):
                continue
            own = re.search(_OWN % words.partition("(")[0], source.code, re.MULTILINE) if "(" in words else None
            for match in pattern.finditer(source.code):
                if not own and is_seen(match.start()):
                    yield source.path, source.line_of(match.start()), words
