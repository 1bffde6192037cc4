"""Every record is used, each row has an effect where it is read, and nothing relies on a noisy
one."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.common.features import features as listed
from report.choose.page import page
from report.choose.questions import NEEDS, chooser
from report.choose.weighing import weighed
from report.claims.claim import claims
from report.claims.judging import judged, less
from report.plots.ahead import shown as pictured
from report.plots.ahead import times_better
from report.records import FILES, recorded
from report.rows import measured, requests
from report.rows.row import Row, Rows
from report.sections import api, changes, costs, features, footprint, live, upkeep, waiting, words
from report.sections import page as said

ROWS = measured()
CLEAR = Rows({name: replace(row, clear=True) for name, row in ROWS.rows.items()})
CLAIMS = [one for one in claims() if one.cases]
SENTENCES = [*said.sentences()]
SECTIONS = [name for name, one in said.texts()["section"].items() if "row" in one]
ASKED = chooser()
TICKED = {NEEDS: [*ASKED.features]}
ANSWERS = [(name, answer) for name, listed in ASKED.questions.items() for answer in listed]
TABLES: dict[ModuleType, list[Callable[[], str]]] = {
    api: [api.layers, api.short, api.verdict],
    changes: [changes.changes, lambda: changes.changes(swaps=True)],
    costs: [costs.instructions],
    features: [features.overview, lambda: "".join(map(features.cost, listed()))],
    footprint: [footprint.footprint, footprint.growth, footprint.one_file],
    live: [live.summary, lambda: live.verdict(live.measured())],
    words: [words.words],
    said: [said.levels, lambda: "".join(map(said.figures, SECTIONS))],
    upkeep: [upkeep.summary],
    waiting: [
        *(waiting.summary, waiting.stacks, waiting.details, waiting.abilities),
        lambda: waiting.verdict(waiting.measured()),
    ],
}
"""Sections that show rows, by the module that reads them."""


def claimed(rows: Rows) -> list[str]:
    found = [judged(one, rows) for one in CLAIMS]
    read = [name for one in found for name in one.rows]
    return [f"{one.verdict}" for one in found if all(rows[name] for name in read)]


def written(rows: Rows) -> list[str]:
    return [
        said.sentence(one, see, rows, language)
        for one, see in SENTENCES
        for language in ("en", "ko")
    ]


def drawn(rows: Rows) -> list[str]:
    return [f"{times_better(rows[name])}" for name in pictured("en")]


def advised(rows: Rows) -> list[str]:
    """Recommendations for teams that need every feature and give one more answer."""
    return [f"{weighed(TICKED | {name: answer}, ASKED, rows)}" for name, answer in ANSWERS]


def shown(rows: Rows) -> list[str]:
    return [page(rows)]


READERS: dict[str, Callable[[Rows], list[str]]] = {
    "claims": claimed,
    "sentences": written,
    "chart": drawn,
    "chooser": advised,
}


def read_by(reader: Callable[[Rows], list[str]]) -> list[str]:
    seen = Rows(ROWS.rows)
    reader(seen)
    return seen.read


READ = {name: read_by(reader) for name, reader in READERS.items()}
PAIRS = [(reader, name) for reader, names in READ.items() for name in names]


@pytest.fixture
def read_in_tables(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    seen = Rows(ROWS.rows)
    for module, parts in TABLES.items():
        monkeypatch.setattr(module, "measured", lambda: seen)
        for part in parts:
            part()
    return set(seen.read)


def test_no_row_lies_idle(read_in_tables: set[str]):
    read = read_in_tables.union(*READ.values(), read_by(shown))
    assert sorted(ROWS.keys() - read) == []


def test_no_record_lies_idle():
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources())
    calls = re.findall(r'recorded\(f?"([^"]+)"\)|^PYTHONS = (.*)$', text, re.MULTILINE)
    named = [re.sub(r"\{.*?\}", "(flask|django)", one) for one, _ in calls]
    named += [re.escape(one) for _, listed in calls for one in re.findall(r'"([^"]+)"', listed)]
    idle = [
        file.stem
        for file in FILES.glob("*.json")
        if not any(re.fullmatch(one, file.stem) for one in named if one)
    ]
    # Sections go through several runs of one part by name
    assert [name for name in idle if f'"{name}"' not in text] == []


def sources() -> Iterator[Path]:
    folder = Path(changes.__file__).parents[1]
    return (file for file in folder.rglob("*.py") if "tests" not in file.parts)


def turned(row: Row) -> Row:
    """The row with its figures rotated; if all are equal, one is changed."""
    swapped = dict(row.reversed().values)
    others = [key for key in swapped if key not in ("flask", "django")]
    swapped |= zip(others, [row[key] for key in reversed(others)], strict=True)
    first = next(iter(swapped))
    for key in {first, *({"flask"} & swapped.keys())}:
        if swapped[key] == row[key]:
            swapped[key] = 0.0 if swapped[key] else 1.0
    return replace(row.reversed(), values=swapped)


@pytest.mark.parametrize(("reader", "name"), PAIRS)
def test_a_row_turned_round_changes_what_is_said(reader: str, name: str):
    row, say = CLEAR.rows[name], READERS[reader]
    assert say(CLEAR) != say(CLEAR.changed(turned(row)))


@pytest.mark.parametrize(("reader", "name"), PAIRS)
def test_nothing_rests_on_a_noisy_row(reader: str, name: str):
    row, say = replace(CLEAR.rows[name], clear=False), READERS[reader]
    assert say(CLEAR.changed(row)) == say(CLEAR.changed(turned(row)))


def test_a_difference_within_the_noise_is_none():
    row = Row("a row", {"flask": 100, "django": 200}, "ms", "a command", clear=False)
    assert (row.advantage(), row.reversed().advantage()) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("flask", "django", "ahead"),
    [(1, 3, -1), (3, 1, 1), (1, 9, -1), (0, 5, -1), (5, 0, 1), (0, 0, 0), (2, 2, 0)],
)
def test_how_far_a_side_is_ahead(flask: float, django: float, ahead: float):
    assert Row(
        "a row", {"flask": flask, "django": django}, "lines", "a command"
    ).advantage() == pytest.approx(ahead)


def test_what_was_measured_in_turn_is_compared_round_by_round():
    facts = copy.deepcopy(recorded("requests"))
    samples = facts["cpu"]["catalogue"]["microseconds"]
    samples |= {name: [1.0, 2.0, 40.0] for name in samples} | {"django": [30.0, 4.0, 80.0]}
    row = {row.name: row for row in requests.cpu(facts, "")}["CPU, catalogue"]
    assert (row["flask"], row["django"]) == (2.0, 30.0)
    assert (row.ratio, row.reversed().ratio) == (2.0, 0.5)
    assert row.advantage() == -row.reversed().advantage() == pytest.approx(-math.log(2, 3))
    assert [less(row, "flask", "django", times) for times in (2.0, 2.1)] == [True, False]
