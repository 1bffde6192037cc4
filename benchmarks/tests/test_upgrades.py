"""What is tried before and after an upgrade, and what counts as broken and as mended."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from benchmarks.common.features import SIDES
from benchmarks.tests.test_upkeep_facts import TODAY, released
from benchmarks.upkeep import pairs, registry, upgrades


def test_an_upgrade_is_from_the_release_of_the_day_before_to_the_first_of_a_series():
    every = released(
        "flask",
        v1_0="2024-01-01",
        v1_0_1="2024-02-01",
        v1_0_2="2024-03-01",
        v1_1_0="2024-03-01",
        v1_1_1="2024-04-01",
    )
    (found,) = pairs.upgrades("flask", every, TODAY)
    assert (found.before.version, found.after.version) == ("1.0.1", "1.1.0")


@pytest.mark.parametrize(
    ("side", "release", "python"),
    [("flask", "3.1.0", "3.11"), ("django", "5.2", "3.11"), ("django", "6.1", "3.12")],
)
def test_a_release_is_installed_on_a_python_that_it_supports(side: str, release: str, python: str):
    after = registry.Release(side, release, "2026-01-01")
    assert upgrades.python_of(pairs.Upgrade(side, after, after)) == python


def test_an_extension_is_the_newest_of_the_day_before_and_not_of_another_project():
    every = released("a", v1_0="2024-01-01", v0_9="2024-02-01", v2_0="2024-03-01")
    day = datetime.date(2024, 3, 1)
    assert pairs.as_of("a", every, day) == every[0]
    old = released("flask-security", v3_0="2017-06-14")
    assert pairs.as_of("flask-security", old, day) is None


def test_a_module_that_never_loaded_is_not_broken():
    before = {"a": "", "a.extra": "no module", "a.gone": ""}
    after = {"a": "cannot import", "a.extra": "no module", "a.new": "no module"}
    assert upgrades.broken(before, after) == ["a"]


def test_extensions_have_the_name_of_the_framework_in_theirs():
    found = {side: pairs.extensions(side) for side in SIDES}
    assert {"flask-login", "apiflask"} <= {*found["flask"]}
    assert {"djangorestframework", "django-axes"} <= {*found["django"]}
    assert not {*SIDES} & {*found["flask"], *found["django"]}


@pytest.mark.parametrize(
    ("later", "expected"), [(["works"], 2), (["breaks", "works"], 9), ([], None)]
)
def test_the_days_until_it_works_again_are_counted(
    monkeypatch: pytest.MonkeyPatch, later: list[str], expected: int | None
):
    framework = released("flask", v1_0="2024-01-01", v1_1="2024-02-01")
    every = released("a", v1_0="2024-01-05", v1_1="2024-02-03", v1_2="2024-02-10")
    outcomes = iter([*later, *["breaks"] * 2])
    monkeypatch.setattr(upgrades, "upgraded", lambda *_: {"outcome": next(outcomes)})
    upgrade = pairs.Upgrade("flask", *framework)
    assert upgrades.mended(Path(), upgrade, every[0], every, {}).get("days") == expected


def test_a_patch_release_of_the_framework_may_mend_what_its_first_release_broke(
    monkeypatch: pytest.MonkeyPatch,
):
    days = {"v1_0": "2024-01-01", "v1_1": "2024-02-01", "v1_1_1": "2024-02-02"}
    framework = released("flask", **days, v1_2="2024-02-03")
    extension, later = released("a", v1_0="2024-01-05", v1_1="2024-02-03")
    upgrade = pairs.Upgrade("flask", *framework[:2])
    every = [*framework, extension, later]
    patched = (framework[2], extension, framework[2])
    assert pairs.cures(upgrade, extension, every) == [patched, (framework[1], later, later)]
    monkeypatch.setattr(upgrades, "upgraded", lambda *_: {"outcome": "works"})
    found = upgrades.mended(Path(), upgrade, extension, every, {})
    assert found == {"by": "flask", "mended": "1.1.1", "days": 1}
