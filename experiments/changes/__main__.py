"""Applies each change request to copies of both sides: its cases fail before and pass after; counts
the change."""

from __future__ import annotations

import argparse
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from benchmarks.common import cli
from benchmarks.common.run import earlier
from experiments.changes import in_turn
from experiments.changes.requests import SIDES, Request, requests, tuning
from experiments.changes.table import show
from experiments.changes.trial import tried
from experiments.verifier import Refused

Trials = dict[Future[dict], tuple[Request, str]]


def program() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s changes --", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="only the requests whose name holds one of these words"
    )
    parser.add_argument("--side", choices=SIDES, action="append", help="only this one")
    parser.add_argument(
        "--whole-suite", action="store_true", help="after each patch all other cases must pass too"
    )
    parser.add_argument(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="the kind of database that the cases run on",
    )
    parser.add_argument(
        "--in-turn",
        action="store_true",
        help="apply all of them one after another to one tree, and say where they collide",
    )
    cli.takes_sample(parser)
    cli.takes_run(parser, "changes")
    return parser


def main() -> None:
    parser = program()
    arguments, console = cli.parsed(parser), cli.console(160)
    if arguments.in_turn:
        in_one_tree(arguments, console)
        return
    words, existing = arguments.names or [""], [*requests(), tuning()]
    chosen = [one for one in existing if any(word in one.name for word in words)]
    if not chosen:
        parser.error(f"no such request; there are: {', '.join(one.name for one in existing)}")
    chosen = cli.drawn(arguments, chosen)
    known = earlier(arguments.record).get("changes", {})  # before what takes time
    facts, refused = everything(chosen, arguments, console)
    show(facts, chosen, console)
    cli.fail_for(refused, f"{len(refused)} refused")
    cli.keep(arguments, {"changes": merged(known, facts)})


def in_one_tree(arguments: argparse.Namespace, console: Console) -> None:
    """Always all requests: the conflicts of one depend on those before it."""
    found = in_turn.in_turn(requests())
    in_turn.show(found, console)
    if arguments.record:
        arguments.record = arguments.record.with_name("in_turn.json")
        cli.keep(arguments, {"in_turn": found})


def everything(
    chosen: list[Request], arguments: argparse.Namespace, console: Console
) -> tuple[dict[str, dict], list[str]]:
    """The facts by request and side, and the names of the refused ones; prints the reasons."""
    sides, how = arguments.side or SIDES, (arguments.whole_suite, arguments.database)
    facts: dict[str, dict] = {one.name: {} for one in chosen}
    refused = []
    with Progress(console=console, transient=True) as progress, ThreadPoolExecutor(2) as pool:
        task = progress.add_task("changes", total=len(chosen) * len(sides))
        running: Trials = {
            pool.submit(tried, one, side, *how): (one, side) for one in chosen for side in sides
        }
        for done in as_completed(running):
            request, side = running[done]
            try:
                facts[request.name][side] = done.result()
                console.print(
                    f"{request.name}, {side}: [dim]{said(facts[request.name][side])}",
                    highlight=False,
                )
            except Refused as error:
                refused.append(f"{request.name} ({side})")
                console.print(
                    f"{request.name}, {side}: [bold red]REFUSED[/] {escape(str(error))}",
                    highlight=False,
                )
            progress.advance(task)
    return facts, refused


def merged(known: dict[str, dict], facts: dict[str, dict]) -> dict[str, dict]:
    """The figures of this run, and earlier ones for what was not tried now: other requests, the
    whole suite."""
    names = [one.name for one in requests()]
    found: dict[str, dict] = {}
    for name in names:
        sides = {
            side: known.get(name, {}).get(side, {}) | facts.get(name, {}).get(side, {})
            for side in SIDES
        }
        found |= (
            {name: {side: one for side, one in sides.items() if one}} if any(sides.values()) else {}
        )
    return found


def said(facts: dict) -> str:
    said = []
    if "cases" in facts:
        said += [
            f"{facts['failed_before']} of {facts['cases']} cases failed before, all pass after"
        ]
    if "kept" in facts:
        said.append(f"{facts['kept']} cases of the suite that it keeps pass")
    if "suite_cases" in facts:
        said += [f"{facts['suite_cases']} of the suite in {facts['suite_seconds']:.0f} s"]
    return ", ".join(said)


if __name__ == "__main__":
    main()
