"""What keeping each side costs over years: releases to follow, advisories, the older and newer
releases that the unchanged code passes on, and what a type checker knows of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.features import SIDES
from benchmarks.upkeep import advisories, packages, registry, releases, typed, window

SHORT = ("flask-3.0", "django-5.2")
"""The cells that are tried with --quick: one of each side, of another release than the locked."""


def parser() -> argparse.ArgumentParser:
    quick = "no types; two cells of the window with few cases: under 90 s"
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
        help="ask the package index again, and write its answers to data/releases.tsv",
    )
    return found


def main() -> None:
    options = parser()
    arguments = cli.parsed(options)
    parts = [arguments.part] if arguments.part else list(SHOWN)
    if arguments.record and (arguments.part or arguments.only or arguments.quick):
        options.error("--record is for all parts and cells")
    if arguments.fetch:
        registry.fetch(packages.watched())
    where, facts = cli.console(120), {}
    for part in parts:
        if part == "types" and arguments.quick and not arguments.part:
            continue
        facts[part] = measured(part, arguments, where)
        SHOWN[part](facts[part], where)
    cli.keep(arguments, facts)


def measured(part: str, arguments: argparse.Namespace, where: Console) -> dict:
    if part == "window":
        only = arguments.only or (SHORT if arguments.quick else [])
        return window.measure(only, where, whole=arguments.whole, quick=arguments.quick)
    return {"releases": releases, "advisories": advisories, "types": typed}[part].measure()


def show_releases(facts: dict, where: Console) -> None:
    shown = Table(title=f"Releases of {facts['years']} years until {facts['retrieved']}")
    for heading in (
        "",
        "of them newest, a year",
        "feature releases a year",
        "days between",
        "months",
    ):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, one in facts["packages"].items():
        figures = [
            one[key] for key in ("steps_a_year", "features_a_year", "feature_days", "months")
        ]
        shown.add_row(name, *("–" if figure is None else f"{figure:.1f}" for figure in figures))
    where.print(shown)
    for setup, sides in facts["installed"].items():
        for side in SIDES:
            told = sides[side]
            where.print(
                f"{side}, {setup}: {told['packages']} packages, "
                f"{told['steps_a_year']:.0f} releases a year, "
                f"{told['features_a_year']:.0f} of them feature releases"
            )


def show_advisories(facts: dict, where: Console) -> None:
    where.print(f"Advisories published after {facts['since']} until {facts['until']}")
    for setup, sides in (*facts["setups"].items(), ("alternatives", facts["alternatives"])):
        for side in SIDES:
            told = sides[side]
            where.print(f"{side}, {setup}: {told['all']} on {told['days']} days {told['packages']}")
            where.print(f"    {told['abilities']}")


def show_types(facts: dict, where: Console) -> None:
    for side in SIDES:
        every, unknown = facts[side]["expressions"], facts[side]["unknown"]
        where.print(
            f"{side}: the type of {100 - 100 * unknown / every:.1f} % of {every} expressions"
        )


def show_window(facts: dict, where: Console) -> None:
    passed = [name for name, one in facts["cells"].items() if one.get("failed") == 0]
    where.print(f"All cases pass in {len(passed)} of {len(facts['cells'])} cells")


SHOWN: dict[str, Callable[[dict, Console], None]] = {
    "releases": show_releases,
    "advisories": show_advisories,
    "types": show_types,
    "window": show_window,
}

if __name__ == "__main__":
    main()
