"""Refuses words that ``prose.toml`` lists and sentences of more than 30 words in the documents.

Code, ``<details>`` and comments are left out, and tables where sentences are measured.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from benchmarks.common.run import git
from benchmarks.common.source import ROOT

MOST_WORDS = 30
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')*_]*\s+")
RULES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def banned() -> dict[str, re.Pattern[str]]:
    """The pattern of each listed word, by what to write in its place."""
    return {
        instead: re.compile(rf"\b({'|'.join(words)})\b", re.IGNORECASE)
        for instead, words in RULES["words"].items()
    }


def documents() -> list[str]:
    """The tracked Markdown files, by path from the root, without those still to be edited."""
    listed = git("ls-files", "*.md").splitlines()
    return [name for name in listed if name not in RULES["not_yet"]]


def findings(name: str, text: str) -> Iterator[str]:
    """A line for each banned word and each long sentence in ``text``, the document ``name``."""
    for line, block, in_table in blocks(text):
        for instead, pattern in banned().items():
            for match in pattern.finditer(block):
                if match[0].lower() not in RULES["allowed"].get(name, []):
                    yield f"{name}:{line}: {match[0]!r}; write {instead}"
        for sentence in () if in_table else SENTENCE_END.split(block):
            if (words := len(re.findall(r"\S*\w\S*", sentence))) > MOST_WORDS:
                yield f"{name}:{line}: {words} words, at most {MOST_WORDS}: {sentence[:60]}…"


def blocks(text: str) -> Iterator[tuple[int, str, bool]]:
    """(line, plain text, whether in a table) of each paragraph, heading, list item and cell."""
    folded, in_table, line = 0, False, 1
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        line = token.map[0] + 1 if token.map else line  # a cell has that of its row
        if token.type == "html_block":
            folded += token.content.count("<details") - token.content.count("</details")
        elif token.type in {"table_open", "table_close"}:
            in_table = token.type == "table_open"
        elif token.type == "inline" and not folded:
            yield line, plain(token), in_table


def plain(inline: Token) -> str:
    """The text as it is read; a piece of code counts as one word."""
    shown = {"softbreak": " ", "hardbreak": " ", "code_inline": "CODE", "html_inline": ""}
    return "".join(shown.get(child.type, child.content) for child in inline.children or [])


if __name__ == "__main__":
    found = [
        finding
        for name in documents()
        for finding in findings(name, (ROOT / name).read_text(encoding="utf-8"))
    ]
    if found:
        raise SystemExit("\n".join(found))
