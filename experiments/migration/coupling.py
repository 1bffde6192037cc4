"""How much of each implementation imports its framework: ``python -m
experiments.migration.coupling``."""

from __future__ import annotations

from difflib import SequenceMatcher

from rich.console import Console
from rich.table import Table

from benchmarks.common.features import SIDES, source_files
from benchmarks.common.source import Piece, piece
from experiments.migration.imports import importers, modules, reaching

ROWS = {
    "import the framework": "coupled",
    "import own modules that do": "indirect",
    "free of it": "free",
}


def coupling(side: str) -> dict[str, int]:
    """Own lines and modules of a side by their imports; templates are separate. ``coupled`` import
    the framework or an extension of it, ``indirect`` own modules that do, ``free`` neither."""
    own, direct, through = modules(side), importers(side), reaching(side)
    kinds = {"coupled": direct, "indirect": through, "free": own.keys() - direct - through}
    figures = {"lines": lines(own), "modules": len(own)}
    for kind, names in kinds.items():
        figures |= {
            f"{kind}_lines": lines({name: own[name] for name in names}),
            f"{kind}_modules": len(names),
        }
    mine, theirs = templates(side), templates(other(side))
    pairs = [(one, theirs[name]) for name, one in mine.items() if name in theirs]
    return figures | {
        "template_lines": sum(one.lines for one in mine.values()),
        "template_lines_shared": sum(shared(*pair) for pair in pairs),
        "templates": len(mine),
        "templates_paired": len(pairs),
    }


def lines(those: dict) -> int:
    return sum(one.source.lines for one in those.values())


def other(side: str) -> str:
    return next(one for one in SIDES if one != side)


def templates(side: str) -> dict[str, Piece]:
    """Templates by their path below the folder ``templates``."""
    found = [
        piece(file)
        for file in source_files(side)
        if "/templates/" in file and file.endswith(".html")
    ]
    return {one.file.partition("/templates/")[2]: one for one in found}


def shared(mine: Piece, theirs: Piece) -> int:
    """The number of lines of a template that the other has too, in the same order."""
    matcher = SequenceMatcher(None, held(mine), held(theirs), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def held(template: Piece) -> list[str]:
    return [line.strip() for line in template.text.splitlines() if line.strip()]


def table() -> Table:
    figures = {side: coupling(side) for side in SIDES}
    table = Table(
        "",
        *(side.title() for side in SIDES),
        title="Own lines of code (modules)",
        title_justify="left",
    )
    for words, kind in ROWS.items():
        cells = [figures[side] for side in SIDES]
        table.add_row(
            words, *(f"{one[f'{kind}_lines']} ({one[f'{kind}_modules']})" for one in cells)
        )
    totals = [figures[side] for side in SIDES]
    table.add_row(
        "together", *(f"{one['lines']} ({one['modules']})" for one in totals), end_section=True
    )
    table.add_row(
        "lines of templates", *(f"{one['template_lines']} ({one['templates']})" for one in totals)
    )
    same = [f"{one['template_lines_shared']} ({one['templates_paired']})" for one in totals]
    table.add_row("the same in the other's of that name", *same)
    return table


def main() -> None:
    console = Console()
    console.print(table())
    for side in SIDES:
        free = modules(side).keys() - importers(side) - reaching(side)
        console.print(
            f"Free in {side.title()}: {', '.join(sorted(free))}", highlight=False, soft_wrap=True
        )


if __name__ == "__main__":
    main()
