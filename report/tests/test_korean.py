"""What is read in Korean has no English words but names, and the same figures as the English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring, fromstring
from markdown_it import MarkdownIt
from markdown_it.token import Token

from benchmarks.common.source import ROOT
from report.choose.page import PAGES
from report.choose.questions import chooser
from report.choose.texts import texts
from report.rows import labels
from report.rows.row import Row, Rows
from report.sections import page as said
from report.site.documents import COG

DOCUMENT = ROOT / "docs" / "COMPARISON.ko.md"
NAMES = Path(__file__).with_name("korean_names.txt").read_text(encoding="utf-8").splitlines()
LEFT_OUT = re.compile(r"\{\w+\}|`.*?`|</?em>|<code>.*?</code>|[\w./-]+\.(md|toml)|benchmarks/\S+")
"""In texts: what is filled in, code, markup, and the names of files."""
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*[A-Za-z]")
FIGURE = re.compile(r"\{.+?\}")
PLANTED = "One sentence slips in."


def english(parts: Iterator[str]) -> set[str]:
    """The words of Latin letters in it that are no names."""
    text = LEFT_OUT.sub("", "\n".join(parts))
    names = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
    return set(WORD.findall(re.sub(rf"(?<![A-Za-z-])({names})(?![A-Za-z-])", "", text)))


def of_document(markdown: str, rows: Rows) -> Iterator[str]:
    """What a reader sees, on hover too, without code, addresses and commands."""
    commands = sorted({row.command for row in rows.values()}, key=len, reverse=True)
    for token in MarkdownIt("commonmark").enable("table").parse(COG.sub("", markdown)):
        for part in seen(token):
            for command in commands:
                part = part.replace(f"· {command}", "")
            yield part


def seen(token: Token) -> Iterator[str]:
    if token.type in ("html_block", "html_inline"):
        root: Any = fromstring(f"<div>{token.content}</div>")
        yield from (str(one) for one in root.xpath("//@alt | //@title | //text()"))
    elif token.type == "text":
        yield token.content
    yield str(token.attrs.get("title", ""))
    for child in token.children or []:
        yield from seen(child)


def of_page(html: str) -> Iterator[str]:
    """What the chooser shows: its markup, and the data from which its script makes the rest."""
    root: Any = document_fromstring(html)
    data = json.loads(root.get_element_by_id("data").text)
    for one in root.xpath("//script | //style | //code"):
        one.drop_tree()
    yield from (str(one) for one in root.xpath("//text() | //@aria-label"))
    yield data["from"]
    yield from (row[key] for row in data["rows"].values() for key in ("label", "unit", "detail"))
    yield from by_key(data["texts"]).values()


def by_key(texts: dict[str, Any]) -> dict[str, str]:
    """Every text of a file, by its keys with dots between them."""
    found: dict[str, str] = {}
    for key, one in texts.items():
        inner = by_key(one) if isinstance(one, dict) else {"": one}
        found |= {f"{key}.{rest}".rstrip("."): text for rest, text in inner.items()}
    return found


def pairs(texts: Any) -> Iterator[tuple[str, str]]:
    """What page.toml says in both languages."""
    if isinstance(texts, dict) and isinstance(texts.get("en"), str):
        yield texts["en"], texts["ko"]
    elif isinstance(texts, dict | list):
        for one in texts.values() if isinstance(texts, dict) else texts:
            yield from pairs(one)


def test_the_comparison_has_no_english_words(rows: Rows):
    assert english(of_document(DOCUMENT.read_text(encoding="utf-8"), rows)) == set()


def test_the_chooser_has_no_english_words():
    assert english(of_page(PAGES["ko"].read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize(
    "planted",
    [f"\n{PLANTED}\n", f'\n[수치](x "{PLANTED}")\n', f'\n<img src="x" alt="{PLANTED}">\n'],
)
def test_one_english_sentence_in_the_comparison_is_found(rows: Rows, planted: str):
    found = english(of_document(DOCUMENT.read_text(encoding="utf-8") + planted, rows))
    assert found >= {"One", "sentence", "slips", "in"}


@pytest.mark.parametrize("before", ["</h1>", '"asks": "'])
def test_one_english_sentence_in_the_chooser_is_found(before: str):
    html = PAGES["ko"].read_text(encoding="utf-8").replace(before, before + PLANTED, 1)
    assert english(of_page(html)) >= {"One", "sentence", "slips", "in"}


def test_the_texts_of_the_chooser_have_the_same_keys_and_places_to_fill_in():
    en, ko = (
        {key: set(FIGURE.findall(text)) for key, text in by_key(texts(language).all).items()}
        for language in ("en", "ko")
    )
    assert en == ko


def test_sentences_have_the_same_figures_in_both_languages():
    listed = [*pairs(said.texts())]
    differ = [en for en, ko in listed if sorted(FIGURE.findall(en)) != sorted(FIGURE.findall(ko))]
    assert listed
    assert differ == []


@pytest.fixture
def shown(rows: Rows) -> list[Row]:
    """The rows whose names stand on a Korean page, on hover too."""
    pages = [f"{level}CPU, {name}" for level in said.LEVELS for name in said.texts()["pages"]]
    listed = [row["row"] for one in said.texts()["section"].values() for row in one.get("row", [])]
    read = [name for one, _ in said.sentences() for name, _ in said.FIGURE.findall(one["en"])]
    return [rows[name] for name in {*chooser().used(), *pages, *listed, *read}]


def test_every_row_that_is_shown_has_its_name_in_korean(shown: list[Row]):
    assert sorted(row.name for row in shown if not is_named(row)) == []


def is_named(row: Row) -> bool:
    try:
        labels.detail(row, "ko")
        return bool(labels.label(row, "ko") and labels.unit(row, "ko"))
    except KeyError:
        return False


def test_no_name_in_korean_is_unused(shown: list[Row]):
    names = labels.korean()["labels"]
    asked = {part for row in shown for part in labels.parts(row.label)}
    assert sorted(names.keys() - asked) == []
