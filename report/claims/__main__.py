"""Prints every claim with its verdict, from the named run and the current code."""

from __future__ import annotations

import argparse
import json

from rich.console import Console
from rich.table import Table

from report.claims import ledger
from report.claims.claim import topics
from report.claims.judging import Judged, Result
from report.rows import measured

COLOURS = {
    Result.HOLDS: "green",
    Result.DEPENDS: "yellow",
    Result.DOES_NOT_HOLD: "red",
    Result.CANNOT_BE_TESTED: "dim",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="nox -s claims --", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for a program")
    arguments = parser.parse_args()
    found = ledger(measured())
    if arguments.json:
        print(
            json.dumps(
                {topic: [facts(one) for one in listed] for topic, listed in found.items()}, indent=1
            )
        )
        return
    console = Console()
    for topic, listed in found.items():
        heading, title = ("claim", "verdict", "figures", "command"), topics()[topic]["en"]
        table = Table(*heading, title=title, title_justify="left", expand=True)
        for one in listed:
            verdict = f"[{COLOURS[one.verdict.result]}]{one.verdict.result}[/]"
            table.add_row(
                one.claim.says["en"],
                f"{verdict}\n{one.verdict.condition['en']}".strip(),
                one.verdict.figures["en"],
                "\n".join(one.commands),
                end_section=True,
            )
        console.print(table)


def facts(one: Judged) -> dict:
    return {
        "claim": one.claim.says["en"],
        "by": {source.who: source.url for source in one.claim.by},
        "verdict": one.verdict.result,
        "condition": one.verdict.condition["en"],
        "figures": one.verdict.figures["en"],
        "rows": one.rows,
        "commands": one.commands,
    }


if __name__ == "__main__":
    main()
