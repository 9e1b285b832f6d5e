# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may include whom."""

import re
from typing import Iterator

from sources import Finding, Source, Tree

# Folder: what it may include besides itself. The first folder that a file is in holds for it.
# A name that ends with "/" is a folder.
BASE, MODEL = "core/base/", "core/model/"
CONTROLLER, HOST, MODULE_TEXT = "core/controller/controller.h", "core/host.h", "module_text.h"
DOOR = "core/controller/door.h"
FILES = ("core/store/chosen_backend.h", "core/store/file_lock.h", "core/store/file_thread.h",
         "core/store/secrets_file.h")
OF_ZOOM = ("core/zoom/scope.h", "core/zoom/access_token.h", "core/zoom/oauth_redirect.h")
FOR_UI = (CONTROLLER, MODEL, BASE, *OF_ZOOM, MODULE_TEXT)

MAY_INCLUDE = {
    "plugin/core/host.h": (MODEL, BASE),
    "plugin/core/base/": (),
    "plugin/core/model/": (BASE,),
    "plugin/core/http/": (BASE,),
    "plugin/core/zoom/": (BASE, MODEL, "core/http/message.h"),
    "plugin/core/store/": (BASE, MODEL, HOST),
    "plugin/core/account/": (BASE, MODEL, "core/zoom/", "core/http/message.h"),
    "plugin/core/live/": (BASE, MODEL, "core/zoom/", "core/http/message.h"),
    "plugin/core/door/": (BASE, MODEL),
    "plugin/core/sync/": (BASE, MODEL, "core/zoom/", "core/http/message.h"),
    "plugin/core/controller/": ("core/",),
    "plugin/obs/": (CONTROLLER, DOOR, HOST, MODEL, BASE, MODULE_TEXT),
    "plugin/platform/": (HOST, MODEL, BASE, *FILES, MODULE_TEXT),
    "plugin/ui/text/": FOR_UI,
    "plugin/ui/components/": (*FOR_UI, "ui/text/"),
    "plugin/ui/dock/": (*FOR_UI, "ui/text/", "ui/components/"),
    "plugin/ui/account/": (*FOR_UI, "ui/text/", "ui/components/"),
    "plugin/ui/surface.": (*FOR_UI, "ui/"),
    "plugin/module_text.": (MODEL, BASE),
    "plugin/plugin-main.c": ("core/", "obs/", "platform/", "ui/", MODULE_TEXT),
    "tests/unit/": ("core/", "support/"),
    "tests/fuzz/": ("core/", "fuzz_target.h"),
}

# Made by the build.
EVERYWHERE = {"plugin-version.h"}

# What belongs to somebody: where the headers of these libraries may be included.
LIBRARIES = {
    r"Q[A-Z]\w*": ("plugin/platform/", "plugin/ui/", "plugin/module_text."),
    r"keychain\.h": ("plugin/platform/",),
    r"qrcodegen\.hpp": ("plugin/ui/components/",),
    r"obs(-module|-frontend-api)?\.h": ("plugin/obs/", "plugin/plugin-main.c"),
    r"util/.*": ("plugin/", "tests/"),
    r"jansson\.h": ("plugin/core/base/json.", "plugin/core/zoom/", "plugin/core/store/", "plugin/core/door/",
                     "tests/unit/"),
    r"curl/.*": ("plugin/core/base/", "plugin/core/http/", "plugin/core/zoom/", "tests/unit/"),
}

# Of Qt Core, Gui, Network and DBus: no widgets.
QT_OF_PLATFORM = set(
    """
    QByteArray QClipboard QCoreApplication QCryptographicHash QDBusConnection QDBusError QDBusMessage
    QDBusPendingCallWatcher QDBusPendingReply QDBusVariant QDateTime QDeadlineTimer QDesktopServices QDir QEventLoop QFile QFileInfo
    QFileSystemWatcher QGuiApplication QHash QHostAddress QList QLocale QMap QMessageAuthenticationCode
    QMetaObject QMutex QNetworkInformation QNetworkProxy QNetworkProxyFactory QNetworkProxyQuery QObject QPointer
    QRandomGenerator QSaveFile QSemaphore QStandardPaths QString QStringList QTcpServer QTcpSocket QThread QTimer QUrl
    QUuid QVariant QWindow
    """.split()
)

# Where libcurl may be included, but not all of it used.
CURL_NAMES = re.compile(r"\b(?:curl_\w+|CURL\w*)\b")
CURL_USED = {
    "plugin/core/base/": re.compile(r"curl_url\w*|curl_free|curl_easy_(un)?escape|CURLU\w*"),
    "plugin/core/zoom/": re.compile(r"curl_getdate"),
}

# What is used nowhere, and why.
SHUNNED = {re.compile(r"\bQAccessible::Alert\b"): "is a sound on Windows, which goes on air"}

# What is to go: file, or folder, and what it includes or uses all the same.
EXCEPTIONS: set[tuple[str, str]] = set()


def _folder_of(path: str) -> str | None:
    return next((folder for folder in MAY_INCLUDE if path.startswith(folder)), None)


def _excepted(path: str, what: str) -> bool:
    return any(path.startswith(where) and what.startswith(allowed) for where, allowed in EXCEPTIONS)


def _own_include(tree: Tree, source: Source, folder: str, line: int, name: str) -> Iterator[Finding]:
    in_tests = source.path.startswith("tests/")
    roots = ("plugin", "tests/unit", "tests/fuzz") if in_tests else ("plugin",)
    own = folder.removeprefix("plugin/").removeprefix("tests/unit/")

    if name in EVERYWHERE:
        return
    if not any((tree.root / root / name).is_file() for root in roots):
        yield source.path, line, f'"{name}" is no path below {" or ".join(roots)}/'
        return
    if not any(name.startswith(allowed) for allowed in (own or folder, *MAY_INCLUDE[folder])):
        if not _excepted(source.path, name):
            yield source.path, line, f"{folder} may not include {name}"
    if name.endswith("_private.h") and name.rpartition("/")[0] != source.path.removeprefix("plugin/").rpartition("/")[0]:
        yield source.path, line, f"{name} is its own folder's alone"


def _library_include(source: Source, line: int, name: str) -> Iterator[Finding]:
    for pattern, places in LIBRARIES.items():
        if not re.fullmatch(pattern, name):
            continue
        if not source.path.startswith(places) and not _excepted(source.path, name):
            yield source.path, line, f"<{name}> may not be included here, but in {', '.join(places)}"
        elif name[0] == "Q" and source.path.startswith("plugin/platform/") and name not in QT_OF_PLATFORM:
            yield source.path, line, f"<{name}> is not known to be free of widgets (QT_OF_PLATFORM in tests/lint)"


def _curl_use(source: Source) -> Iterator[Finding]:
    for folder, allowed in CURL_USED.items():
        if not source.path.startswith(folder) or _excepted(source.path, "curl"):
            continue
        for match in CURL_NAMES.finditer(source.code):
            if not allowed.fullmatch(match[0]):
                yield source.path, source.line_of(match.start()), f"{match[0]} may not be used in {folder}"


def _shunned(source: Source) -> Iterator[Finding]:
    for pattern, reason in SHUNNED.items():
        for match in pattern.finditer(source.code):
            yield source.path, source.line_of(match.start()), f"{match[0]} {reason}"


def _stale_exceptions(tree: Tree) -> Iterator[Finding]:
    for where, what in sorted(EXCEPTIONS):
        used = any(
            name.strip('"<>').startswith(what) for source in tree.below(where) for _, name in source.includes
        )
        if not used:
            yield "tests/lint/layers.py", 1, f"the exception of {what} in {where} is not needed any more"


def findings(tree: Tree) -> Iterator[Finding]:
    for source in tree.sources:
        folder = _folder_of(source.path)
        if not folder:
            yield source.path, 1, "stands in no folder whose includes are ruled (MAY_INCLUDE in tests/lint)"
            continue
        for line, name in source.includes:
            if name[0] == '"':
                yield from _own_include(tree, source, folder, line, name.strip('"'))
            else:
                yield from _library_include(source, line, name.strip("<>"))
        yield from _curl_use(source)
        yield from _shunned(source)
    yield from _stale_exceptions(tree)
