"""The rows of views that wait follow what was recorded, and rest on nothing noisy."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from report import records
from report.claims.claim import claims
from report.claims.judging import Result, judged
from report.rows import waiting
from report.rows.row import Rows
from report.sections import waiting as section
from report.tests.test_korean import english

LOOP = "waiting, processor, event loop"


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What was recorded, as if it had been quiet; a case may change it for itself."""
    found = copy.deepcopy(records.recorded("waiting")) | {"noisy": False}
    for control in found["null"].values():
        control["interval"] = [0.99, 1.01]
    for stack in (found["stacks"] | found["catalogue"]["stacks"]).values():
        for clients in stack["routes"].values():
            for samples in clients.values():
                samples["client"] = [0.5]
    for module in (waiting, section):
        monkeypatch.setattr(module, "recorded", {"waiting": found}.__getitem__)
    return found


def rows() -> Rows:
    return Rows({row.name: row for row in waiting.rows()})


def cpu(facts: dict[str, Any], stack: str, samples: list[float]) -> None:
    facts["stacks"][stack]["routes"]["after"]["50"]["cpu"] = samples


@pytest.mark.parametrize("noise", ["noisy", "null"])
def test_a_noisy_run_has_no_clear_time(facts: dict[str, Any], noise: str):
    facts[noise] = noise == "noisy" or {"rate": {"interval": [0.9, 1.4]}}
    clear = [row.name for row in rows().rows.values() if row.clear]
    exact = ("lines changed", "failed", "threads", "abilities")
    assert [name for name in clear if not any(word in name for word in exact)] == []


def test_samples_that_overlap_are_no_clear_difference(facts: dict[str, Any]):
    clear = []
    for django in ([2.0, 2.1, 2.2], [0.9, 1.0, 1.3]):
        cpu(facts, "Quart, event loop", [1.0, 1.1, 1.2])
        cpu(facts, "Django, event loop", django)
        clear.append(rows()[LOOP].clear)
    assert clear == [True, False]


def test_clients_that_were_the_limit_make_no_clear_difference(facts: dict[str, Any]):
    cpu(facts, "Quart, event loop", [1.0, 1.0, 1.0])
    cpu(facts, "Django, event loop", [2.0, 2.0, 2.0])
    assert rows()[LOOP].clear
    facts["stacks"]["Django, event loop"]["routes"]["after"]["50"]["client"] = [0.95]
    assert not rows()[LOOP].clear


def test_what_fails_is_shown_with_its_error_and_has_no_rate(facts: dict[str, Any]):
    name = "Flask, coroutines, gevent"
    for samples in facts["stacks"][name]["routes"]["after"].values():
        samples["failed"], samples["right"] = [9], [1]
    for samples in facts["stacks"][name]["routes"]["at-once"].values():
        samples["failed"], samples["right"] = [9], [1]
    assert rows()["waiting, failed"][name] == pytest.approx(90)
    assert name not in rows()["waiting, requests a second, after, 50 clients"].values
    facts["errors"][name] = "RuntimeError: planted"
    assert f"{name}: `RuntimeError: planted`" in section.about()


def test_the_verdict_turns_with_its_rows(facts: dict[str, Any]):
    first = rows()
    turned = Rows({name: row.reversed() for name, row in first.rows.items()})
    assert section.verdict(first) != section.verdict(turned)


def test_an_ability_counts_where_it_responds(facts: dict[str, Any]):
    facts["catalogue"]["abilities"]["Quart"]["form"]["same"]["status"] = 200
    before = rows()["abilities of a coroutine, unchanged"]["flask"]
    facts["catalogue"]["abilities"]["Quart"]["form"]["same"]["status"] = 500
    assert rows()["abilities of a coroutine, unchanged"]["flask"] == before - 1


def test_claims_about_waiting_rest_on_nothing_noisy(facts: dict[str, Any]):
    facts["noisy"] = True
    (one,) = [one for one in claims() if one.name == "async_python_is_no_faster"]
    assert judged(one, rows()).verdict.result is Result.CANNOT_BE_TESTED


def test_an_error_is_shown_without_its_module_and_advice():
    error = "django.core.exceptions.SomeError: No. - use another."
    assert section.in_short(error) == "SomeError: No."


def test_the_short_table_has_the_same_figures_in_both_languages():
    cells = [
        [line.split(" | ")[1:] for line in section.summary(language).splitlines()[2:]]
        for language in ("en", "ko")
    ]
    assert cells[0] == cells[1]
    korean = re.sub(r'\(docs/[^"]*"([^"]*) · nox -s waiting"\)', r" \1", section.summary("ko"))
    assert english(iter([korean])) == set()
