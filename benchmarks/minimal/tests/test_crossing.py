"""The crossing is the first step at which Flask is clearly the heavier one."""

from __future__ import annotations

import pytest

from benchmarks.minimal.crossing import crossing

LESS, SAME, MORE = ([1.0], [2.0]), ([2.0], [2.0]), ([3.0], [2.0])


def test_the_first_heavier_step_is_told_with_the_one_before_it():
    found = crossing({"a": LESS, "b": SAME, "c": MORE, "d": MORE})
    assert (found.first, found.between, found.stays) == ("c", ("b", "c"), True)


def test_equal_figures_are_no_crossing():
    found = crossing({"a": LESS, "b": SAME})
    assert (found.first, found.between, found.stays) == (None, None, False)
    assert found.verdicts == {"a": "django", "b": "no clear difference"}


def test_who_is_heavier_from_the_start_crosses_nothing():
    found = crossing({"a": MORE, "b": MORE})
    assert (found.first, found.between, found.stays) == ("a", None, True)


def test_a_crossing_that_is_undone_does_not_stay():
    assert not crossing({"a": LESS, "b": MORE, "c": LESS}).stays


def test_a_difference_within_the_spread_is_no_crossing():
    found = crossing({"a": ([1.0, 1.4, 1.1, 0.8, 1.2], [0.9, 1.3, 1.0, 0.8, 1.1])})
    assert (found.first, found.verdicts["a"]) == (None, "no clear difference")
    assert found.ratios["a"] == pytest.approx(1.1)


def test_the_interval_holds_the_ratio_and_is_the_same_each_time():
    samples = {"a": ([3.0, 3.2, 3.1, 2.9], [1.0, 1.1, 0.9, 1.0])}
    found = crossing(samples)
    low, high = found.intervals["a"] or (0.0, 0.0)
    assert 1 < low < found.ratios["a"] < high
    assert found == crossing(samples)


def test_too_few_samples_have_no_bounds():
    found = crossing({"a": ([3.0, 3.1], [2.0])})
    assert (found.intervals["a"], found.first) == (None, "a")


@pytest.mark.parametrize(
    "samples", [{}, {"a": ([], [1.0])}, {"a": ([1.0], [])}, {"a": ([1.0], [0.0])}]
)
def test_figures_that_cannot_be_compared_are_refused(samples: dict):
    with pytest.raises(ValueError, match=r"samples|figure"):
        crossing(samples)
