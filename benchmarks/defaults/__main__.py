"""Probes which promises of the contract seven applications keep, and shows the results side by
side."""

from __future__ import annotations

import platform
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from pathlib import Path

from django import VERSION
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.run import write
from benchmarks.defaults.as_installed import statuses
from benchmarks.defaults.asking import ROWS, ask
from benchmarks.defaults.finding import DOES_NOT_APPLY, HELD
from benchmarks.defaults.subjects import OURS, PACKAGES, SUBJECTS
from shared_tests.harness.forks import fork_from_now_on
from shared_tests.harness.implementations import DJANGO, FLASK, environment

# Imported once, because an application that counts failed sign-ins is restarted for each row.
LIBRARIES = (
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "flask_security",
    *FLASK.libraries,
    *DJANGO.libraries,
)


def gather() -> dict:
    """Two applications at a time, the slow ones first, so that each has its own core while it is
    timed."""
    fork_from_now_on(LIBRARIES, environment(Path()))
    with Progress(transient=True) as progress, ThreadPoolExecutor(2) as pool:
        tasks = {name: progress.add_task(name, total=len(ROWS)) for name in SUBJECTS}
        running = {
            name: pool.submit(ask, name, partial(progress.advance, tasks[name]))
            for name in reversed(SUBJECTS)
        }
        found = {name: running[name].result() for name in SUBJECTS}
    return {
        "python": platform.python_version(),
        "versions": {name: version(name.partition(" ")[0]) for name in installed()},
        "as_installed": statuses(),
        "rows": [
            {
                "name": row.name,
                "group": row.group,
                "says": row.says,
                "found": {name: asdict(found[name][row.name]) for name in SUBJECTS},
            }
            for row in ROWS
        ],
    }


def installed() -> list[str]:
    """The included packages, without those for another Django."""
    named = dict.fromkeys(name for names in PACKAGES.values() for name in names)
    return ["Flask", "Werkzeug", "Django", "gunicorn", *(name for name in named if applies(name))]


def applies(name: str) -> bool:
    return name.partition(" ")[0] != "django-csp" or VERSION < (6,)


def cell(finding: dict) -> str:
    if finding["verdict"] == DOES_NOT_APPLY:
        return "–"
    return (
        "held"
        if finding["verdict"] == HELD
        else f"[bold red]not held[/bold red]: {escape(finding['observed'])}"
    )


def show(facts: dict) -> None:
    table = Table(
        title="What holds when nothing is added, and what Bookshelf holds", title_justify="left"
    )
    table.add_column("", ratio=2)
    for name in SUBJECTS:
        table.add_column(name, ratio=1)
    group = ""
    for row in facts["rows"]:
        if row["group"] != group:
            group = row["group"]
            table.add_section()
            table.add_row(f"[bold]{group}[/bold]")
        table.add_row(escape(row["says"]), *(cell(row["found"][name]) for name in SUBJECTS))
    cli.console(160).print(table)


def main() -> None:
    parser = cli.program("nox -s defaults --", __doc__)
    parser.add_argument("--output", type=Path, help="write the results to this JSON file")
    arguments = cli.parsed(parser)
    try:
        facts = gather()
    except RuntimeError as error:
        raise SystemExit(str(error)) from None
    show(facts)
    if arguments.output:
        write(arguments.output, facts)
    cli.keep(arguments, facts)
    lost = [
        f"{name}: {row['says']}"
        for row in facts["rows"]
        for name in OURS
        if row["found"][name]["verdict"] != HELD
    ]
    if lost:
        raise SystemExit(f"Bookshelf does not hold {len(lost)} of them: {'; '.join(lost)}")


if __name__ == "__main__":
    main()
