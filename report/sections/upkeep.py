"""The generated parts of docs/MAINTENANCE.md about releases and advisories."""

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
    heading = ["set-up", "packages", "releases a year", "feature releases", "none for two years"]
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
        f"{facts['retrieved']}. A release is counted when it was the newest on its day. *None for "
        "two years* counts packages without a release in that time. *Months of fixes* is the "
        "median time from the first to the last release of a series that has ended; a dash means "
        "that none has ended in these years."
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
        "**These counts do not say which side is safer.** They say how often somebody must upgrade "
        "at once. More people examine a larger package, and Django does in one package what the "
        "Flask side does with several. The list is not complete: Django's own archive "
        f"has {missing['missing']} more in these years and {missing['later']} since. No such "
        "archive was read for the other packages.\n"
    )


def listed(packages: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in packages.items())


def window() -> str:
    """Releases and sides: each cell is a run of the unchanged code, then the edits."""
    facts = recorded("upkeep")
    cells = facts["window"]["cells"]
    heading = ["release", "Python", "passed", "failed", "deprecations", "why"]
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
        + f"\n{edits}.\n\nThe type checker knows the type of {types} of all expressions (Flask : "
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


def upgrades() -> str:
    """What each feature release of five years did to the extensions of the day before."""
    facts = recorded("upkeep")["upgrades"]
    lines = [
        [f"{side.title()} {release}", *upgraded(found)]
        for side in SIDES
        for release, found in facts["sides"][side].items()
    ]
    words = (
        "Each extension that is installed, or named as an alternative, is taken as it was the day "
        f"before, on Python {facts['python']}. Broken: a module of it that could be imported with "
        "the release before cannot be imported with this one. Refused: its own requirements "
        "exclude this release. An import runs no function, so these counts are the least."
    )
    heading = ["release", "extensions", "broken", "refused", "works again"]
    return f"{table(heading, lines, 'lrlll')}\n{words}\n"


def upgraded(found: dict[str, dict]) -> list[str]:
    tested = {name: one for name, one in found.items() if one["outcome"] != "untested"}
    failed = {name: one for name, one in tested.items() if one["outcome"] != "works"}
    named = [
        ", ".join(
            f"{name} {one['release']}" for name, one in failed.items() if one["outcome"] == it
        )
        for it in ("breaks", "refuses")
    ]
    again = [
        f"{name} {one['mended']} after {one['days']} d" if "mended" in one else f"{name}: not yet"
        for name, one in failed.items()
    ]
    return [f"{len(tested)}", *(names or "–" for names in named), ", ".join(again) or "–"]


def summary() -> str:
    """Every row about maintenance."""
    rows = measured()
    listed = [[f"{name} ({rows[name].unit})", *own(rows[name])] for name in NAMES]
    return table(["", "Flask", "Django"], listed, "lrr")


def verdict(rows: Rows) -> str:
    """Four sentences derived from the rows."""
    follow, support = rows["releases to follow, full"], rows["support of the longest release"]
    urgent, back = rows["days with an advisory, full"], rows["releases that pass, back to"]
    edits = rows["edits for the release before"]
    return (
        f"{more(follow)} has more releases to follow ({both(follow)} a year). A release of the "
        f"framework gets fixes for {both(support)} months (Flask : Django's long-term release). "
        f"{more(urgent)} has more days on which an "
        f"advisory asks for an upgrade ({both(urgent)} in five years). The unchanged code "
        f"passes on releases up to {both(back, 1)} years old; the release before those needs "
        f"{both(edits)} added lines.\n"
    )


def more(row: Row) -> str:
    """The side with the larger figure."""
    flask, django = row["flask"], row["django"]
    return "Neither" if flask == django else "Flask" if flask > django else "Django"


def both(row: Row, digits: int = 0) -> str:
    return " : ".join(f"{row[side]:.{digits}f}" for side in SIDES)
