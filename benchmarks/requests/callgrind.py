"""Counts the instructions of a request with valgrind's callgrind, which is independent of other
load on the machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.requests.asking import running
from benchmarks.requests.bench import WARM_UP
from benchmarks.requests.scenarios import SCENARIOS
from benchmarks.requests.subject import Subject
from benchmarks.requests.valgrind import compiled, counted

CALLS = 20
TOOL = ("valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no")


def count(
    subject: Subject,
    scenarios: Sequence[str],
    repeats: int,
    *,
    calls: int = CALLS,
    warm_up: int = WARM_UP,
    hashes: Path | None = None,
    advance: Callable[[], object] = lambda: None,
) -> dict[str, list[float]]:
    """Instructions a request, a figure each repeat, for the named scenarios; all in one process of
    the application.

    A repeat signs in anew, puts the database back and counts ``calls`` requests. ``hashes`` is a
    file of password hashes that need not be computed again. The garbage collector starts each
    repeat from the same state, so that few calls give the figure of many. Raises Missing without
    valgrind, RuntimeError for a wrong response.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        library, dump = compiled(folder), folder / "callgrind.out"
        tool = (*TOOL, f"--callgrind-out-file={dump}")
        found: dict[str, list[float]] = {one: [] for one in scenarios}
        with running(subject, folder, *tool, library=library, hashes=hashes) as child:
            for one in scenarios:
                child.ask("warm_up", scenario=one, calls=warm_up)
                advance()
            child.ask("start")
            for number in range(repeats * len(found)):
                one = scenarios[number % len(found)]
                amount = calls // SCENARIOS[one].weight
                child.ask("count", scenario=one, calls=amount)
                found[one].append(counted(dump.with_suffix(f".out.{number + 1}")) / amount)
                advance()
    return found
