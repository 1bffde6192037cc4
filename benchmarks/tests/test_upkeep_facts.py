"""Releases and advisories are counted from their sources."""

from __future__ import annotations

import datetime

import pytest
from packaging.requirements import Requirement

from benchmarks.common.features import SIDES
from benchmarks.upkeep import advisories, packages, registry, releases

TODAY = datetime.date(2026, 1, 1)


def released(package: str, **days: str) -> list[registry.Release]:
    """``v1_0="2024-01-01"``"""
    return [
        registry.Release(package, version[1:].replace("_", "."), day)
        for version, day in days.items()
    ]


def file(name: str, day: str, **more: object) -> dict:
    return {"filename": name, "upload-time": f"{day}T12:00:00Z", **more}


def test_a_release_is_of_the_day_of_its_first_file_and_neither_withdrawn_nor_a_trial():
    found = registry.releases(
        "one",
        [
            file("one-1.0-py3-none-any.whl", "2024-01-02"),
            file("one-1.0.tar.gz", "2024-01-01"),
            file("one-1.1rc1.tar.gz", "2024-02-01"),
            file("one-1.2.tar.gz", "2024-03-01", yanked="broken"),
            file("one-0.9.egg", "2020-01-01"),
        ],
    )
    assert found == [registry.Release("one", "1.0", "2024-01-01")]


def test_an_index_without_times_is_refused():
    with pytest.raises(LookupError, match="does not say when one was uploaded"):
        registry.releases("one", [{"filename": "one-1.0.tar.gz"}])


def test_the_months_of_a_series_that_has_ended_and_the_days_between_two():
    found = releases.figures(
        "one",
        released(
            "one", v1_0="2024-01-01", v1_0_1="2024-07-01", v1_1="2024-12-31", v1_1_1="2025-12-01"
        ),
        TODAY,
    )
    assert (round(found["months"]), found["feature_days"]) == (6, 365)  # 1.1 has not ended


def test_a_release_of_an_older_series_is_no_step_for_who_stays_on_the_newest():
    days = {"v1_0": "2025-01-01", "v2_0": "2025-02-01", "v1_0_1": "2025-03-01"}
    found = releases.figures("one", released("one", **days), TODAY)
    assert (found["releases_a_year"], found["steps_a_year"]) == (3, 2)


def test_djangos_long_term_series_are_apart():
    days = {"v4_2": "2022-01-01", "v4_2_9": "2025-01-01", "v5_0": "2023-01-01"}
    days |= {"v5_0_9": "2024-01-01", "v5_1": "2025-12-01"}
    found = releases.figures("django", released("django", **days), TODAY)
    assert (round(found["months"]), round(found["long_months"])) == (12, 36)


def test_extras_are_packages_too():
    assert packages.names(Requirement("psycopg[pool,binary]")) == [
        "psycopg",
        "psycopg-binary",
        "psycopg-pool",
    ]


def test_every_counted_package_has_releases_on_record():
    assert {one.package for one in registry.kept()[1]} == set(packages.watched())


def test_each_side_installs_less_for_sqlite_than_for_all():
    for side in SIDES:
        assert packages.installed(side, "SQLite") < packages.installed(side, "full")


def test_every_advisory_of_django_has_its_part_and_no_package_is_without_an_ability():
    counts = advisories.measure()["setups"]["full"]
    assert all("other" not in counts[side]["abilities"] for side in SIDES)
    assert sum(counts["django"]["abilities"].values()) == counts["django"]["all"]


def test_an_advisory_of_an_unknown_part_is_refused():
    with pytest.raises(KeyError):
        advisories.ability(advisories.Advisory("django", "CVE-1-1", TODAY, ""))
