"""Does the server matter more than the framework? Six servers, one worker process each, with both sides and the floor."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.progress import Progress

from benchmarks.load.closed import Target, WrongAnswer, closed_loop, target
from benchmarks.load.processes import core_of_clients, core_of_servers, pinned
from benchmarks.load.programs import GRANIAN, GTHREAD, PROGRAMS, Program
from benchmarks.load.samples import null, ratio, summary
from benchmarks.load.subjects import AGAIN, SIDES, Subject

CONNECTIONS, WARM = 8, 0.2
Key = tuple[str, str, str]
"""Server, subject and path."""


@dataclass(frozen=True)
class Size:
    """How much is measured: rounds, and the seconds of one for each path."""

    rounds: int
    seconds: dict[str, float]
    programs: tuple[Program, ...]


FULL = Size(5, {"/books/": 0.5, "/healthz": 0.3}, PROGRAMS)
QUICK = Size(3, {"/books/": 0.3}, (GTHREAD, GRANIAN))


def measure(subjects: dict[str, Subject], folder: Path, size: Size, progress: Progress) -> dict:
    """Rates and processor seconds a request of each server with each subject, and the two spreads, for each path."""
    stopped: dict[str, str] = {}
    with ExitStack() as stack:
        targets = started(stack, subjects, folder, size, stopped, progress)
        kept = {key: one.keeps_alive for key, one in targets.items()}
        turns = rounds(targets, size, stopped, progress)
    versions = {one.name: {"version": one.version(), "threads": one.threads} for one in size.programs}
    found = {
        path: compared({key: all_ for key, all_ in turns.items() if key[2] == path}, kept) for path in size.seconds
    }
    return {"servers": versions, "stopped": stopped, "paths": found}


def started(
    stack: ExitStack,
    subjects: dict[str, Subject],
    folder: Path,
    size: Size,
    stopped: dict[str, str],
    progress: Progress,
) -> dict[Key, Target]:
    """The pages of all servers that come up; why another does not is written to ``stopped``."""
    found: dict[Key, Target] = {}
    task = progress.add_task("servers start", total=len(size.programs))
    for program in size.programs:
        progress.advance(task)
        if not program.version():
            stopped[program.name] = f"not installed (pip install {program.package})"
            continue
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
    targets: dict[Key, Target], size: Size, stopped: dict[str, str], progress: Progress
) -> dict[Key, list[dict]]:
    """A sample of each page a round, in turn; a page that is answered wrongly once is not asked again."""
    task = progress.add_task("servers", total=len(targets) * (size.rounds + 1))
    found: dict[Key, list[dict]] = {key: [] for key in targets}
    for turn in range(-1, size.rounds):  # the first one fills caches
        for key in [*found]:
            program, name, path = key
            try:
                sample = closed_loop(
                    targets[key], size.seconds[path] if turn >= 0 else WARM, CONNECTIONS, core_of_clients()
                )
            except WrongAnswer as error:
                stopped[f"{program}, {name}, {path}"] = str(error)
                del found[key]
                continue
            finally:
                progress.advance(task)
            found[key] += [sample] if turn >= 0 else []
    return found


def compared(turns: dict[Key, list[dict]], kept: dict[Key, bool]) -> dict:
    """The samples of one path by server and subject; how far servers are apart with one side, and sides with one server."""
    found: dict[str, dict] = {}
    rates = {(program, name): [turn["rate"] for turn in all_] for (program, name, _), all_ in turns.items()}
    for key, all_ in turns.items():
        facts = {what: summary([turn[what] for turn in all_]) for what in ("rate", "cpu", "client", "busy")}
        found.setdefault(key[0], {})[key[1]] = facts | {"keeps_alive": kept[key]}
    middle = {key: median(all_) for key, all_ in rates.items()}
    both = [program for program in found if all((program, side) in middle for side in SIDES)]
    wsgi = {name: [middle[one, name] for one in both if (one, name) in middle] for name in (*SIDES, "floor")}
    spread = {
        "servers": {name: apart(medians) for name, medians in wsgi.items() if medians},
        "frameworks": {one: apart([middle[one, side] for side in SIDES]) for one in both},
    }
    ratios = {one: ratio(rates[one, "django"], rates[one, "flask"]) for one in both}
    pair = [rates.get((GTHREAD.name, name)) for name in ("flask", AGAIN)]
    nulls = {"null": null(pair[0], pair[1])} if pair[0] and pair[1] else {}
    return {"subjects": found, "spread": spread, "django_to_flask": ratios} | nulls


def apart(rates: list[float]) -> float:
    """The most over the least."""
    return max(rates) / min(rates)
