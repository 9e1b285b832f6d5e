# SPDX-License-Identifier: GPL-2.0-or-later
"""A file and its folder give the prefix of what its header declares."""

import re
from typing import Iterator

from sources import Finding, Source, Tree

# Folder: the prefixes of a header in it.
FILE, FOLDER, FOLDER_FILE = "{file}", "{folder}", "{folder}_{file}"
PREFIXES = {
    "plugin/core/base/": (FILE,),
    "plugin/core/model/": (FILE,),
    "plugin/core/http/": (FOLDER,),
    "plugin/core/zoom/": (FOLDER_FILE,),
    "plugin/core/store/": (FILE,),
    "plugin/core/account/": (FILE, FOLDER_FILE),
    "plugin/core/live/": (FOLDER,),
    "plugin/core/door/": (FOLDER,),
    "plugin/core/sync/": (FOLDER,),
    "plugin/core/controller/": (FOLDER, FILE),
    "plugin/core/host.h": (FILE,),
    "plugin/obs/": (FILE,),
}

# Header: what names may begin with too.
EXCEPTIONS = {
    "plugin/core/base/log.h": ("plugin_log",),
    # its parts, each of which has a state of its own
    "plugin/core/model/account_status.h": ("account_probe", "account_save", "sign_in", "sign_out", "stored_secrets"),
    # until it has a file of its own, zoom/meeting
    "plugin/core/zoom/reply.h": ("zoom_meeting",),
    # of libobs, which has renamed it
    "plugin/obs/obs_compat.h": ("make_semantic_version",),
}

_DECLARED = re.compile(
    r"""^[ \t]*\#[ \t]*define[ \t]+(?P<macro>\w+)
    |\b(?:struct|enum|union)[ \t]+(?P<tag>\w+)[ \t\n]*\{
    |\btypedef\b[^;{]*?\(\*[ \t]*(?P<callback>\w+)\)
    |\btypedef\b[^;{()]*?\b(?P<type>\w+)[ \t]*;
    |\b(?P<function>\w+)[ \t]*\((?!\*)""",
    re.VERBOSE | re.MULTILINE,
)


def _outermost(code: str) -> str:
    """Without what stands in braces or behind a macro's name; offsets hold."""
    out = []
    depth = 0
    for character in re.sub(
        r"^([ \t]*#[ \t]*define[ \t]+\w+)((?:\\\n|[^\n])*)",
        lambda match: match[1] + re.sub(r"[^\n]", " ", match[2]),
        code,
        flags=re.MULTILINE,
    ):
        depth -= character == "}"
        out.append(character if depth <= 0 or character == "\n" else " ")
        depth += character == "{"
        depth = max(depth, 0)
    return "".join(out)


def _declared(source: Source) -> Iterator[tuple[str, int, str]]:
    """Kind, offset and name."""
    code = _outermost(source.code)
    offset = 0
    while match := _DECLARED.search(code, offset):
        kind = match.lastgroup
        yield kind, match.start(kind), match[kind]
        # the parameters of a function declare nothing
        offset = code.find(")", match.end()) + 1 if kind == "function" else match.end()
        offset = offset or len(code)


def _prefixes(path: str) -> tuple[str, ...]:
    forms = next((forms for folder, forms in PREFIXES.items() if path.startswith(folder)), ())
    *_, folder, file = path.rpartition(".")[0].split("/")
    return tuple(form.format(folder=folder, file=file.removesuffix("_private")) for form in forms)


def findings(tree: Tree) -> Iterator[Finding]:
    for source in tree.below("plugin/"):
        prefixes = _prefixes(source.path)
        if not prefixes or not source.path.endswith(".h"):
            continue
        allowed = (*prefixes, *EXCEPTIONS.get(source.path, ()))
        for kind, offset, name in _declared(source):
            # the types of a part's insides are seen by nobody else
            if kind == "tag" and source.path.endswith("_private.h"):
                continue
            if not any(name.lower() == prefix or name.lower().startswith(prefix + "_") for prefix in allowed):
                yield source.path, source.line_of(offset), f"{name} does not begin with {' or '.join(prefixes)}"
