"""Published advisories of five years: of what each side installs, of its alternatives, and by what
the part that had the fault is for.

A package that is larger and that more people search has more advisories: their number says how
often somebody must upgrade at once, not how safe it is.
"""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from benchmarks.common.features import SIDES
from benchmarks.upkeep import packages

YEARS = 5
RENAMED = {"flask-security-too": "flask-security"}
"""Packages that were published under another name when the advisory was."""


@dataclass(frozen=True)
class Advisory:
    package: str
    cve: str
    published: datetime.date
    severity: str
    """The vector of CVSS; empty where the database has none."""


def table(name: str) -> list[dict[str, str]]:
    with (packages.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def listed() -> list[Advisory]:
    """All that the file has, oldest first."""
    found = [
        Advisory(
            RENAMED.get(name := canonicalize_name(row["package"]), name),
            row["cve"],
            datetime.date.fromisoformat(row["published"]),
            row["cvss"],
        )
        for row in table("advisories.tsv")
    ]
    return sorted(found, key=lambda one: one.published)


def measure() -> dict:
    """Counts of the five years that end with the newest entry of the file."""
    every = listed()
    until = every[-1].published
    since = until.replace(year=until.year - YEARS)
    recent = [one for one in every if one.published > since]
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "setups": {
            setup: {side: counted(recent, packages.installed(side, setup)) for side in SIDES}
            for setup in packages.setups()
        },
        "alternatives": {side: counted(recent, packages.alternatives(side)) for side in SIDES},
        "archive": archive(recent, since, until),
    }


def counted(every: Iterable[Advisory], names: Iterable[str]) -> dict:
    """By package, by ability, and how many name a severity."""
    chosen = set(names)
    those = [one for one in every if one.package in chosen]
    return {
        "all": len(those),
        "packages": dict(Counter(one.package for one in those).most_common()),
        "abilities": dict(Counter(ability(one) for one in those).most_common()),
        "days": len({one.published for one in those}),
        "with_severity": sum(bool(one.severity) for one in those),
    }


def ability(advisory: Advisory) -> str:
    """What the part with the fault is for. Raises KeyError for one of Django's that the archive
    does not have."""
    if advisory.package == "django":
        return parts()[advisory.cve]
    return packages.ability(advisory.package)


def parts() -> dict[str, str]:
    return {row["cve"]: row["part"] for row in table("django_archive.tsv") if row["part"]}


def archive(recent: Iterable[Advisory], since: datetime.date, until: datetime.date) -> dict:
    """How many Django itself names in the same years that the database does not, and later: a
    measure of what the counts leave out."""
    known = {one.cve for one in recent}
    rows = [row for row in table("django_archive.tsv") if row["cve"] not in known]
    return {
        "missing": sum(since.isoformat() < row["disclosed"] <= until.isoformat() for row in rows),
        "later": sum(row["disclosed"] > until.isoformat() for row in rows),
    }
