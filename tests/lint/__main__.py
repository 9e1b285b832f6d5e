# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks what no compiler does: who includes whom, the texts of data/locale, the names in headers, Windows, links.

    tests/lint [FOLDER]     of the project, or of a copy of it; prints "file:line: what is wrong", ends with 1 where it did
"""

import sys
from pathlib import Path

import layers
import links
import locales
import names
import windows
from sources import Tree


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    tree = Tree(root)
    checks = (layers, links, locales, names, windows)
    findings = sorted({finding for check in checks for finding in check.findings(tree)})
    for path, line, words in findings:
        print(f"{path}:{line}: {words}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
