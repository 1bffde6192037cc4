"""The generated parts of COMPARISON.md about maintenance."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from report.markdown import table
from report.records import recorded
from report.rows import measured
from report.rows.row import Row, Rows
from report.rows.upkeep import NAMES, own_cells, passes, typed
from report.sections.features import own

SHOWN = ("flask", "werkzeug", "sqlalchemy", "wtforms", "flask-admin", "flask-login", "django")
"""Packages whose next release a team plans for."""


def releases() -> str:
    """The packages to track in each set-up, and how long a release of the larger packages is
    maintained."""
    facts = recorded("upkeep")["releases"]
    heading = ["installed", "packages", "releases a year", "feature releases", "none for two years"]
    installed = [
        [f"{side.title()}, {setup}", *followed(sides[side])]
        for setup, sides in facts["installed"].items()
        for side in SIDES
    ]
    alike = ["package", "feature releases a year", "days between", "months of fixes"]
    kept = [[name, *lasting(facts["packages"][name], "months")] for name in SHOWN]
    kept.append(["django, long-term", *lasting(facts["packages"]["django"], "long_months")])
    words = (
        f"From the upload times of the package index, {facts['years']} years until "
        f"{facts['retrieved']}. A release is counted when it was the newest on its day. Months of "
        "fixes: from the first to the last release of a series that has ended, the median; a dash: "
        "none has ended in these years."
    )
    return "\n".join((table(heading, installed, "lrrrr"), table(alike, kept, "lrrr"), f"{words}\n"))


def followed(told: dict) -> list[str]:
    counts = [f"{told['steps_a_year']:.0f}", f"{told['features_a_year']:.0f}"]
    return [f"{told['packages']}", *counts, f"{len(told['quiet'])}"]


def lasting(told: dict, months: str) -> list[str]:
    figures = (told["feature_days"], told[months])
    return [
        f"{told['features_a_year']:.1f}",
        *("–" if figure is None else f"{figure:.0f}" for figure in figures),
    ]


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
    rows += [["days on which one was published", *(f"{full[side]['days']}" for side in SIDES)]]
    return "\n".join((table(["the part is for", "Flask", "Django"], rows, "lrr"), about(facts)))


def about(facts: dict) -> str:
    by_package = "; ".join(
        f"{title}: {listed(facts['setups']['full'][side]['packages'])}, and of alternatives "
        f"{listed(facts['alternatives'][side]['packages']) or 'none'}"
        for side, title in (("flask", "Flask"), ("django", "Django"))
    )
    severe = sum(facts["setups"]["full"][side]["with_severity"] for side in SIDES)
    every = sum(facts["setups"]["full"][side]["all"] for side in SIDES)
    missing = facts["archive"]
    return (
        f"Published after {facts['since']} until {facts['until']}, where the list ends. By "
        f"package: {by_package}. The list has a severity for {severe} of {every}.\n\n"
        "**A larger part that more people search reports more**: these counts say how often "
        "somebody must upgrade at once, not which side is safer, and Django is one package for "
        "what several are on the other side. The list is not complete either: Django's own archive "
        f"has {missing['missing']} more in these years and {missing['later']} since; of the other "
        "packages no such archive was read.\n"
    )


def listed(packages: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in packages.items())


def window() -> str:
    """Releases and sides: each cell is a run of the unchanged code, then the edits."""
    facts = recorded("upkeep")
    cells = facts["window"]["cells"]
    heading = ["release", "Python", "cases passed", "failed", "deprecations, own", "why"]
    rows = [row(one, side.title()) for side in SIDES for one in own_cells(cells, side)]
    rows += [row(one, "Python") for one in cells.values() if one["of"] == "python"]
    edits = "; ".join(
        f"{one['of'].title()} {one['release']} passes with {one['edits']['lines']} added lines "
        f"([patch](benchmarks/upkeep/widening/{name}.patch))"
        for name, one in facts["widened"]["cells"].items()
        if passes(one)
    )
    types = " : ".join(f"{typed(facts['types'][side]):.0f} %" for side in SIDES)
    return (
        table(heading, rows, "lrrrrl")
        + f"\n{edits}. The type checker knows the type of {types} of all expressions (Flask : "
        "Django, without tests and migrations).\n"
    )


def row(cell: dict, name: str) -> list[str]:
    side = f", {cell['side'].title()}" if cell["of"] == "python" else ""
    about = [f"{name} {cell['release']}{side}", cell["python"]]
    if "refused" in cell:
        return [*about, "–", "–", "–", f"does not install: {cell['refused']}"]
    why = "; ".join(f"`{one['why']}`" for one in cell["reasons"][:1])
    moved = ", ".join(f"{package} {change}" for package, change in cell["moved"].items())
    return [
        *about,
        f"{cell['passed']}",
        f"{cell['failed']}",
        f"{cell['deprecations']['own']}",
        "; ".join(part for part in (why, moved and f"with {moved}") if part),
    ]


def summary() -> str:
    """Every row about maintenance."""
    rows = measured()
    listed = [[f"{name} ({rows[name].unit})", *own(rows[name])] for name in NAMES]
    return table(["", "Flask", "Django"], listed, "lrr")


def verdict(rows: Rows) -> str:
    """Two sentences derived from the rows."""
    follow, support = rows["releases to follow, full"], rows["support of the longest release"]
    urgent, back = rows["days with an advisory, full"], rows["releases that pass, back to"]
    edits = rows["edits for the release before"]
    return (
        f"{more(follow)} has more releases to follow "
        f"({both(follow)} a year), and a release of its framework gets fixes for "
        f"{both(support)} months (Flask : Django's long-term one). "
        f"{more(urgent)} has more days on which an "
        f"advisory asks for an upgrade ({both(urgent)} in five years); the unchanged code "
        f"passes on releases back to {both(back, 1)} years, and the release before asks for "
        f"{both(edits)} lines.\n"
    )


def more(row: Row) -> str:
    """The side with the larger figure."""
    flask, django = row["flask"], row["django"]
    return "Neither" if flask == django else "Flask" if flask > django else "Django"


def both(row: Row, digits: int = 0) -> str:
    return " : ".join(f"{row[side]:.{digits}f}" for side in SIDES)
