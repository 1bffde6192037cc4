"""Tables, pictures and links of the documents."""

from __future__ import annotations

import re
from posixpath import normpath, relpath

from benchmarks.common.source import ROOT

LINK = re.compile(r'(\]\(|src="|srcset=")([^)#"\s:]+)(?=[)#"]|\s")')


def table(heading: list[str], rows: list[list[str]], align: str = "") -> str:
    """A Markdown table; ``align`` has one letter per column, ``r`` for figures."""
    rule = ["---:" if letter == "r" else "---" for letter in align.ljust(len(heading), "l")]
    lines = [" | ".join(row) for row in (heading, rule, *rows)]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def picture(light: str, dark: str, seen: str, made_by: str, size: str = "") -> str:
    """The light file, or the dark one for readers who prefer it. Raises FileNotFoundError if one is
    missing."""
    for name in (light, dark):
        if not (ROOT / name).is_file():
            raise FileNotFoundError(f"{name}: run {made_by}")
    source = f'<source media="(prefers-color-scheme: dark)" srcset="{dark}">'
    return f'<picture>{source}<img src="{light}"{size} alt="{seen}"></picture>'


def from_docs(text: str) -> str:
    """Text for a document at the top level, with its links adapted to a document in ``docs/``."""
    return LINK.sub(
        lambda found: found[1] + relpath(normpath(found[2]), "docs") + "/" * found[2].endswith("/"),
        text,
    )


def percent(share: float, language: str) -> str:
    """``17 %``; Korean writes no space."""
    space = "" if language == "ko" else " "
    return f"{100 * share:.0f}{space}%"
