"""The generated parts about what both sides install and how their pages grow, and where all figures
come from."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from report import medians
from report.markdown import table
from report.records import FILES, PYTHONS, RUN, recorded


def footprint() -> str:
    """Packages, megabytes and start-up on both Pythons, from the named run."""
    found = [(side, recorded(python)["footprint"][side]) for python in PYTHONS for side in SIDES]
    heading = ["", *(f"{side.title()} {one['framework']}" for side, one in found)]
    rows = [
        ["Python", *(one["python"] for _, one in found)],
        ["packages", *(f"{len(one['packages'])}" for _, one in found)],
        ["megabytes on disk", *(f"{one['bytes'] / 1e6:.1f}" for _, one in found)],
        [
            "start-up, median ms",
            *(f"{1000 * one['start_seconds']['median']:.0f}" for _, one in found),
        ],
        ["least to most, ms", *(spread(one["start_seconds"]) for _, one in found)],
    ]
    return table(heading, rows, "lrrrr") + "\n" + verdict_on_start_up()


def spread(time: dict) -> str:
    return f"{1000 * time['min']:.0f}–{1000 * time['max']:.0f} (n={time['n']})"


def verdict_on_start_up() -> str:
    """Which starts faster on each Python, or that no difference can be seen."""
    said = []
    for python in PYTHONS:
        flask, django = (recorded(python)["footprint"][side]["start_seconds"] for side in SIDES)
        if flask["min"] <= django["max"] and django["min"] <= flask["max"]:
            said.append(f"{python}: no clear difference")
        else:
            said.append(
                f"{python}: Flask takes {flask['median'] / django['median']:.2f} × Django's time"
            )
    return f"Start-up: {'; '.join(said)}.\n"


def growth() -> str:
    """What pages of a small and of a large catalogue cost on both sides and databases, from the
    named run."""
    facts = recorded("growth")
    small, large = facts["sizes"][0], facts["sizes"][-1]
    columns = [(database, side) for database in facts["times"] for side in SIDES]
    pages = [page for page in facts["ratios"][columns[0][0]][SIDES[0]] if page != "export"]
    rows = [
        [page, *(grown(facts, database, side, page) for database, side in columns)]
        for page in pages
    ]
    heading = ["page", *(f"{side.title()}, {database}" for database, side in columns)]
    words = f"Medians with {small:,} and with {large:,} books, in ms, and their ratio."
    return table(heading, rows, "l" + "r" * len(columns)) + f"\n{words}\n"


def grown(facts: dict, database: str, side: str, page: str) -> str:
    """``9.3 → 9.7 (1.04)``"""
    times = medians.growth(facts)[database][side][page]
    few, many = (times[facts["sizes"][at]] for at in (0, -1))
    return f"{few:.1f} → {many:.1f} ({facts['ratios'][database][side][page]:.2f})"


def where_from() -> str:
    """The run that the figures come from; its parts may be of several days."""
    dates = sorted({recorded(file.stem)["run"]["date"] for file in FILES.glob("*.json")})
    machine = recorded(PYTHONS[-1])["run"]["machine"]
    where = (
        f"the figures are in `benchmarks/results/{RUN}`, and each of its files names its date "
        "and commit"
    )
    return f"Measured on {' and '.join(dates)} on {machine}; {where}.\n"
