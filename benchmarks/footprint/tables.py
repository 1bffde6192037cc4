"""The figures as tables, one for each Python."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.common.features import SIDES
from benchmarks.common.measures import LIMIT
from benchmarks.footprint.environments import PYTHONS
from benchmarks.minimal.tables import spread

TIMES = {"import_seconds": "import, ms", "first_response_seconds": "first response, ms"}
SIZES = {"workers_megabytes": "MB a worker", "exports_megabytes": "MB, worker of exports"}


def show(facts: dict, console: Console) -> None:
    for version, found in facts["pythons"].items():
        console.print(of_python(version, found["setups"]))
        for setup, sides in found["setups"].items():
            for side in SIDES:
                for name, one in sides[side]["unasked"].items():
                    console.print(f"{setup}, {side.title()}: {in_words(name, one)}")
        for setup, one in found["controls"].items():
            off = ", ".join(f"{TIMES[what]} {each['median']:.3f}" for what, each in one.items())
            console.print(f"[dim]{setup}, Flask against itself: {off}", highlight=False)
    if absent := [one for one in PYTHONS if one not in facts["pythons"] and not facts["quick"]]:
        console.print(f"[yellow]not measured, for they are not on PATH: Python {', '.join(absent)}")
    if facts["noisy"]:
        console.print(f"[bold red]Noisy: Flask differs from itself by more than {LIMIT:.0%}.")


def of_python(version: str, setups: dict) -> Table:
    table = Table("", *(side.title() for side in SIDES), title=f"Python {version}")
    for setup, both in setups.items():
        listed = [both[side] for side in SIDES]
        table.add_section()
        table.add_row(f"{setup}: packages", *(f"{len(one['packages'])}" for one in listed))
        table.add_row("MB on disk", *(f"{one['bytes'] / 1e6:.1f}" for one in listed))
        for what, words in TIMES.items():
            table.add_row(words, *(spread(one[what], 1000) for one in listed))
        for what, words in SIZES.items():
            table.add_row(words, *(spread(one[what], digits=1) for one in listed))
    return table


def in_words(package: str, one: dict) -> str:
    """Modules that are imported although the set-up does not use them."""
    return (
        f"where it is installed, {package} ({one['megabytes']:.1f} MB) is imported unasked: "
        f"{one['modules']} modules, {one['milliseconds']:.0f} ms"
    )
