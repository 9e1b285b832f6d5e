# SPDX-License-Identifier: GPL-2.0-or-later
"""The page on which all pictures stand, by what they show."""
from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path

STYLE = """
body { font: 16px sans-serif; margin: 2em; background: #777; color: #fff }
section { border-top: 1px solid #aaa; padding-bottom: 1em }
figure { display: inline-block; vertical-align: top; margin: 0 1em 1em 0 }
figcaption { font-size: 13px }
.wrong { background: #c00; padding: .3em; max-width: 40em }
"""


@dataclass(frozen=True)
class Picture:
    subject: str  # a state of the dock, or a step of the dialog
    look: str  # theme, scale and width
    file: Path  # below the page's directory
    scale: int = 1
    complaints: list[str] = field(default_factory=list)


def name_of_file(*words: str) -> str:
    return "-".join("".join(character if character.isalnum() else "-" for character in word).strip("-").lower()
                    for word in words) + ".png"


def write(directory: Path, title: str, pictures: list[Picture]) -> Path:
    page = directory / "index.html"
    sections = []
    for subject in dict.fromkeys(picture.subject for picture in pictures):
        figures = [_figure(picture) for picture in pictures if picture.subject == subject]
        sections.append(f"<section><h2>{html.escape(subject)}</h2>\n" + "\n".join(figures) + "\n</section>")
    page.write_text(f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
                    f"<style>{STYLE}</style>\n<h1>{html.escape(title)}</h1>\n" + "\n".join(sections) + "</html>\n",
                    encoding="utf-8")
    return page


def _figure(picture: Picture) -> str:
    wrong = "".join(f'<p class="wrong">{html.escape(complaint)}</p>' for complaint in picture.complaints)
    # as large as they are on the screen of whoever has that scale
    return (f'<figure><figcaption>{html.escape(picture.look)}</figcaption>{wrong}'
            f'<img src="{picture.file.name}" alt="{html.escape(picture.subject)}"></figure>')
