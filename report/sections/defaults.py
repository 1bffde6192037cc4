"""The generated parts of docs/SECURITY.md, from the recorded run."""

from __future__ import annotations

from itertools import groupby

from benchmarks.common.features import SIDES
from benchmarks.defaults.finding import (
    DOES_NOT_APPLY,
    HELD,
    NOT_HELD,
    abilities,
    protections,
)
from benchmarks.defaults.price import Closing, closings, gaps, reminders
from benchmarks.defaults.subjects import PACKAGES
from report.markdown import table
from report.records import recorded
from report.rows.security import NAMES, applies, count

SHORT = ("Flask", "+ extensions", "+ Security", "Django", "+ packages")
MARKS = {HELD: "✓", NOT_HELD: "**✗**", DOES_NOT_APPLY: "–"}


def rows() -> list[dict]:
    return recorded("defaults")["rows"]


def number(name: str) -> int:
    """Of a row, counted from 1, as the table and the lists show it."""
    return [row["name"] for row in rows()].index(name) + 1


def applications() -> str:
    """The five applications, and their packages."""
    listed = ((name, ABOUT.get(name, ", ".join(PACKAGES[name]))) for name in NAMES)
    return "".join(f"- **{name[0].upper() + name[1:]}**: {about}.\n" for name, about in listed)


ABOUT = {
    "bare Flask": "Flask without extensions, with the settings of its page *Security "
    "Considerations*",
    "Django": "what `startproject` generates, with the settings of its *Deployment checklist* and "
    "its `Content-Security-Policy`",
}


def remembered() -> str:
    """Every protection: the default of each application, and the lines that close the row."""
    lines: list[list[str]] = []
    for group, members in groupby(protections(rows()), key=lambda row: row["group"]):
        of_group = list(members)
        held = [share(of_group, name) for name in NAMES]
        lines += [[f"**{group}**", *held, ""], *shown(of_group)]
    return table(["", *SHORT, "lines"], lines, "lcccccr")


def share(of_group: list[dict], name: str) -> str:
    """``6 of 7``: what an application holds of what applies to it; a dash where nothing does."""
    of = sum(applies(row, name) for row in of_group)
    return f"{count(of_group, name, HELD)} of {of}" if of else MARKS[DOES_NOT_APPLY]


def able() -> str:
    """The same of the abilities."""
    return table(["", *SHORT, "lines"], shown(abilities(rows())), "lcccccr")


def shown(of: list[dict]) -> list[list[str]]:
    found, lines = closings(rows()), []
    for row in of:
        verdicts = [MARKS[row["found"][name]["verdict"]] for name in NAMES]
        prices = [price(found[row["name"]][side]) for side in SIDES]
        cost = " : ".join(prices) if set(prices) != {"–"} else ""
        lines.append([f"{number(row['name'])}. {row['says']}", *verdicts, cost])
    return lines


def price(closing: Closing) -> str:
    """Lines; in brackets those beside the packages, where fewer do; a dash if none of our code
    closes the row."""
    fewer = "".join(f" ({closing.of(name).lines})" for name in closing.columns)
    return f"{closing.lines}{fewer}" if closing.references else "–"


def observed() -> str:
    """The behaviour where a row is not held, with the applications."""
    lines = []
    for row in rows():
        seen: dict[str, list[str]] = {}
        for name in NAMES:
            finding = row["found"][name]
            if finding["verdict"] == NOT_HELD:
                seen.setdefault(finding["observed"], []).append(name)
        if seen:
            words = "; ".join(f"{', '.join(names)}: {what}" for what, names in seen.items())
            lines.append(f"- {number(row['name'])}. {words}\n")
    return "".join(lines)


def total() -> str:
    """The protections of each application, and the code that adds the others; what closes several
    rows counts once."""
    asked = protections(rows())
    added = gaps(asked, closings(rows()))
    lines = [
        [
            name[0].upper() + name[1:],
            *(f"{count(asked, name, verdict)}" for verdict in MARKS),
            f"{added[name].lines}",
            ", ".join(sorted(added[name].packages)),
        ]
        for name in NAMES
    ]
    heading = ["", *MARKS.values(), "lines to write", "packages to add"]
    return table(heading, lines, "lrrrrl")


def reminder(side: str) -> str:
    """The hand-written list of one side, each line with the numbers of the rows that show it."""
    listed = [
        (text, sorted(number(name) for name in names)) for text, names in reminders(rows(), side)
    ]
    return "".join(f"- {text} ({', '.join(map(str, numbers))})\n" for text, numbers in listed)


def versions() -> str:
    facts = recorded("defaults")
    named = ", ".join(f"`{name} {version}`" for name, version in facts["versions"].items())
    return f"Measured on Python {facts['python']} with {named}.\n"
