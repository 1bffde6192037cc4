"""The names, units and details of rows in the languages of the documents; English is in the row.

Raises KeyError for what labels.ko.toml does not have.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from report.rows.row import Row

KOREAN = Path(__file__).with_name("labels.ko.toml")


@cache
def korean() -> dict[str, dict[str, str]]:
    return tomllib.loads(KOREAN.read_text(encoding="utf-8"))


def label(row: Row, language: str) -> str:
    if language == "en":
        return row.label
    return ", ".join(korean()["labels"][part] for part in parts(row.label))


def parts(text: str) -> list[str]:
    """The whole label where it has a translation, otherwise what stands before its first comma and
    the parts of the rest."""
    before, comma, rest = text.partition(", ")
    return [text] if text in korean()["labels"] or not comma else [before, *parts(rest)]


def unit(row: Row, language: str) -> str:
    return row.unit if language == "en" else korean()["units"][row.unit]


def detail(row: Row, language: str) -> str:
    """A sentence, or a word before figures: ``queries 4 : 8``."""
    known = korean()["details"]
    if language == "en" or not row.detail:
        return row.detail
    word, space, figures = row.detail.partition(" ")
    return known.get(row.detail) or f"{known[word]}{space}{figures}"
