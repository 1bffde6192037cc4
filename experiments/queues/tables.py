"""The figures as tables."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from experiments.queues.verdict import verdict


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.1f}" if seconds < 0.1 else f"{1000 * seconds:,.0f}"


def speed(facts: dict) -> Table:
    table = Table(
        "",
        "looks for jobs",
        "waits (ms)",
        "p95",
        "jobs/s",
        "2 workers",
        "enqueue (ms)",
        title="Speed",
    )
    for name, jobs in facts["throughput"].items():
        waits = facts["waits"][name]
        cells = [
            milliseconds(waits["median"]),
            milliseconds(waits["p95"]),
            f"{jobs['one_worker']:.0f}",
        ]
        cells += [f"× {jobs['ratio']:.1f}", milliseconds(jobs["enqueue"])]
        table.add_row(name, facts["looks"][name], *cells)
        if quiet := facts["after_a_quiet_minute"].get(name):
            idle = f"after {quiet['idle']:.0f} s without a job"
            table.add_row("", idle, milliseconds(quiet["median"]), milliseconds(quiet["p95"]))
    return table


def deaths(facts: dict) -> Table:
    table = Table(
        "",
        "job in hand",
        "3 jobs behind it",
        "the queue still says",
        title="Worker killed (kill -9)",
    )
    for name, found in facts["killed"].items():
        watched = f"within {found['watched']:.0f} s"
        again = found["again_after"]
        hand = f"not run again {watched}" if again is None else f"run again after {again:.1f} s"
        behind = (
            f"{found['behind_not_done']} not done {watched}"
            if found["behind_not_done"]
            else "done by the next"
        )
        table.add_row(name, hand, behind, found["left"])
    for side, found in facts["exports"].items():
        own = found["own"]
        after = f"done by the next after {own['again_after']:.1f} s"
        table.add_row(f"Bookshelf in {side.title()}", after, "", f"a lease of {own['lease']} s")
    return table


def outage(facts: dict) -> Table:
    columns = (
        "kept of 3 jobs",
        "worker goes on",
        "refused",
        "stopped: error after",
        "hung: error after",
    )
    table = Table(
        "",
        *columns,
        title="Broker started again, then stopped, then hung (SQLite: locked by another writer)",
    )
    for name, found in facts["outages"].items():
        again = found["works_again"]
        goes_on = "no: it ended" if again["worker_ended"] else "not yet"
        goes_on = goes_on if again["seconds"] is None else f"after {again['seconds']:.1f} s"
        responses = ["–" if one is None else refused(one) for one in (found["away"], found["hung"])]
        table.add_row(name, str(found["kept"]), goes_on, str(again["refused"]), *responses)
    return table


def refused(found: dict) -> str:
    if found["seconds"] is None:
        return "[bold red]waits on[/bold red]"
    error = (found["error"] or "").rpartition(".")[2]
    return (
        f"{found['seconds']:.1f} s {error}"
        if error
        else f"[bold red]accepted[/bold red] ({found['seconds']:.1f} s)"
    )


def costs(facts: dict) -> Table:
    table = Table(
        "",
        "packages",
        "lines of set-up",
        "processes",
        title="What it costs, beside web server and database",
    )
    for name, found in facts["cost"].items():
        table.add_row(
            name, str(len(found["packages"])), str(found["lines"]), str(found["processes"])
        )
    return table


def show(facts: dict, console: Console) -> None:
    wide = console if console.is_terminal else Console(width=150)
    for table in (speed(facts), deaths(facts), outage(facts), costs(facts)):
        wide.print(table)
    for side, found in facts["exports"].items():
        celery = found["celery"]
        wide.print(
            f"Celery wrote {side.title()}'s own export of {celery['books']:,} books in "
            f"{celery['seconds']:.1f} s."
        )
    wide.print(*verdict(facts), f"Measured in {facts['seconds']:.0f} s.", sep="\n")
