"""Divides each side into two services, runs the shared suite through nginx, and measures the
division."""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ThreadPoolExecutor

from rich.console import Console
from rich.markup import escape

from benchmarks.common import cli
from experiments.split.services import SIDES
from experiments.split.table import in_words, show
from experiments.split.trial import divided
from experiments.verifier import Refused


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s split --", description=__doc__)
    parser.add_argument("--side", choices=SIDES, action="append", help="only this one")
    parser.add_argument("-k", dest="words", default="", help="only these cases of the shared suite")
    cli.takes_run(parser, "split")
    arguments = cli.parsed(parser)
    if arguments.record and (arguments.side or arguments.words):
        parser.error("a record holds both sides and the whole suite")
    console, load = Console(), os.getloadavg()[0]
    sides, at_once = arguments.side or SIDES, 1 if arguments.record else 2
    facts, refused = everything(sides, arguments.words, console, at_once)
    if facts:
        show(facts, console)
    cli.fail_for(refused, "refused")
    cli.keep(arguments, {"load_before": load, "split": facts})


def everything(
    sides: list[str] | tuple[str, ...], words: str, console: Console, at_once: int
) -> tuple[dict[str, dict], list[str]]:
    """The facts by side, and the refused sides; one after the other if the figures are recorded."""
    facts: dict[str, dict] = {}
    refused = []
    with console.status(f"dividing {' and '.join(sides)}"), ThreadPoolExecutor(at_once) as pool:
        running = {side: pool.submit(divided, side, words) for side in sides}
        for side, done in running.items():
            try:
                facts[side] = done.result()
            except Refused as error:
                refused.append(side)
                console.print(
                    f"{side}: [bold red]REFUSED[/] {escape(str(error))}",
                    highlight=False,
                    soft_wrap=True,
                )
            else:
                tell(side, facts[side], console)
    return facts, refused


def tell(side: str, found: dict, console: Console) -> None:
    own = f"{found['cases']} cases of the division and {found['own_tests']} of its own tests pass"
    console.print(f"{side}: {own}; the shared suite: {in_words(found['suite'])}", highlight=False)
    for why, cases in found["suite"]["why_skipped"].items():
        console.print(f"  [dim]{cases} skipped: {escape(why)}", highlight=False)


if __name__ == "__main__":
    main()
