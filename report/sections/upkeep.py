"""The generated parts of docs/MAINTENANCE.md about releases and advisories."""

from __future__ import annotations

from pathlib import Path

from benchmarks.common.features import SIDES
from benchmarks.upkeep import packages
from report.markdown import table
from report.records import recorded
from report.rows import measured
from report.rows.code import FULL, WITHOUT
from report.rows.footprint import ALL
from report.rows.row import Row, Rows
from report.rows.upkeep import NAMES
from report.sections.features import own

SHOWN = ("flask", "werkzeug", "sqlalchemy", "wtforms", "flask-admin", "flask-login", "django")
"""Packages whose next release a team plans for."""


def releases() -> str:
    """The packages to track in each set-up, and how long a release of the larger packages is
    maintained."""
    facts = recorded("upkeep")["releases"]
    heading = ["set-up", "packages", "releases a year", "feature releases", "none for two years"]
    installed = [
        [f"{side.title()}, {setup}", *followed(sides[side])]
        for setup, sides in facts["installed"].items()
        for side in SIDES
    ]
    alike = ["package", "feature releases a year", "days between", "months of fixes", "longest"]
    kept = [[name, *lasting(facts["packages"][name])] for name in SHOWN]
    long = facts["packages"]["django"]["long_months"]
    kept.append(["django, long-term", "", "", whole(long), ""])
    return "\n".join(
        (table(heading, installed, "lrrrr"), table(alike, kept, "lrrrr"), sources(facts))
    )


def sources(facts: dict) -> str:
    pinned = " and ".join(sorted(packages.described()["pinned"]))
    return (
        f"From the upload times of the package index, {facts['years']} years until "
        f"{facts['retrieved']}. A release is counted when it was the newest on its day, but not "
        f"those of {pinned}, which the package behind them requires in one release. *None for two "
        "years* counts packages without a release in that time. A series gets fixes from its first "
        "release to its last, or to the next feature release where that is later. *Months of "
        "fixes* is the median of the series that have ended, and *longest* the longest of them. A "
        "dash means that none has ended in these years.\n"
    )


def followed(one: dict) -> list[str]:
    counts = [f"{one['steps_a_year']:.0f}", f"{one['features_a_year']:.0f}"]
    return [f"{one['packages']}", *counts, f"{len(one['quiet'])}"]


def lasting(one: dict) -> list[str]:
    figures = (one["feature_days"], one["months"], one["longest"])
    return [f"{one['features_a_year']:.1f}", *map(whole, figures)]


def whole(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.0f}"


def advisories() -> str:
    """Advisories by feature of the vulnerable part, and by package."""
    facts = recorded("upkeep")["advisories"]
    full = facts["setups"]["full"]
    abilities = sorted(
        {name for side in SIDES for name in full[side]["abilities"]},
        key=lambda name: (-sum(full[side]["abilities"].get(name, 0) for side in SIDES), name),
    )
    rows = [
        [name, *(f"{full[side]['abilities'].get(name, 0)}" for side in SIDES)] for name in abilities
    ]
    rows += [["**all**", *(f"**{full[side]['all']}**" for side in SIDES)]]
    rows += [["days with a publication", *(f"{full[side]['days']}" for side in SIDES)]]
    return "\n".join((table(["vulnerable part", "Flask", "Django"], rows, "lrr"), about(facts)))


def about(facts: dict) -> str:
    by_package = "".join(
        f"- {side.title()}: {listed(facts['setups']['full'][side]['packages'])}. Alternatives that "
        f"are not installed: {listed(facts['alternatives'][side]['packages']) or 'none'}.\n"
        for side in SIDES
    )
    severe = sum(facts["setups"]["full"][side]["with_severity"] for side in SIDES)
    every = sum(facts["setups"]["full"][side]["all"] for side in SIDES)
    missing = facts["archive"]
    return (
        f"Published after {facts['since']} until {facts['until']}, where the list ends. The list "
        f"has a severity for {severe} of {every}. By package:\n\n{by_package}\n"
        "**These counts do not say which side is safer.** They say on how many days "
        "somebody must look at a fix. More people examine a larger package, and Django does in one "
        "package what the Flask side does with several. The list is not complete: Django's own "
        f"archive has {missing['missing']} more in these years and {missing['later']} since. No "
        "such archive was read for the other packages.\n"
    )


def listed(packages: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in packages.items())


def summary() -> str:
    """Every row about maintenance."""
    rows = measured()
    listed = [[f"{name} ({rows[name].unit})", *own(rows[name])] for name in NAMES]
    return table(["", "Flask", "Django"], listed, "lrr")


def verdict(rows: Rows) -> str:
    """Sentences derived from the rows."""
    follow, left = (
        rows[f"releases to follow, {FULL}"],
        rows[f"releases to follow, {FULL}, {WITHOUT}"],
    )
    small = rows[f"releases to follow, SQLite, {WITHOUT}"]
    support, longest = rows["support of a release"], rows["support of the longest release"]
    urgent, edits = rows[f"days with an advisory, {FULL}"], rows["edits for the release before"]
    back, passed = rows["releases that pass, back to"], rows["feature releases that pass"]
    return (
        f"{more(follow)} has more releases to follow: {both(follow)} a year, and {both(left)} "
        f"{without()}. With SQLite alone and without them it is {both(small)}. The "
        f"framework's releases get fixes for {both(support)} months, and the longest for "
        f"{both(longest)} (Flask : Django's long-term release). {more(urgent)} has more days on "
        f"which an advisory asks for an upgrade ({both(urgent)} in five years). The unchanged code "
        f"passes on {both(passed)} feature releases, up to {both(back, 1)} years old; the release "
        f"before those needs {both(edits)} added lines.\n"
    )


def chosen(rows: Rows) -> str:
    """The packages of the whole, and how many of them come with packages for handwork."""
    whole, left = (rows[f"packages, {ALL}{more}"] for more in ("", f", {WITHOUT}"))
    small = rows[f"packages, SQLite, {WITHOUT}"]
    return (
        f"Packages of {ALL}: {both(whole)}, and {both(left)} {without()}. With SQLite alone "
        f"and without them it is {both(small)}.\n"
    )


def without() -> str:
    """``without …, whose work the other side wrote by hand (…)``"""
    files = ", ".join(f"[{Path(file).name}]({file})" for file in packages.by_hand().values())
    return f"{WITHOUT}, whose work the other side wrote by hand ({files})"


def more(row: Row) -> str:
    """The side with the larger figure."""
    flask, django = row["flask"], row["django"]
    return "Neither" if flask == django else "Flask" if flask > django else "Django"


def both(row: Row, digits: int = 0) -> str:
    return " : ".join(f"{row[side]:.{digits}f}" for side in SIDES)
