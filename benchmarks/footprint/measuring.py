"""Packages, disk, imports, first responses and memory of both sides in each set-up, on each Python
of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from benchmarks.common.features import SIDES
from benchmarks.common.measures import is_noisy, ratio
from benchmarks.footprint.environments import Missing, interpreters
from benchmarks.footprint.memory import memory
from benchmarks.footprint.setups import SETUPS, SQLITE, SetUp
from benchmarks.footprint.subjects import Measured, services, subjects
from benchmarks.footprint.unasked import unasked
from benchmarks.minimal import answering, loading

AGAIN = "flask again"
Key = tuple[str, str]
"""Set-up, and side."""


@dataclass(frozen=True)
class Extent:
    """The extent of the measurement: maximum of Pythons, set-ups, timed rounds, starts whose memory
    is measured."""

    pythons: int
    setups: tuple[SetUp, ...]
    rounds: int
    starts: int


FULL, QUICK = Extent(2, SETUPS, 7, 3), Extent(1, (SQLITE,), 1, 1)


def measure(quick: bool, console: Console) -> dict:
    """``{"pythons": {version: {"setups": {setup: {side: …}}, "controls": …, "noisy"}}, …}``, with
    all samples; a missing Python is reported and skipped. Raises SystemExit if no environment can
    be created."""
    extent = QUICK if quick else FULL
    found, listed = {}, list(interpreters().items())[: extent.pythons]
    try:
        with (
            TemporaryDirectory(prefix="footprint-") as name,
            Progress(console=console, transient=True) as progress,
            services() as beside,
        ):
            for version, python in listed:
                made = subjects(extent.setups, python, beside, Path(name) / version)
                found[version] = of_one(made, extent, version, progress)
    except Missing as missing:
        raise SystemExit(f"the footprint is not measured: {missing}") from None
    noisy = any(one["noisy"] for one in found.values())
    return {"quick": quick, "quoted": next(iter(found)), "pythons": found, "noisy": noisy}


def of_one(made: dict[Key, Measured], extent: Extent, version: str, progress: Progress) -> dict:
    """The facts of one Python."""
    task = progress.add_task(f"Python {version}", total=extent.rounds + extent.starts)
    found = {key: weighed(one) for key, one in made.items()}
    controls: dict[str, dict] = {setup.name: samples() for setup in extent.setups}
    warm(made)
    for _ in range(extent.rounds):
        one_round(made, found, controls)
        progress.advance(task)
    for _ in range(extent.starts):
        for key, one in made.items():
            remember(found[key], one)
        progress.advance(task)
    for key, one in made.items():
        found[key]["unasked"] = unasked(one)
    facts = {
        name: {side: found[name, side] for side in SIDES} for name, _ in list(found)[:: len(SIDES)]
    }
    return {"setups": facts} | compared(facts, controls)


def samples() -> dict[str, list[float]]:
    return {"import_seconds": [], "first_response_seconds": []}


def weighed(one: Measured) -> dict:
    """The facts that need no clock, and empty lists for the samples of the others."""
    return {
        "packages": {name: about["version"] for name, about in one.installed.packages.items()},
        "bytes": one.installed.bytes,
        "workers_megabytes": [],
        "exports_megabytes": [],
    } | samples()


def warm(made: dict[Key, Measured]) -> None:
    """Run each program once, so that it is compiled and cached."""
    for one in made.values():
        loading.run(one.load, one.served.env)
        loading.run(one.beside_all, one.served.env)


def one_round(made: dict[Key, Measured], found: dict[Key, dict], controls: dict) -> None:
    """Both sides and the A/A control, in turn, in each set-up; each import after an empty Python
    program."""
    for (setup, side), one in made.items():
        again = [controls[setup]] if side == SIDES[0] else []
        bare = loading.Load("pass", one.load.folder, one.load.python)
        for facts in [found[setup, side], *again]:
            nothing, _ = loading.run(bare, one.served.env)
            seconds, _ = loading.run(one.load, one.served.env)
            facts["import_seconds"].append(seconds - nothing)
            facts["first_response_seconds"].append(answering.first_response(one.served))


def remember(facts: dict, one: Measured) -> None:
    """Add the memory of each process after one start."""
    workers, exports = memory(one.served)
    facts["workers_megabytes"] += workers
    facts["exports_megabytes"] += exports


def compared(facts: dict, controls: dict) -> dict:
    """The A/A control of each set-up, and whether it is noisy."""
    found = {
        setup: {
            what: vars(ratio(again, facts[setup][SIDES[0]][what])) for what, again in one.items()
        }
        for setup, one in controls.items()
    }
    noisy = any(is_noisy(one["median"]) for each in found.values() for one in each.values())
    return {"again": controls, "controls": found, "noisy": noisy}
