# SPDX-License-Identifier: GPL-2.0-or-later
"""Plants each kind of fault in a copy of the project and sees it found: /usr/bin/python3 tests/lint/self_test.py"""

import shutil
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import layers
import links
import locales
import names
import windows
from sources import FOLDERS, Tree

ROOT = Path(__file__).resolve().parents[2]
FIRST = "data/locale/en-US.ini"


class LintTest(unittest.TestCase):
    def setUp(self) -> None:
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for folder in (*FOLDERS, "data/locale", "docs"):
            shutil.copytree(ROOT / folder, self.root / folder)
        # what links lead to
        for file in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "packaging/README.md",
                     "tests/windows/README.md"):
            (self.root / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.root / file)

    def add(self, path: str, text: str) -> None:
        with (self.root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def replace(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def findings(self) -> list[str]:
        tree = Tree(self.root)
        return [
            f"{path}: {words}"
            for check in (layers, links, locales, names, windows)
            for path, _, words in check.findings(tree)
        ]

    def test_nothing(self) -> None:
        self.assertEqual(self.findings(), [])

    def test_planted(self) -> None:
        planted = {
            "plugin/core/model/status.c": ('#include "core/store/profile_settings.h"\n', "may not include core/store"),
            "plugin/core/base/text.c": ('#include "core/model/problem.h"\n', "may not include core/model"),
            "plugin/core/account/save.c": ('#include "core/sync/sync.h"\n', "may not include core/sync"),
            "plugin/core/zoom/call.c": ('#include "core/http/client.h"\n', "may not include core/http/client.h"),
            "plugin/core/store/state_file.c": ("#include <curl/curl.h>\n", "<curl/curl.h> may not be included"),
            "plugin/core/sync/round.c": ("#include <jansson.h>\n", "<jansson.h> may not be included"),
            "plugin/core/controller/api.c": ("#include <obs.h>\n", "<obs.h> may not be included"),
            "plugin/ui/components/qr_code.cpp": ("QAccessible::Alert;\n", "QAccessible::Alert is a sound"),
            "plugin/core/zoom/reply.c": ("CURLU *planted;\n", "CURLU may not be used"),
            "plugin/core/controller/secrets.c": ("#include <QString>\n", "<QString> may not be included"),
            "plugin/platform/timer.cpp": ("#include <QLabel>\n", "<QLabel> is not known to be free of widgets"),
            "plugin/platform/system_calls.cpp": ('#include "ui/text/text.hpp"\n', "may not include ui/text"),
            "plugin/ui/text/status_text.cpp": ('#include "ui/components/clipped_label.hpp"\n', "may not include ui/components"),
            "plugin/ui/dock/dock.cpp": ('#include "platform/parts.hpp"\n', "may not include platform"),
            "plugin/ui/dock/zoom_row.cpp": ('#include "ui/account/form.hpp"\n', "may not include ui/account"),
            "plugin/obs/frontend.c": ('#include "core/sync/sync.h"\n', "may not include core/sync"),
            "plugin/core/sync/view.c": ('#include "sync_private.h"\n', "is no path below plugin/"),
            "plugin/core/controller/profile.c": ('#include "core/sync/sync_private.h"\n', "its own folder's alone"),
            "tests/unit/base/test_redaction.c": ('#include "platform/platform.h"\n', "tests/unit/ may not include"),
            "plugin/elsewhere.c": ("\n", "stands in no folder"),
            "plugin/ui/dock/status_line.cpp": ('text("Status.Planted");\n', "has no text Status.Planted"),
            "plugin/core/zoom/scope.c": ('"planted:read:this";\n', "has no text Account.Cost.planted.read.this"),
            "plugin/core/zoom/error.c": ('"destination.planted";\n', "has no text Problem.destination.planted"),
            "plugin/core/model/destination.h": ("bool planted_function(int a, int b);\n", "planted_function does not"),
            "plugin/core/http/message.h": ("struct planted_tag {\n\tint a;\n};\n", "planted_tag does not"),
            "plugin/core/store/file_lock.h": ("#define PLANTED_MACRO (1 + 2)\n", "PLANTED_MACRO does not"),
            "plugin/core/sync/backoff.h": ("typedef int (*planted_callback_t)(int a);\n", "planted_callback_t does not"),
            "plugin/obs/service_reader.h": ("typedef int planted_type_t;\n", "planted_type_t does not"),
            "plugin/core/base/host_kind.c": ("#include <netdb.h>\n", "<netdb.h> is not among Microsoft's headers"),
            "plugin/core/base/url.c": ("ssize_t planted;\n", "ssize_t is not in Microsoft's headers"),
            "plugin/core/store/json_file.c": ('static int planted = fopen("a", "r");\n', "fopen() takes no UTF-8 on Windows"),
            "plugin/core/store/document.c": ("#ifdef _WIN32\nplanted = close(1);\n#endif\n", "close() is not in Microsoft's"),
            "plugin/ui/account/form.cpp": ('"docs/signing-in.md#planted";\n', "has no heading planted"),
            "plugin/ui/account/chooser.cpp": ('"docs/planted.md";\n', "there is no such page"),
            "docs/privacy.md": ("[planted](reference.md#planted)\n", "has no heading planted"),
            "plugin/core/sync/sync_private.h": ("void planted_inside(void);\n", "planted_inside does not"),
        }

        for path, (text, _) in planted.items():
            self.add(path, text)
        found = self.findings()
        for path, (_, words) in planted.items():
            with self.subTest(path):
                self.assertTrue(any(line.startswith(path) and words in line for line in found), found)
        # a fault is told once, and nothing else is
        self.assertEqual(len(found), len(planted), found)

    def test_texts(self) -> None:
        self.add(FIRST, 'Dock.Planted="x"\nProblem.zoom.planted="x"\nDock.Push="again"\nnonsense\n'
                 + f'Short.planted.long="{"x" * 81}"\n'
                 + 'Dock.Plural.one="x"\nDock.Plural.few="x"\nDock.Plural.other="x"\n'
                 + f'MeetingProblem.Long="{"x" * 41}. x"\n')
        self.replace(FIRST, 'Module.Language="en-US"', 'Module.Language="de-DE"')
        self.replace(FIRST, "{host}", "{hosts}")
        self.replace(FIRST, "Problem.destination.none=", "Problem.destination.nothing=")
        found = self.findings()
        for words in (
            "Dock.Planted is not used",
            "Dock.Push stands twice",
            "no NAME=",
            "Problem.zoom.planted has no short form",
            "Short.planted.long has 81 characters",
            "Short.planted.long is not told in docs/troubleshooting.md",
            "MeetingProblem.Long is not told in docs/troubleshooting.md",
            "Dock.Plural is not used",
            "Dock.Plural has other forms",
            "MeetingProblem.Long begins with more",
            "Module.Language is not the language",
            "nothing fills in {hosts}",
            "Problem.destination.nothing is of no problem",
            "has no text Problem.destination.none",
        ):
            with self.subTest(words):
                self.assertTrue(any(words in line for line in found), found)

    def test_translation(self) -> None:
        (self.root / "data/locale/de-DE.ini").write_text(
            (self.root / FIRST)
            .read_text(encoding="utf-8")
            .replace("Dock.Push=", "Dock.Druecken=")
            .replace("{host}", "{rechner}")
            .replace('Status.NextTry.Minutes.one="Next try in {minutes} minute."', 'Status.NextTry.Minutes.one="Gleich."')
            .replace("Status.NextTry.Seconds.other=", "Status.NextTry.Seconds.few="),
            encoding="utf-8",
        )
        found = self.findings()
        self.assertFalse(any("NextTry.Minutes" in line for line in found), found)
        for words in ("Dock.Push is missing", "Dock.Druecken is no text", "has other placeholders",
                      "Status.NextTry.Seconds.other is missing", "Module.Language is not the language"):
            with self.subTest(words):
                self.assertTrue(any(words in line and "de-DE" in line for line in found), found)

    def test_exception_that_is_not_needed(self) -> None:
        with unittest.mock.patch.object(layers, "EXCEPTIONS", {("plugin/core/base/", "core/zoom/")}):
            self.assertTrue(any("is not needed any more" in line for line in self.findings()))


if __name__ == "__main__":
    sys.exit(unittest.main())
