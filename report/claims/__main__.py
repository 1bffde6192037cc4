"""Prints the ledger: every claim with its verdict, from the named run and the code as it stands."""

from __future__ import annotations

import argparse
import json

from rich.console import Console
from rich.table import Table

from report.claims import ledger
from report.claims.claim import Judged, Result
from report.rows import measured

COLOURS = {
    Result.HOLDS: "green",
    Result.IN_PART: "yellow",
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
        table = Table(
            "claim", "verdict", "figures", "command", title=topic, title_justify="left", expand=True
        )
        for one in listed:
            verdict = f"[{COLOURS[one.verdict.result]}]{one.verdict.result}[/]"
            table.add_row(
                one.claim.says,
                verdict,
                one.verdict.words,
                "\n".join(one.commands),
                end_section=True,
            )
        console.print(table)


def facts(one: Judged) -> dict:
    told = {
        "claim": one.claim.says,
        "by": one.claim.by,
        "verdict": one.verdict.result,
        "figures": one.verdict.words,
    }
    return told | {"rows": one.rows, "commands": one.commands}


if __name__ == "__main__":
    main()
