"""Measures one side in a patched copy: ``python -m experiments.split.measuring flask
facts.json``."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common.memory import proportional
from experiments.split.outage import while_accounts_are_down
from experiments.split.services import SERVICES, SIDES, WHOLE
from experiments.split.site import demo_database, opened
from experiments.split.suite import suite
from experiments.split.visits import sessions, visit
from shared_tests.harness.databases import SqliteFile

PARTS = (WHOLE, *SERVICES)
ROUNDS = 5
# Seconds; the minimum of the rounds is kept, because the machine may be busy
PATIENCE = 120


def weigh(side: str, part: str, database: SqliteFile) -> tuple[float, list[str]]:
    """Mebibytes (Pss) of the single worker of a part that has served each kind of page, alone; and
    its modules."""
    names = (WHOLE,) if part == WHOLE else tuple(SERVICES)
    with opened(side, names, database) as site:
        visit(site)
        # Otherwise the two would share memory pages
        for name in set(names) - {part}:
            site.services[name].stop()
        (worker,) = site.services[part].children()
        mebibytes = proportional(str(worker)) / 1024
        site.services[part].stop()
        return mebibytes, site.modules(part)


def first_response(side: str, database: SqliteFile) -> dict[str, float]:
    """Seconds from the start of gunicorn to the first response of ``/healthz``: the minimum of
    alternating rounds."""
    seconds: dict[str, list[float]] = {part: [] for part in PARTS}
    with (
        opened(side, (WHOLE,), database) as whole,
        opened(side, tuple(SERVICES), database) as divided,
    ):
        programs = whole.services | divided.services
        for program in programs.values():
            program.stop()
        for part in [part for _ in range(ROUNDS) for part in PARTS]:
            begun = time.perf_counter()
            programs[part].launch()
            programs[part].wait_until_ready(PATIENCE)
            seconds[part].append(time.perf_counter() - begun)
            programs[part].stop()
    return {part: round(min(taken), 3) for part, taken in seconds.items()}


def facts(side: str, words: str, folder: Path) -> dict:
    database = demo_database(side, folder)
    with opened(side, tuple(SERVICES), database) as site:
        answered = {"suite": suite(site, words)}
        answered["tables"] = {name: site.tables(name) for name in SERVICES}
        answered["sessions"] = sessions(site)
    with opened(side, tuple(SERVICES), database) as site:
        answered["while_accounts_is_down"] = while_accounts_are_down(site)
    weights = {part: weigh(side, part, database) for part in PARTS}
    modules = {part: loaded for part, (_, loaded) in weights.items()}
    memory = {part: round(mebibytes, 1) for part, (mebibytes, _) in weights.items()}
    return answered | {
        "memory": memory,
        "loaded": modules,
        "first_answer": first_response(side, database),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m experiments.split.measuring", description=__doc__
    )
    parser.add_argument("side", choices=SIDES)
    parser.add_argument("file", type=Path)
    parser.add_argument("-k", dest="words", default="", help="only these cases of the shared suite")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="split-") as folder:
        found = facts(arguments.side, arguments.words, Path(folder))
    arguments.file.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
