"""The first part is short, fits a narrow column, and links to existing files."""

from __future__ import annotations

import re

import pytest

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT
from report.markdown import LINK, from_docs
from report.sections.start import FILES, start

CODE = re.compile(r"```python\n(.*?)\n```", re.DOTALL)
MOST_WORDS, WIDEST = 200, 60
LANGUAGES = ("en", "ko")


def visible(text: str) -> str:
    """The text outside code blocks, without link targets and Markdown syntax."""
    return re.sub(r"\]\([^)]*\)|[\[*#`]", " ", CODE.sub("", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_few_words(language: str):
    assert len(re.findall(r"\S*\w\S*", visible(start(language)))) <= MOST_WORDS


def test_its_code_fits_a_narrow_column():
    lines = [line for code in CODE.findall(start()) for line in code.splitlines()]
    assert [line for line in lines if len(line) > WIDEST] == []


def test_each_thing_has_a_block_of_code_a_side_under_a_link_to_its_file():
    parts = start().split("## ")[1:]
    blocks = [f"**{side.title()}:** [`{FILES[side]}`]({FILES[side]})" for side in SIDES]
    for part in parts:
        assert [line for line in part.splitlines() if line.startswith("**")] == blocks
        assert len(CODE.findall(part)) == len(SIDES)


def test_both_languages_show_the_same_code_and_lead_to_the_same_files():
    shown = [(CODE.findall(text), LINK.findall(text)) for text in map(start, LANGUAGES)]
    assert shown[0] == shown[1]


def test_every_link_leads_to_a_file():
    for text, folder in ((start(), ROOT), (from_docs(start("ko")), ROOT / "docs")):
        targets = [target for _, target in LINK.findall(CODE.sub("", text))]
        assert targets
        assert [target for target in targets if not (folder / target).is_file()] == []


@pytest.mark.parametrize("side", SIDES)
def test_the_files_that_the_readme_of_a_side_lists_exist(side: str):
    folder = ROOT / f"{side}_impl"
    table = (folder / "README.md").read_text(encoding="utf-8").partition("\n## Files\n")[2]
    cells = [line.split("|")[1] for line in table.partition("\n## ")[0].splitlines() if "`" in line]
    named = [name for cell in cells for name in re.findall(r"`([\w./]+)`", cell)]
    assert len(named) > 20
    assert [name for name in named if not (folder / name).exists()] == []
