"""The window of releases on which a side's unchanged code passes the shared suite: each cell is a
run in its own environment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.code import patches
from benchmarks.common.source import ROOT
from benchmarks.upkeep.environments import (
    NO_PYTHON,
    Cell,
    DoesNotInstall,
    cells,
    described,
    made,
    versions,
)
from shared_tests.harness.child_processes import run
from shared_tests.harness.copies import apply, copy

WATCHING = Path(__file__).parent / "watching"
WIDENING = Path(__file__).parent / "widening"
"""By the name of a cell: the edits with which it passes."""
MOST_REASONS = 5
TIMEOUT = 1800
"""Seconds for one cell; the whole suite takes a few minutes."""


def chosen(names: Sequence[str]) -> list[Cell]:
    """The cells of these names, or all. Raises LookupError for an unknown name."""
    every = {cell.name: cell for cell in cells()}
    if unknown := set(names) - set(every):
        raise LookupError(f"no cell is called {', '.join(unknown)}; there are {', '.join(every)}")
    return [cell for cell in every.values() if not names or cell.name in names]


def measure(
    names: Sequence[str], where: Console, *, whole: bool, quick: bool, edited: bool = False
) -> dict:
    """Each cell in turn, reported as it ends; ``edited``: only those with edits, applied;
    ``quick``: on the current Python."""
    selection = ["shared_tests"] if whole else described()["short" if quick else "suite"]
    found = {}
    for cell in chosen(names):
        if quick and cell.of == cell.side:
            cell = replace(cell, python="{}.{}".format(*sys.version_info))
        patch = WIDENING / f"{cell.name}.patch"
        if not edited:
            found[cell.name] = tried(cell, selection)
        elif patch.is_file():
            with copy("widened-") as source:
                apply(patch, source)
                found[cell.name] = tried(cell, selection, source) | {
                    "edits": patches.counted(patch)
                }
        else:
            continue
        where.print(f"{cell.name}: {in_words(found[cell.name])}")
    return {"whole": whole, "cells": found}


def broken(facts: dict) -> list[str]:
    """The cells of releases admitted by pyproject.toml in which a case fails, or which do not
    install although their Python is installed."""
    return [
        name
        for name, outcome in facts["cells"].items()
        if name in described()["admitted"]
        and (outcome.get("failed") or not outcome.get("refused", NO_PYTHON).startswith(NO_PYTHON))
    ]


def tried(cell: Cell, selection: Sequence[str], source: Path = ROOT) -> dict:
    """The counts, the reasons of failures and the deprecations of one cell; or the reason why it
    does not install. ``source`` has the code of both sides and the suite."""
    about = {"side": cell.side, "of": cell.of, "release": cell.release, "python": cell.python}
    with TemporaryDirectory(prefix="cell-") as folder:
        try:
            python, moved = made(cell, Path(folder) / "venv")
        except DoesNotInstall as error:
            return about | {"refused": str(error)}
        framework = versions(python)[cell.side]
        outcome = suite(python, cell.side, selection, Path(folder), source)
    return about | {"framework": framework, "moved": moved} | outcome


def suite(
    python: Path, side: str, selection: Sequence[str], folder: Path, source: Path = ROOT
) -> dict:
    """Run it with this interpreter. Raises RuntimeError if it ends without an outcome."""
    outcomes, warned, begun = folder / "outcomes.json", folder / "warnings.jsonl", time.monotonic()
    warned.touch()
    env = os.environ | {
        "PYTHONPATH": str(WATCHING),
        "UPKEEP_WARNINGS": str(warned),
        "UPKEEP_OUTCOMES": str(outcomes),
    }
    command = ["nice", str(python), "-m", "pytest", "-q", "-n2", "-p", "no:cacheprovider"]
    command += ["-p", "benchmarks.upkeep.outcomes", f"--implementation={side}", *selection]
    try:
        done = run(
            command, cwd=source, env=env, timeout=TIMEOUT, capture_output=True, encoding="utf-8"
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{side} did not end within {TIMEOUT} s") from error
    if not outcomes.is_file():
        raise RuntimeError(f"pytest ended with {done.returncode}\n{done.stdout}{done.stderr}")
    cases = json.loads(outcomes.read_text(encoding="utf-8"))
    if not cases:
        raise RuntimeError(f"no case was run\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    lines = warned.read_text(encoding="utf-8").splitlines()
    return counted(cases) | {
        "seconds": round(time.monotonic() - begun, 1),
        "deprecations": deprecations(side, map(json.loads, lines), source),
    }


def counted(cases: dict[str, dict[str, str]]) -> dict:
    """The numbers that passed, failed and were skipped, and the reasons of failures, the most
    common first."""
    reasons = defaultdict(list)
    for name, case in cases.items():
        if case["outcome"] == "failed":
            reasons[alike(case["why"])].append(name)
    by_number = sorted(reasons.items(), key=lambda item: -len(item[1]))
    outcomes = [case["outcome"] for case in cases.values()]
    return {
        "passed": outcomes.count("passed"),
        "failed": outcomes.count("failed"),
        "skipped": outcomes.count("skipped"),
        "reasons": [
            {"why": why, "cases": len(names), "first": names[0]}
            for why, names in by_number[:MOST_REASONS]
        ],
    }


def alike(why: str) -> str:
    """The message without parts that differ between cases: folders, addresses, numbers of several
    digits."""
    return re.sub(r"/\S+/|0x[0-9a-f]+|\d{3,}", "…", why)[:300]


def deprecations(side: str, warned: Iterable[dict[str, str]], source: Path = ROOT) -> dict:
    """The number of different deprecations from the side's own code and from packages, and their
    texts."""
    own = f"{source / f'{side}_impl'}{os.sep}"
    found: dict[str, set[tuple[str, str]]] = {"own": set(), "packages": set()}
    for one in warned:
        whose = "own" if one["file"].startswith(own) else "packages"
        file = re.sub(r"^.*/(?:site-packages|python3\.\d+)/", "", one["file"].removeprefix(own))
        found[whose].add((file, f"{one['category']}: {alike(one['message'])}"))
    listed = {whose: sorted(f"{file}: {words}" for file, words in found[whose]) for whose in found}
    return {whose: len(found[whose]) for whose in found} | {"listed": listed}


def in_words(outcome: dict) -> str:
    if "refused" in outcome:
        return f"does not install: {outcome['refused']}"
    warned = outcome["deprecations"]
    moved = ", ".join(f"{name} {change}" for name, change in outcome["moved"].items())
    failed = "".join(f"\n    {one['cases']} ×  {one['why']}" for one in outcome["reasons"])
    return (
        f"{outcome['framework']} on Python {outcome['python']}: {outcome['passed']} passed, "
        f"{outcome['failed']} failed, {outcome['skipped']} skipped in {outcome['seconds']:.0f} s; "
        f"deprecations {warned['own']} own, {warned['packages']} of packages"
        f"{'; moved: ' if moved else ''}{moved}{failed}"
    )
