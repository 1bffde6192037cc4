"""The generated parts of the section "What you must remember" of COMPARISON.md, from the recorded
run."""

from __future__ import annotations

from functools import reduce
from operator import or_

from benchmarks.common.features import SIDES
from benchmarks.defaults.finding import DOES_NOT_APPLY, HELD
from benchmarks.defaults.price import Closing, closings, reminders
from report.markdown import table
from report.records import recorded

NAMES = ("bare Flask", "Flask with extensions", "Django")


def rows() -> list[dict]:
    return recorded("defaults")["rows"]


def number(name: str) -> int:
    """Of a row, counted from 1, as the table and the lists show it."""
    return [row["name"] for row in rows()].index(name) + 1


def remembered() -> str:
    """Every row: what each application does by itself, and the lines that close it in Bookshelf."""
    found = closings(rows())
    lines: list[list[str]] = []
    for group in dict.fromkeys(row["group"] for row in rows()):
        lines.append([f"**{group}**", "", "", "", "", ""])
        for row in rows():
            if row["group"] == group:
                verdicts = [verdict(row["found"][name]) for name in NAMES]
                prices = [price(found[row["name"]][side]) for side in SIDES]
                lines.append([f"{number(row['name'])}. {row['says']}", *verdicts, *prices])
    heading = [
        "",
        *(name[0].upper() + name[1:] for name in NAMES),
        "our Flask: lines",
        "our Django: lines",
    ]
    return table(heading, lines, "llllrr")


def verdict(finding: dict) -> str:
    if finding["verdict"] == DOES_NOT_APPLY:
        return "–"
    return "held" if finding["verdict"] == HELD else f"**not held:** {finding['observed']}"


def price(closing: Closing) -> str:
    """Lines and packages; empty where the framework holds the row by itself."""
    lines = [f"{closing.lines}"] if closing.references else []
    return ", ".join([*lines, *sorted(closing.packages)])


def total() -> str:
    """How much each application holds, and what the rest costs; an object that closes several rows
    counts once."""
    held = {
        name: sum(row["found"][name]["verdict"] == HELD for row in rows())
        for name in rows()[0]["found"]
    }
    said = ", ".join(f"{name} {count}" for name, count in held.items())
    found = closings(rows())
    costs = [
        cost(side, reduce(or_, (found[row["name"]][side] for row in rows()))) for side in SIDES
    ]
    return f"Of {len(rows())} rows hold: {said}. What closes the others is {' and '.join(costs)}.\n"


def cost(side: str, added: Closing) -> str:
    names = ", ".join(sorted(added.packages))
    packages = f"{len(added.packages)} package{'s' * (len(added.packages) != 1)}"
    return f"{added.lines} lines in {side.title()}, with {packages} ({names})"


def reminder(side: str) -> str:
    """The hand-written list of one side, each line with the numbers of the rows that show it."""
    listed = [
        (text, sorted(number(name) for name in names)) for text, names in reminders(rows(), side)
    ]
    return "".join(f"- {text} ({', '.join(map(str, numbers))})\n" for text, numbers in listed)


def versions() -> str:
    facts = recorded("defaults")
    named = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    return f"Asked on Python {facts['python']} of {named}.\n"
