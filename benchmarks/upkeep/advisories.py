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
"""Packages that had another name when the advisory was published."""


@dataclass(frozen=True)
class Advisory:
    package: str
    cve: str
    published: datetime.date
    severity: str
    """The CVSS vector; empty if the database has none."""


def table(name: str) -> list[dict[str, str]]:
    with (packages.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def listed() -> list[Advisory]:
    """All advisories of the file, oldest first."""
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
    """By package, by feature, and the number with a severity."""
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
    """The feature of the vulnerable part. Raises KeyError for one of Django's that is not in the
    archive."""
    if advisory.package == "django":
        return parts()[advisory.cve]
    return packages.ability(advisory.package)


def parts() -> dict[str, str]:
    return {row["cve"]: row["part"] for row in table("django_archive.tsv") if row["part"]}


def archive(recent: Iterable[Advisory], since: datetime.date, until: datetime.date) -> dict:
    """The number of advisories in Django's archive that the database lacks, in the same years and
    later: a measure of what the counts omit."""
    known = {one.cve for one in recent}
    rows = [row for row in table("django_archive.tsv") if row["cve"] not in known]
    return {
        "missing": sum(since.isoformat() < row["disclosed"] <= until.isoformat() for row in rows),
        "later": sum(row["disclosed"] > until.isoformat() for row in rows),
    }
