"""The generated parts of docs/MAINTENANCE.md about other releases of the frameworks: what the
unchanged code and the extensions do there."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from report.markdown import table
from report.records import recorded
from report.rows.upkeep import own_cells, passes, typed


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
        "exclude this release. Works again: with a later patch release of the framework's series "
        "or a later release of the extension, whichever came first. An import runs no function, so "
        "these counts are the least."
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
    again = ", ".join(f"{name}{cured(name, one)}" for name, one in failed.items())
    return [f"{len(tested)}", *(names or "–" for names in named), again or "–"]


def cured(name: str, one: dict) -> str:
    """Beside the extension: `` 1.1.2 after 3 d``, or the release of the framework that did."""
    if "by" not in one:
        return ": not yet"
    by = "" if one["by"] == name else f" with {one['by']}"
    return f"{by} {one['mended']} after {one['days']} d"
