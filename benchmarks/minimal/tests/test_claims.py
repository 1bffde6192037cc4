"""An application of one file that breaks its claims is not measured."""

from __future__ import annotations

import pytest

from benchmarks.common.features import SIDES
from benchmarks.minimal import claims
from benchmarks.minimal.subjects import KINDS


@pytest.mark.parametrize("step", KINDS)
@pytest.mark.parametrize("side", SIDES)
def test_what_is_claimed_is_kept(side: str, step: str):
    outcomes = claims.prove(step, side)
    assert set(outcomes.values()) == {"passed"}
    assert len(outcomes) > sum(map(len, claims.CLAIMED.values()))


def test_a_case_that_fails_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(claims, "CLAIMED", {"test_catalogue": ("test_sorting_by_year",)})
    with pytest.raises(SystemExit, match=r"does not keep what it claims.*test_sorting_by_year"):
        claims.prove("one file", "flask")


def test_a_case_that_does_not_exist_is_no_proof(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(claims, "CLAIMED", {"test_catalogue": ("test_nothing_of_the_kind",)})
    with pytest.raises(SystemExit, match="cannot be run"):
        claims.prove("one file", "flask")
