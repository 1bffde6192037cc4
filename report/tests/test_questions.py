"""The questions, their rows and texts match the measured rows; invalid input is reported."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from benchmarks.common.features import features
from experiments.changes.requests import requests
from report.choose.__main__ import main
from report.choose.questions import NEEDS, Answers
from report.choose.shares import OUTCOMES, in_words, of_measured, why
from report.choose.texts import texts
from report.rows.row import Rows
from report.tests.test_weighing import ASKED, SAID, TEN

LEAST = 0.15
OF_OTHERS = {"swap_sessions", "swap_templates"}
"""The chooser weighs neither, because their cost is not due to the framework."""


def test_there_are_at_most_ten_questions():
    assert 1 + len(ASKED.questions) <= TEN


def test_every_side_is_recommended_to_some(rows: Rows):
    found = of_measured()
    sets = 2 ** len(ASKED.features)
    for options in ASKED.questions.values():
        sets *= len(options)
    assert found.all.total() == sets
    assert {one: found.all[one] / sets for one in OUTCOMES if found.all[one] / sets < LEAST} == {}
    assert in_words(found, ASKED, SAID).startswith(f"{sets:,} complete sets of answers")


def test_every_criterion_is_told_with_its_advantage(rows: Rows):
    lines = why(ASKED, rows, SAID).splitlines()[2:]
    ahead = [float(line.rstrip(" |").rpartition(" ")[2]) for line in lines]
    assert {line.split(" | ")[0][2:] for line in lines} == {*SAID.all["criteria"].values()}
    assert ahead == sorted(ahead)
    assert all(-1 <= one <= 1 for one in ahead)


def test_every_row_that_is_named_is_measured_and_named_once(rows: Rows):
    listed = [*(row for one in ASKED.criteria for row in one.rows)]
    listed += [
        row for one in ASKED.features.values() for named in one.rows.values() for row in named
    ]
    assert set(listed) <= set(rows)
    assert len(listed) == len(set(listed))


def test_what_is_added_up_has_one_unit(rows: Rows):
    for criterion in ASKED.criteria:
        answers: Answers = {NEEDS: [*ASKED.features]}
        counted = [rows[name] for name in ASKED.rows(criterion, answers)]
        assert criterion.by in ("sum", "union", "mean")
        names = [row.names for row in counted]
        assert all(names) if criterion.by == "union" else not any(names), criterion.name
        assert len({(row.unit, row.less_is_better) for row in counted}) == 1, criterion.name


def test_every_part_of_bookshelf_and_every_change_request_belongs_to_a_feature():
    used = set(ASKED.used())
    assert {f"own lines, {one.name}" for one in features()} <= used
    weighed = {one.name for one in requests() if one.compares_sides} - OF_OTHERS
    assert {f"change, {name}" for name in weighed} <= used
    assert not {f"change, {name}" for name in OF_OTHERS} & used


def test_every_weight_belongs_to_a_criterion():
    names = {one.name for one in ASKED.criteria}
    answers = [answer for options in ASKED.questions.values() for answer in options.values()]
    assert {name for answer in answers for name in answer.weights} <= names
    assert {name for one in ASKED.features.values() for name in one.rows} <= names


def test_every_question_answer_and_criterion_has_its_text():
    for question in [NEEDS, *ASKED.questions]:
        options = ASKED.features if question == NEEDS else ASKED.questions[question]
        assert SAID.asks(question)
        assert [*SAID.all["questions"][question]["answers"]] == [*options]
    assert [*SAID.all["criteria"]] == [one.name for one in ASKED.criteria]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "answers"),
        ("answers = 3", "answers"),
        ("[answers]\nfood = 'yes'", "there are: needs, knowledge"),
        ("[answers]\nload = 'cats'", "there are: requests, instances"),
        ("[answers]\nload = ['people']", "there are: requests, instances"),
        ("[answers]\nneeds = ['cats']", "there are: pages, sign_in"),
        ("[answers]\nneeds = 'pages'", "a list of features"),
        ("[answers]\nneeds = ['pages', 'pages']", "twice"),
        ("[answers", "answers"),
        ("[answers]\nload = " + "[" * 9999, "[answers]"),
        ("load = 'people'\n[answers]", "move load under [answers]"),
    ],
    ids=[
        "empty",
        "no table",
        "question",
        "answer",
        "list",
        "feature",
        "no list",
        "twice",
        "no TOML",
        "too deep",
        "outside",
    ],
)
def test_a_file_that_is_wrong_is_told_what_is_right(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    text: str,
    message: str,
):
    file = tmp_path / "team.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["choose", str(file)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert message in " ".join(capsys.readouterr().err.split())


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.argv", ["choose", "--weights", "--language=fr"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert re.search("choose from '?en'?, '?ko'?", capsys.readouterr().err)


def test_the_questions_are_asked_in_korean(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.argv", ["choose", "--weights", "--language=ko"])
    main()
    assert texts("ko").asks("load") in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    monkeypatch.setattr("sys.argv", ["choose", str(tmp_path / "none.toml")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "none.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--shares", "--record=decision.md"], "no --record"),
        (["--weights", "team.toml"], "no team"),
        (["--record=."], "is a folder"),
        ([], "the answers ended"),
        (["none.toml", "--record=./none.toml"], "would replace the answers"),
    ],
    ids=["shares", "weights", "folder", "no terminal", "the answers"],
)
def test_options_that_cannot_be_followed_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
):
    monkeypatch.setattr("sys.argv", ["choose", *words])
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert message in capsys.readouterr().err
