"""All figures of the footprint: packages, megabytes, lines, imports, first responses and memory,
and their crossings."""

from __future__ import annotations

import platform
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from benchmarks.common.features import SIDES
from benchmarks.minimal import answering, loading
from benchmarks.minimal.claims import prove
from benchmarks.minimal.generated import kinds, scaffolding
from benchmarks.minimal.measures import crossings, weighed
from benchmarks.minimal.steps import pairs, steps
from benchmarks.minimal.subjects import KINDS, settings

ENDS = (*KINDS, "parity")


@dataclass(frozen=True)
class Extent:
    """The extent of the measurement, and the number of concurrent programs while nothing is
    timed."""

    rounds: int
    responses: int
    requests: int
    """Before the memory is measured."""
    at_once: int
    ends: tuple[str, ...]
    """The steps that are served, and whose claims are proved where they have some."""
    everything: bool
    """Whether the imports of all steps are timed, or only those of the first two and the last; and
    --preload is tried."""


FULL = Extent(5, 4, answering.REQUESTS, 1, ENDS, everything=True)
QUICK = Extent(1, 1, 20, 2, ENDS[:1], everything=False)


def measure(quick: bool, console: Console) -> dict:
    """The facts, ready for JSON. Raises SystemExit when an application of one file breaks its
    claims."""
    extent = QUICK if quick else FULL
    with (
        TemporaryDirectory() as name,
        ThreadPoolExecutor(2) as pool,
        Progress(console=console, transient=True) as progress,
    ):
        proved = [step for step in KINDS if step in extent.ends]
        proofs = {step: {side: pool.submit(prove, step, side) for side in SIDES} for step in proved}
        # Before anything is timed; it also compiles the imports
        subjects = prepared(extent.ends, Path(name), pool)
        found = {pair[0].name: {one.side: weighed(one) for one in pair} for pair in pairs()}
        claims = {
            step: {side: one.result() for side, one in sides.items()}
            for step, sides in proofs.items()
        }
        imports(found, Path(name), extent, progress)
        ends = served(subjects, extent, progress)
    return {
        "python": platform.python_version(),
        "quick": quick,
        "claims": claims,
        "steps": found,
        "served": ends,
        "scaffolding": scaffolding(),
        "lines": {side: kinds(side) for side in SIDES},
        "crossings": crossings(found, ends),
    }


def imports(found: dict[str, dict], folder: Path, extent: Extent, progress: Progress) -> None:
    """Add samples of seconds and megabytes to the steps whose imports are timed."""
    names, both = (
        list(found),
        list(zip(*(loading.loads(steps(side)) for side in SIDES), strict=True)),
    )
    timed = range(len(names)) if extent.everything else [0, 1, len(names) - 1]
    chosen = [both[at] for at in timed]
    task = progress.add_task("imports", total=2 * len(chosen) * extent.rounds)
    loading.measure(chosen, settings(folder), extent.rounds, lambda: progress.advance(task))
    for at, pair in zip(timed, chosen, strict=True):
        for side, load in zip(SIDES, pair, strict=True):
            found[names[at]][side] |= {
                "import_seconds": load.seconds,
                "import_megabytes": load.megabytes,
            }


def prepared(
    ends: tuple[str, ...], folder: Path, pool: ThreadPoolExecutor
) -> dict[tuple[str, str], answering.Subject]:
    """Both sides at each of these steps, each with the catalogue in its own database."""
    kinds = [(end, side) for end in ends for side in SIDES]
    made = pool.map(
        lambda one: answering.subject(one[0], one[1], folder / "-".join(one).replace(" ", "-")),
        kinds,
    )
    return dict(zip(kinds, made, strict=True))


def served(
    subjects: dict[tuple[str, str], answering.Subject], extent: Extent, progress: Progress
) -> dict[str, dict]:
    """First responses and memory; the memory with ``--preload`` at parity."""
    facts: dict[str, dict] = {
        end: {side: {"first_answer_seconds": []} for side in SIDES} for end in extent.ends
    }
    both = [False, True] if extent.everything else [False]
    asked = [
        (kind, preload)
        for kind in subjects
        for preload in (both if kind[0] == ENDS[-1] else [False])
    ]
    task = progress.add_task("servers", total=len(subjects) * extent.responses + len(asked))
    for (end, side), one in [*subjects.items()] * extent.responses:  # taking turns
        facts[end][side]["first_answer_seconds"].append(answering.first_response(one))
        progress.advance(task)

    def remember(kind: tuple[str, str], preload: bool) -> None:
        found = answering.memory(subjects[kind], extent.requests, preload=preload)
        facts[kind[0]][kind[1]]["preloaded" if preload else "memory"] = found
        progress.advance(task)

    with ThreadPoolExecutor(extent.at_once) as pool:
        list(pool.map(lambda one: remember(*one), asked))
    return facts
