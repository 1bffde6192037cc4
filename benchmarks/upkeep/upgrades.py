"""What a feature release of a framework does to the extensions of that day.

Each extension is installed as it was the day before, beside the framework of the day before; then
the framework is upgraded and the extension kept. A module of the extension that could be imported
before and cannot be imported afterwards counts as broken. Imports are a lower bound: a function may
fail where its module still loads.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.common.features import SIDES
from benchmarks.upkeep.environments import DoesNotInstall, interpreter, uv
from benchmarks.upkeep.pairs import Upgrade, as_of, cures, extensions, upgrades
from benchmarks.upkeep.registry import Release, kept
from benchmarks.upkeep.releases import YEARS
from benchmarks.upkeep.window import alike

LOADING = Path(__file__).parent / "loading" / "modules.py"
PYTHON = "3.11"
"""The oldest Python of the project: most of the releases of these years can be installed on it."""
LATER_PYTHON = {"django": ((6, 0), "3.12")}
"""The series of a framework from which on it needs another one."""
LONGEST = 120  # seconds
DAY = datetime.timedelta(1)


def python_of(upgrade: Upgrade) -> str:
    first, python = LATER_PYTHON.get(upgrade.side, ((sys.maxsize, 0), PYTHON))
    return python if upgrade.after.series >= first else PYTHON


def needed() -> set[str]:
    """The Pythons on which upgrades are tried."""
    return {PYTHON, *(python for _, python in LATER_PYTHON.values())}


def pythons() -> str:
    """``3.11 (Django from 6.0 on: 3.12)``"""
    others = [
        f"{side.title()} from {major}.{minor} on: {python}"
        for side, ((major, minor), python) in LATER_PYTHON.items()
    ]
    return f"{PYTHON} ({', '.join(others)})"


def measure(where: Console, *, quick: bool = False) -> dict:
    """Per side, framework release and extension. ``quick``: the newest release alone."""
    today, every = kept()
    found: dict[str, dict[str, dict]] = {side: {} for side in SIDES}
    for side in SIDES:
        listed = list(upgrades(side, every, today))
        for one in listed[-1:] if quick else listed:
            outcomes = {
                name: tried(one, release, every)
                for name in extensions(side)
                if (release := as_of(name, every, one.after.day))
            }
            found[side][one.after.version] = outcomes
            where.print(f"{side} {one.after.version}: {in_words(outcomes)}")
    return {"python": pythons(), "years": YEARS, "sides": found}


def tried(upgrade: Upgrade, extension: Release, every: Iterable[Release]) -> dict:
    """The outcome of one extension: ``works``, ``breaks``, ``refuses`` (its requirements exclude
    the new release), or ``untested`` where it does not install with the framework before, or its
    Python is not here."""
    about = {"release": extension.version}
    with TemporaryDirectory(prefix="upgrade-") as folder:
        python = Path(folder) / "bin" / "python"
        try:
            uv("venv", "--quiet", f"--python={interpreter(python_of(upgrade))}", folder)
            install(python, upgrade.before, extension, upgrade.after.day)
        except DoesNotInstall as error:
            return about | {"outcome": "untested", "why": alike(str(error))}
        before = loaded(python, extension.package)
        facts = about | upgraded(python, upgrade, extension, before)
        if facts["outcome"] not in ("breaks", "refuses"):
            return facts
        return facts | mended(python, upgrade, extension, every, before)


def upgraded(python: Path, upgrade: Upgrade, extension: Release, before: dict) -> dict:
    day = max(upgrade.after.day, extension.day)
    try:
        install(python, upgrade.after, extension, day + DAY)
    except DoesNotInstall as error:
        return {"outcome": "refuses", "why": alike(str(error))}
    after = loaded(python, extension.package)
    lost = broken(before, after)
    if not lost:
        return {"outcome": "works", "modules": sum(not why for why in before.values())}
    return {"outcome": "breaks", "modules": len(lost), "why": alike(after[lost[0]])}


def broken(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The modules that loaded before and fail afterwards. A module that is in neither counts
    nothing: another release of the extension may not have it."""
    return [name for name, why in after.items() if why and before.get(name) == ""]


def mended(
    python: Path, upgrade: Upgrade, extension: Release, every: Iterable[Release], before: dict
) -> dict:
    """The first later release with which it works, of the framework's series or of the extension,
    and the days until it; nothing if there is none."""
    for framework, beside, new in cures(upgrade, extension, list(every)):
        with_it = replace(upgrade, after=framework)
        if upgraded(python, with_it, beside, before)["outcome"] == "works":
            days = max((new.day - upgrade.after.day).days, 0)
            return {"by": new.package, "mended": new.version, "days": days}
    return {}


def install(python: Path, framework: Release, extension: Release, until: datetime.date) -> None:
    """Both, and whatever else they need in its newest release before that day, at midnight in UTC.
    Raises DoesNotInstall."""
    wanted = [f"{one.package}=={one.version}" for one in (framework, extension)]
    how = ["--quiet", "--upgrade", f"--python={python}", f"--exclude-newer={until}T00:00:00Z"]
    uv("pip", "install", *how, *wanted)


def loaded(python: Path, package: str) -> dict[str, str]:
    """Each module of a package with the reason why it cannot be imported; empty if it can."""
    done = subprocess.run(
        [str(python), "-W", "ignore", str(LOADING), package],
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def in_words(outcomes: dict[str, dict]) -> str:
    counts = [one["outcome"] for one in outcomes.values()]
    words = ", ".join(f"{counts.count(one)} {one}" for one in dict.fromkeys(counts))
    failed = "".join(
        f"\n    {name} {one['release']} {one['outcome']}: {one['why']}; {cured(one)}"
        for name, one in outcomes.items()
        if one["outcome"] in ("breaks", "refuses")
    )
    return f"{words}{failed}"


def cured(one: dict) -> str:
    return (
        f"works with {one['by']} {one['mended']}, {one['days']} days later"
        if "by" in one
        else "no fix"
    )
