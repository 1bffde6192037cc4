"""The generated parts of docs/MAINTENANCE.md about changes."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from experiments.changes.requests import SWAPS, requests
from report.markdown import table
from report.records import recorded
from report.rows import measured
from report.rows.row import Row, short


def changes(swaps: bool = False) -> str:
    """The cost of each change request on each side; replacements of a part are separate."""
    facts, lines = recorded("changes")["changes"], measured()
    sides = [one for one in requests() if one.compares_sides]
    chosen = [one for one in sides if one.name.startswith(SWAPS) == swaps]
    rows = [
        [
            f"[{one.title}](experiments/changes/{one.name}/)",
            *cells(facts[one.name], lines[f"change, {one.name}"]),
        ]
        for one in chosen
    ]
    total = {
        what: [sum(facts[one.name][side][what] for one in chosen) for side in SIDES]
        for what in WHAT
    }
    rows.append(
        ["**all**", *(f"**{flask:,} : {django:,}**" for flask, django in total.values()), ""]
    )
    return table(["Flask : Django", *WHAT.values(), "new packages"], rows, "lrrrl")


WHAT = {"lines": "lines", "files": "files", "migrations_by_hand": "migrations by hand"}


def cells(facts: dict, lines: Row) -> list[str]:
    figures = [" : ".join(short(lines[side]) for side in SIDES)]
    figures += [
        " : ".join(f"{facts[side][what]:,}" for side in SIDES) for what in WHAT if what != "lines"
    ]
    packages = [", ".join(facts[side]["packages"]) or "–" for side in SIDES]
    return [
        *figures,
        " : ".join(packages) if any(facts[side]["packages"] for side in SIDES) else "",
    ]


def suite() -> str:
    """The number of green cases after each patch."""
    facts = [one[side] for one in recorded("changes")["changes"].values() for side in SIDES]
    green = [one["suite_cases"] for one in facts if "suite_cases" in one]
    own, failed = (sum(one[what] for one in facts) for what in ("cases", "failed_before"))
    words = (
        f"The {len(facts)} patches have {own} test cases of their own. Before the patch, {failed} "
        f"of these failed and {own - failed} passed; after it, all passed"
    )
    which = "each patch" if len(green) == len(facts) else f"{len(green)} of the patches"
    rest = f"After {which}, all {min(green):,} or more cases of the suite passed too"
    return f"{words}. {rest} (`nox -s changes -- --whole-suite`).\n"


def split() -> str:
    """Accounts and catalogue as two services."""
    facts = recorded("split")["split"]
    rows = [
        ["lines added", *(f"{facts[side]['lines']}" for side in SIDES)],
        [
            "test cases through nginx: passed",
            *(f"{facts[side]['suite']['passed']}" for side in SIDES),
        ],
        ["failed", *(f"{facts[side]['suite']['failed']}" for side in SIDES)],
        [
            "skipped, because they control the server process",
            *(f"{facts[side]['suite']['skipped']}" for side in SIDES),
        ],
    ]
    for part, words in {
        "whole": "before the split",
        "accounts": "accounts",
        "catalogue": "catalogue",
    }.items():
        rows.append(
            [
                f"memory of a worker, {words}, MiB",
                *(f"{facts[side]['memory'][part]:.0f}" for side in SIDES),
            ]
        )
    return table(["", "Flask", "Django"], rows, "lrr")


def moving() -> str:
    """The cost of serving a feature by the other framework, and the share of each side that is
    independent of its own."""
    facts = recorded("migration")
    names = {
        "django_on_flask": "from Flask to Django",
        "flask_on_django": "from Django to Flask",
    }
    rows = [
        [
            words,
            f"{one['lines']}",
            f"{one['scaffold_lines']}",
            f"{one['cases']['passed']}",
            yes(one["shares_sign_in"]),
        ]
        for words, one in ((words, facts["directions"][name]) for name, words in names.items())
    ]
    heading = [
        "",
        "lines",
        "of these, needed only while both run",
        "test cases passed",
        "sign-in shared",
    ]
    shared = table(heading, rows, "lrrrl")
    free = [f"{side.title()} {percent(facts['coupling'][side])} %" for side in SIDES]
    words = (
        "Python lines in modules that import neither the framework nor a module that does: "
        f"{', '.join(free)}"
    )
    return f"{shared}\n{words} (`python -m experiments.migration.coupling`).\n"


def yes(one: bool) -> str:
    return "yes" if one else "no"


def percent(coupling: dict) -> str:
    return f"{100 * coupling['free_lines'] / coupling['lines']:.0f}"
