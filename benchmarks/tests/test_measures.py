"""Medians, ratios and intervals are reproducible, and the figures of a round are drawn together."""

from __future__ import annotations

import math

import pytest

from benchmarks.common.measures import (
    bounds,
    estimate,
    is_noisy,
    median,
    medians,
    percentile,
    ratio,
    ratio_of_medians,
    summary,
)


def test_an_interval_holds_the_median_and_is_the_same_at_every_call() -> None:
    samples = [1.0, 2.0, 3.0, 4.0, 10.0]
    found = estimate(samples)
    assert found.low <= found.median <= found.high
    assert (found, found.n) == (estimate(samples), 5)


def test_of_one_sample_the_interval_is_that_sample() -> None:
    assert bounds(median, [7.0]) == (7.0, 7.0)


def test_what_disturbs_a_round_disturbs_both_and_not_their_ratio() -> None:
    calm, busy = 1.0, 9.0
    found = ratio([2 * calm, 2 * busy, 2 * calm], [calm, busy, calm])
    assert (found.median, found.low, found.high) == (2, 2, 2)


def test_samples_that_are_no_rounds_are_drawn_each_by_themselves() -> None:
    low, high = bounds(ratio_of_medians, [1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    assert low < 1 < high


def test_a_figure_that_is_not_positive_is_nothing_to_compare_with() -> None:
    with pytest.raises(ValueError, match="no figure to compare with"):
        ratio_of_medians([1.0], [0.0])


@pytest.mark.parametrize(
    ("share", "found"), [(0, 1), (0.5, 2), (0.51, 3), (0.75, 3), (1, math.inf)]
)
def test_a_percentile_is_one_of_the_samples(share: float, found: float) -> None:
    assert percentile([3, 1, math.inf, 2], share) == found


def test_medians_of_a_record_leave_out_what_has_no_samples() -> None:
    assert medians({"a": {"x": [1, 3], "y": []}, "b": [5]}) == {"a": {"x": 2}, "b": 5}


def test_a_summary_has_the_least_and_the_most() -> None:
    assert summary([3, 1, 2]) == {"median": 2, "min": 1, "max": 3, "n": 3}


@pytest.mark.parametrize(
    ("control", "noisy"), [(1, False), (1.029, False), (1.04, True), (0.9, True)]
)
def test_a_run_in_which_an_application_differs_from_itself_is_noisy(
    control: float, noisy: bool
) -> None:
    assert is_noisy(control) is noisy
