# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's sentences by their keys, so that no test repeats their wording."""
from __future__ import annotations

import functools
import re
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data"
# %1, %s, %lld, %.*s, {host}
PLACEHOLDER = re.compile(r"%(?:\d+|[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|z|j)?[diuxXscfg])|\{\w*\}")


@functools.lru_cache(maxsize=None)
def texts_of(language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for line in (DATA / "locale" / f"{language}.ini").read_text(encoding="utf-8").splitlines():
        entry = re.fullmatch(r'\s*([^#;=\s]+)\s*=\s*"?(.*?)"?\s*', line)
        if entry:
            texts[entry[1]] = entry[2].replace('\\"', '"').replace("\\n", "\n").replace("\\t", "\t")
    return texts


class LocaleText:
    def __init__(self, language: str = "en-US") -> None:
        self._texts = texts_of(language)

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def keys(self) -> list[str]:
        return list(self._texts)

    def __contains__(self, key: str) -> bool:
        """Whether there is such a text, be it with a form for each plural."""
        return bool(self._forms(key))

    def _forms(self, key: str) -> list[str]:
        names = (key, *(f"{key}.{form}" for form in ("zero", "one", "two", "few", "many", "other")))
        return [self._texts[name] for name in names if name in self._texts]

    def pattern(self, key: str) -> re.Pattern:
        """Matches the text wherever it stands, in any of its forms, with anything in the places of its placeholders."""
        def expression(text: str) -> str:
            return "(.*?)".join(re.escape(piece.replace("%%", "%")) for piece in PLACEHOLDER.split(text))

        forms = self._forms(key)
        if not forms:
            raise KeyError(key)
        return re.compile("|".join(map(expression, forms)), re.DOTALL)

    def problem_pattern(self, kind: str, code: str) -> re.Pattern:
        """Of a "Problem" or "Remedy"; a code without sentences of its own has those of its family."""
        key = f"{kind}.{code}"
        return self.pattern(key if key in self else f"{kind}.{code.partition('.')[0]}.other")

    def is_in(self, key: str, shown: str) -> bool:
        return self.pattern(key).search(shown) is not None
