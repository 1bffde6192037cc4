"""What clients notice of each fault: one implementation's production under load while its parts
fail, one by one.

Then trials: the effect of an overload.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.common import cli
from deploy.faults.clients import sign_in
from deploy.faults.examine import examine
from deploy.faults.faults import FAULTS
from deploy.faults.site import Site, Unavailable
from deploy.faults.trials import TRIALS
from deploy.stack import production
from shared_tests.harness.implementations import IMPLEMENTATIONS

LEASE = "2"  # seconds: the export of a dead worker is soon given to another one
ALL = [*FAULTS, *TRIALS]
COLUMNS = (
    "sent",
    "failed",
    "wrong",
    "acknowledged",
    "lost",
    "twice",
    "p99 ms",
    "right again after",
)


def examined(side: str, names: list[str], console: Console) -> dict[str, dict]:
    """The figures of each fault, one after the other on the same stack."""
    results: dict[str, dict] = {}
    with TemporaryDirectory() as folder, Progress(console=console, transient=True) as progress:
        task = progress.add_task(f"{side}: start", total=len(names))
        with production(
            IMPLEMENTATIONS[side], Path(folder), settings={"EXPORT_LEASE": LEASE}
        ) as stack:
            session = sign_in(stack)
            for name in names:
                progress.update(task, description=f"{side}: {name}")
                try:
                    if name in TRIALS:
                        results[name] = tried(
                            Site(IMPLEMENTATIONS[side], stack, Path(folder)), TRIALS[name]
                        )
                    else:
                        results[name] = examine(IMPLEMENTATIONS[side], stack, session, FAULTS[name])
                except Unavailable as error:
                    console.print(f"{name} was left out: {error}")
                progress.advance(task)
    return results


def tried(site: Site, trial: Callable[[Site], None]) -> dict:
    try:
        trial(site)
    # A page that was wrong, or no page
    except (AssertionError, httpx.TransportError) as error:
        site.promise(False, str(error) or type(error).__name__)
    return {"measured": site.measured, "facts": site.facts, "broken": site.broken}


def parted(results: dict[str, dict]) -> tuple[dict[str, dict], dict[str, dict]]:
    """The faults, and the trials."""
    faults = {name: one for name, one in results.items() if name in FAULTS}
    return faults, {name: one for name, one in results.items() if name in TRIALS}


def show(side: str, results: dict[str, dict], console: Console) -> None:
    faults, trials = parted(results)
    if faults:
        console.print(table_of_faults(side, faults))
    if trials:
        console.print(table_of_trials(side, trials))
    for name, one in results.items():
        for words in one["broken"]:
            console.print(f"[red]{name}[/red]: {words}")


def table_of_trials(side: str, results: dict[str, dict]) -> Table:
    table = Table("", "", "found", "at most", title=f"{side.title()}, when under overload")
    for name, one in results.items():
        for number, (words, (value, most)) in enumerate(one["measured"].items()):
            table.add_row("" if number else name, words, f"{value:.2f}", f"{most:g}")
    return table


def table_of_faults(side: str, results: dict[str, dict]) -> Table:
    table = Table("", *COLUMNS, title=f"{side.title()} under load; reads/writes/sign-ins")
    for name, one in results.items():
        kinds = one["kinds"].values()
        slashed = ("/".join(str(kind[column]) for kind in kinds) for column in ("sent", "failed"))
        wrong = sum(kind["wrong"] + kind["repeated"] for kind in kinds)
        again = "never" if one["recovered"] is None else f"{one['recovered']:.1f} s"
        kept = (str(one[column]) for column in ("acknowledged", "lost", "twice"))
        table.add_row(name, *slashed, str(wrong), *kept, f"{1000 * one['p99']:.0f}", again)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.faults", description=__doc__)
    parser.add_argument("side", choices=IMPLEMENTATIONS)
    parser.add_argument(
        "names", nargs="*", metavar="fault", help=f"default: all of {', '.join(ALL)}"
    )
    cli.takes_sample(parser)
    cli.takes_file(parser)
    arguments = cli.parsed(parser)
    if unknown := set(arguments.names) - set(ALL):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    console = cli.console(140)
    names = cli.drawn(arguments, arguments.names or ALL)
    results = examined(arguments.side, names, console)
    show(arguments.side, results, console)
    faults, trials = parted(results)
    about = {name: " ".join((FAULTS[name].inject.__doc__ or "").split()) for name in faults}
    facts = {"side": arguments.side, "about": about, "faults": faults, "trials": trials}
    cli.keep(arguments, facts)
    if any(one["broken"] for one in results.values()):
        raise SystemExit("a promise was broken")
    asked = names if arguments.names or arguments.sample else []
    cli.fail_for([name for name in asked if name not in results], "asked for and left out")


if __name__ == "__main__":
    main()
