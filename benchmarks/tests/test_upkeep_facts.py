"""Releases and advisories are counted from their sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.common.features import SIDES
from benchmarks.common.source import ROOT
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


def test_the_days_between_feature_releases():
    days = {"v1_0": "2024-01-01", "v1_0_1": "2024-07-01", "v1_1": "2024-12-31"}
    assert releases.figures("one", released("one", **days), TODAY)["feature_days"] == 365


@pytest.mark.parametrize(
    ("last_fix", "months"), [("2022-03-01", 12), ("2023-07-01", 18)], ids=["no fix", "a later fix"]
)
def test_a_series_lasts_until_its_last_fix_or_the_next_feature_release(last_fix: str, months: int):
    days = {"v1_0": "2022-01-01", "v1_0_1": last_fix, "v1_1": "2023-01-01"}
    found = releases.figures("one", released("one", **days), TODAY)
    assert (round(found["months"]), round(found["longest"])) == (months, months)


def test_neither_the_newest_series_nor_one_of_half_a_year_ago_has_ended():
    days = {"v1_0": "2024-01-01", "v1_1": "2025-09-01", "v1_1_1": "2025-10-01"}
    found = releases.figures("one", released("one", **days), TODAY)
    assert (found["months"], found["longest"]) == (None, None)


def test_a_release_of_an_older_series_is_no_step_for_who_stays_on_the_newest():
    days = {"v1_0": "2025-01-01", "v2_0": "2025-02-01", "v1_0_1": "2025-03-01"}
    found = releases.figures("one", released("one", **days), TODAY)
    assert (found["releases_a_year"], found["steps_a_year"]) == (3, 2)


def test_the_longest_series_is_beside_the_median():
    days = {"v1_0": "2022-01-01", "v1_1": "2023-01-01", "v1_2": "2025-01-01", "v1_3": "2025-04-01"}
    found = releases.figures("one", released("one", **days), TODAY)
    assert (round(found["months"]), round(found["longest"])) == (12, 24)


def test_djangos_long_term_series_are_apart():
    days = {"v4_2": "2022-01-01", "v4_2_9": "2025-01-01", "v5_0": "2023-01-01"}
    days |= {"v5_0_9": "2023-12-01", "v5_1": "2024-01-01"}
    found = releases.figures("django", released("django", **days), TODAY)
    figures = [round(found[one]) for one in ("months", "longest", "long_months")]
    assert figures == [12, 12, 36]  # 5.0 until 5.1


def test_extras_are_packages_too():
    assert packages.names(Requirement("psycopg[pool,binary]")) == [
        "psycopg",
        "psycopg-binary",
        "psycopg-pool",
    ]


def test_every_counted_package_has_releases_on_record():
    assert {one.package for one in registry.kept()[1]} == set(packages.watched())


def test_what_another_package_pins_is_not_followed_alone():
    assert packages.followed(["psycopg", "psycopg-binary"]) == {"psycopg"}
    assert packages.followed(["psycopg-binary"]) == {"psycopg-binary"}
    found = {name: {"quiet_days": 0} | dict.fromkeys(COUNTED, 2) for name in PSYCOPG}
    sums = releases.total(found, PSYCOPG)
    assert (sums["packages"], *(sums[key] for key in COUNTED)) == (2, 2, 2, 2)


PSYCOPG = ("psycopg", "psycopg-binary")
COUNTED = ("releases_a_year", "steps_a_year", "features_a_year")


def test_the_pinned_packages_are_those_that_installed_ones_pin():
    every = {name for side in SIDES for name in packages.installed(side, "full")}
    found = {pinned: name for name in every for pinned in pins(name)}
    assert {one: name for one, name in found.items() if one in every} == (
        packages.described()["pinned"]
    )


def pins(name: str) -> Iterator[str]:
    """What a package requires in one release alone, with each of its extras."""
    with suppress(metadata.PackageNotFoundError):
        for one in map(Requirement, metadata.requires(name) or []):
            if any(each.operator == "==" and "*" not in each.version for each in one.specifier):
                yield canonicalize_name(one.name)


def test_a_group_that_one_side_alone_installs_is_its_own():
    assert {side: packages.own(side, "full") for side in SIDES} == {
        "flask": ["flask"],
        "django": ["django", "tasks-rq"],
    }


def test_a_package_for_handwork_is_of_one_side_and_the_work_is_on_the_other():
    for name, file in packages.by_hand().items():
        (side,) = [one for one in SIDES if name.lower() in packages.installed(one, "full")]
        assert (ROOT / file).is_file()
        assert not file.startswith(side)
        without = packages.installed(side, "full", [name])
        assert without < packages.installed(side, "full") - {name.lower()}  # its dependencies too


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
