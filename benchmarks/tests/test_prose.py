"""The check of the documents' style reports what it should, and nothing in code or tables."""

import pytest

from benchmarks.code.prose import MOST_WORDS, RULES, documents, findings
from benchmarks.common.source import ROOT

LONG = " ".join(["word"] * (MOST_WORDS + 1))
LIMIT = " ".join(["word"] * MOST_WORDS)


def test_a_listed_word_is_reported_with_its_line_and_the_word_to_write() -> None:
    (finding,) = findings("a.md", "# Title\n\nFor each visitor.\n")
    assert finding == "a.md:3: 'visitor'; write client, anonymous user or user"


def test_a_listed_word_in_a_table_is_reported() -> None:
    assert list(findings("a.md", "| a |\n| --- |\n| told |\n"))


@pytest.mark.parametrize("text", [f"{LONG}.", f"Short. {LONG}.", f"- short\n- {LONG}"])
def test_a_long_sentence_is_reported(text: str) -> None:
    (finding,) = findings("a.md", text)
    assert f"{MOST_WORDS + 1} words" in finding


@pytest.mark.parametrize(
    "text",
    [
        f"{LIMIT}. {LIMIT}.",
        f"- {LIMIT}\n- {LIMIT}",
        f"| a |\n| --- |\n| {LONG} |",
        f"```\n{LONG} visitor\n```",
        f"<!-- {LONG} visitor -->",
        f"<details>\n\n{LONG} visitor\n\n</details>",
        f"`{LONG} visitor`",
        "[text](visitor.md)",
    ],
    ids=["sentences", "items", "table", "code", "comment", "details", "inline code", "link"],
)
def test_what_is_no_prose_is_not_reported(text: str) -> None:
    assert list(findings("a.md", text)) == []


def test_text_after_details_is_checked_again() -> None:
    assert list(findings("a.md", f"<details>\n\n{LONG}\n\n</details>\n\n{LONG}"))


def test_a_document_may_use_a_word_that_is_allowed_for_it() -> None:
    name, (word, *_) = next(iter(RULES["allowed"].items()))
    assert list(findings("a.md", word))
    assert not list(findings(name, word))


def test_every_exception_is_a_document() -> None:
    named = {*RULES["not_yet"], *RULES["allowed"]}
    assert all((ROOT / name).is_file() for name in named)
    assert documents()
