"""Releases and advisories are counted from their sources."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from benchmarks.common.features import SIDES
from benchmarks.upkeep import advisories, packages, registry, releases, upgrades

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


def test_an_upgrade_is_from_the_release_of_the_day_before_to_the_first_of_a_series():
    every = released(
        "flask",
        v1_0="2024-01-01",
        v1_0_1="2024-02-01",
        v1_0_2="2024-03-01",
        v1_1_0="2024-03-01",
        v1_1_1="2024-04-01",
    )
    (found,) = upgrades.upgrades("flask", every, TODAY)
    assert (found.before.version, found.after.version) == ("1.0.1", "1.1.0")


@pytest.mark.parametrize(
    ("side", "release", "python"),
    [("flask", "3.1.0", "3.11"), ("django", "5.2", "3.11"), ("django", "6.1", "3.12")],
)
def test_a_release_is_installed_on_a_python_that_it_supports(side: str, release: str, python: str):
    after = registry.Release(side, release, "2026-01-01")
    assert upgrades.python_of(upgrades.Upgrade(side, after, after)) == python


def test_an_extension_is_the_newest_of_the_day_before_and_not_of_another_project():
    every = released("a", v1_0="2024-01-01", v0_9="2024-02-01", v2_0="2024-03-01")
    day = datetime.date(2024, 3, 1)
    assert upgrades.as_of("a", every, day) == every[0]
    old = released("flask-security", v3_0="2017-06-14")
    assert upgrades.as_of("flask-security", old, day) is None


def test_a_module_that_never_loaded_is_not_broken():
    before = {"a": "", "a.extra": "no module", "a.gone": ""}
    after = {"a": "cannot import", "a.extra": "no module", "a.new": "no module"}
    assert upgrades.broken(before, after) == ["a"]


def test_extensions_have_the_name_of_the_framework_in_theirs():
    found = {side: upgrades.extensions(side) for side in SIDES}
    assert {"flask-login", "apiflask"} <= {*found["flask"]}
    assert {"djangorestframework", "django-axes"} <= {*found["django"]}
    assert not {*SIDES} & {*found["flask"], *found["django"]}


@pytest.mark.parametrize(("later", "told"), [(["works"], 2), (["breaks", "works"], 9), ([], None)])
def test_the_days_until_it_works_again_are_counted(
    monkeypatch: pytest.MonkeyPatch, later: list[str], told: int | None
):
    framework = released("flask", v1_0="2024-01-01", v1_1="2024-02-01")
    every = released("a", v1_0="2024-01-05", v1_1="2024-02-03", v1_2="2024-02-10")
    outcomes = iter([*later, *["breaks"] * 2])
    monkeypatch.setattr(upgrades, "upgraded", lambda *_: {"outcome": next(outcomes)})
    upgrade = upgrades.Upgrade("flask", *framework)
    assert upgrades.mended(Path(), upgrade, every[0], every, {}).get("days") == told
