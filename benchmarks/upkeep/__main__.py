"""The maintenance of each side over years: releases to track, advisories, older and newer releases
that the unchanged code passes on, type coverage, and extensions that an upgrade broke."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.common import cli, environments
from benchmarks.common.features import SIDES
from benchmarks.common.run import earlier, record, stamp
from benchmarks.upkeep import advisories, packages, registry, releases, typed, upgrades, window

SHORT = ("flask-3.1", "django-5.2")
"""The cells with --quick: one of each side, which must pass."""


def parser() -> argparse.ArgumentParser:
    quick = "no edits and upgrades; two cells of the window with few cases: under 90 s"
    found = cli.program("python -m benchmarks.upkeep", __doc__, quick=quick)
    found.add_argument("part", nargs="?", choices=SHOWN, help="this one alone")
    found.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="CELL",
        help="of the window, such as django-4.2 or python-3.13-flask; again for another one",
    )
    found.add_argument("--whole", action="store_true", help="the whole suite in each cell")
    found.add_argument(
        "--fetch",
        action="store_true",
        help="ask the package index again, and write its responses to data/releases.tsv",
    )
    return found


def main() -> None:
    options = parser()
    arguments = cli.parsed(options)
    if arguments.record and (arguments.only or arguments.quick):
        options.error("--record is for all cells, and not for --quick")
    parts = [arguments.part] if arguments.part else list(SHOWN)
    if arguments.record and (missing := sorted(filter(not_here, needed(parts)))):
        options.error(f"--record needs Python {' and '.join(missing)} on PATH or in pyenv")
    if arguments.fetch:
        registry.fetch(packages.watched())
    where, facts, before = cli.console(120), {}, earlier(arguments.record)
    for part in parts:
        if arguments.quick and not arguments.part and part in SLOW:
            continue
        facts[part] = measured(part, arguments, where)
        SHOWN[part](facts[part], where)
    keep(arguments.record, before, facts)
    if "window" in facts:
        cli.fail_for(window.broken(facts["window"]), "cases fail on a release that is admitted")


def needed(parts: Collection[str]) -> set[str]:
    """The Pythons without which a record of these parts has gaps."""
    own = {window.described()["python"]} if {"window", "widened"} & {*parts} else set()
    return own | (upgrades.needed() if "upgrades" in parts else set())


def not_here(release: str) -> bool:
    return environments.interpreter(release) is None


def measured(part: str, arguments: argparse.Namespace, where: Console) -> dict:
    if part in ("window", "widened"):
        only = arguments.only or (SHORT if arguments.quick else [])
        how = {"whole": arguments.whole, "quick": arguments.quick, "edited": part == "widened"}
        return window.measure(only, where, **how)
    if part == "upgrades":
        return upgrades.measure(where, quick=arguments.quick)
    return {"releases": releases, "advisories": advisories, "types": typed}[part].measure()


def keep(file: Path | None, before: dict, facts: dict) -> None:
    """Record these parts, each with its day and commit; other parts of the file stay."""
    if file:
        before.pop("run", None)
        record(file, before | {part: one | {"run": stamp()} for part, one in facts.items()})


def show_releases(facts: dict, where: Console) -> None:
    shown = Table(title=f"Releases of {facts['years']} years until {facts['retrieved']}")
    for heading in (
        "",
        "of them newest, a year",
        "feature releases a year",
        "days between",
        "months",
        "longest",
    ):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, one in facts["packages"].items():
        figures = [one[key] for key in SHOWN_OF_EACH]
        shown.add_row(name, *("–" if figure is None else f"{figure:.1f}" for figure in figures))
    where.print(shown)
    for setup, sides in facts["installed"].items():
        for side in SIDES:
            one = sides[side]
            where.print(
                f"{side}, {setup}: {one['packages']} packages, "
                f"{one['steps_a_year']:.0f} releases a year, "
                f"{one['features_a_year']:.0f} of them feature releases"
            )


SHOWN_OF_EACH = ("steps_a_year", "features_a_year", "feature_days", "months", "longest")


def show_advisories(facts: dict, where: Console) -> None:
    where.print(f"Advisories published after {facts['since']} until {facts['until']}")
    for setup, sides in (*facts["setups"].items(), ("alternatives", facts["alternatives"])):
        for side in SIDES:
            one = sides[side]
            where.print(f"{side}, {setup}: {one['all']} on {one['days']} days {one['packages']}")
            where.print(f"    {one['abilities']}")


def show_types(facts: dict, where: Console) -> None:
    for side in SIDES:
        every, unknown = facts[side]["expressions"], facts[side]["unknown"]
        where.print(
            f"{side}: the type of {100 - 100 * unknown / every:.1f} % of {every} expressions"
        )


def show_window(facts: dict, where: Console) -> None:
    passed = [name for name, one in facts["cells"].items() if one.get("failed") == 0]
    where.print(f"All cases pass in {len(passed)} of {len(facts['cells'])} cells")


def show_upgrades(facts: dict, where: Console) -> None:
    for side, found in facts["sides"].items():
        outcomes = [one["outcome"] for each in found.values() for one in each.values()]
        counts = ", ".join(f"{outcomes.count(one)} {one}" for one in sorted(set(outcomes)))
        where.print(f"{side}, {len(found)} feature releases: {counts}")


SHOWN: dict[str, Callable[[dict, Console], None]] = {
    "releases": show_releases,
    "advisories": show_advisories,
    "types": show_types,
    "window": show_window,
    "widened": show_window,
    "upgrades": show_upgrades,
}
SLOW = ("widened", "upgrades")
"""The parts that --quick leaves out, unless they are named."""

if __name__ == "__main__":
    main()
