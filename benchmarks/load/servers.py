"""Compares servers with frameworks: servers with one worker process, with both sides and the
baseline."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from benchmarks.load.closed import closed_loop, warm
from benchmarks.load.comparing import Key, compared
from benchmarks.load.processes import core_of_clients, core_of_servers, pinned
from benchmarks.load.programs import GTHREAD, PROGRAMS, Program
from benchmarks.load.subjects import AGAIN, Subject
from benchmarks.load.targets import Target, WrongResponse, target

CONNECTIONS = 8
Reasons = dict[str, str]


@dataclass(frozen=True)
class Size:
    """The extent of the measurement: rounds, and the seconds of one for each path."""

    rounds: int
    seconds: dict[str, float]
    programs: tuple[Program, ...]


FULL = Size(8, {"/books/": 0.4, "/healthz": 0.15}, PROGRAMS)
QUICK = Size(2, {"/books/": 0.15}, (GTHREAD,))


def measure(subjects: dict[str, Subject], folder: Path, size: Size, progress: Progress) -> dict:
    """Rates and processor seconds a request of each server with each subject, and the two spreads,
    for each path."""
    stopped: Reasons = {}
    with ExitStack() as stack:
        targets: dict[Key, Target] = {}
        for program in progress.track(size.programs, description="servers start"):
            if program.version():
                targets |= started(stack, program, subjects, folder, size, stopped)
            else:
                stopped[program.name] = f"not installed (pip install {program.package})"
        turns = rounds(targets, size, stopped, progress)
    kept = {key: one.keeps_alive for key, one in targets.items()}
    versions = {
        one.name: {"version": one.version(), "threads": one.threads} for one in size.programs
    }
    paths = {
        path: {key: all_ for key, all_ in turns.items() if key[2] == path} for path in size.seconds
    }
    return {
        "servers": versions,
        "stopped": stopped,
        "paths": {path: compared(one, kept) for path, one in paths.items()},
    }


def started(
    stack: ExitStack,
    program: Program,
    subjects: dict[str, Subject],
    folder: Path,
    size: Size,
    stopped: Reasons,
) -> dict[Key, Target]:
    """The pages of a server with all subjects that it can serve; the reason why one does not start
    is written to ``stopped``."""
    found: dict[Key, Target] = {}
    for name, subject in subjects.items():
        if not subject.app(program) or (name == AGAIN and program is not GTHREAD):
            continue
        try:
            with pinned(core_of_servers()):
                server = stack.enter_context(subject.served(program, folder))
            found |= {(program.name, name, path): target(server, path) for path in size.seconds}
        except (RuntimeError, OSError) as error:
            stopped[f"{program.name}, {name}"] = str(error)
    return found


def rounds(
    targets: dict[Key, Target], size: Size, stopped: Reasons, progress: Progress
) -> dict[Key, list[dict]]:
    """A sample of each page per round, in turn; a page with a wrong response is not requested
    again."""
    task = progress.add_task("servers", total=len(targets) * size.rounds)
    found: dict[Key, list[dict]] = {key: [] for key in targets}
    for one in targets.values():
        warm(one, CONNECTIONS, core_of_clients())
    for _ in range(size.rounds):
        for key in [*found]:
            try:
                found[key].append(
                    closed_loop(targets[key], size.seconds[key[2]], CONNECTIONS, core_of_clients())
                )
            except WrongResponse as error:
                stopped[", ".join(key)] = str(error)
                del found[key]
            progress.advance(task)
    return found
