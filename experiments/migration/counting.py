"""The cost of a direction: its files and lines, and the parts of the new side that it uses."""

from __future__ import annotations

import ast
from pathlib import Path

from rich.table import Table

from benchmarks.common.source import ROOT, piece
from experiments.migration.directions import Direction
from experiments.migration.imports import modules

KINDS = (".py", ".html", ".conf")


def files(direction: Direction) -> list[Path]:
    """The hand-written files, without cases, their driver and documents."""
    found = sorted(
        one for one in direction.folder.rglob("*") if one.suffix in KINDS and one.stat().st_size
    )
    return [one for one in found if "cases" not in one.parts and one.name != "driver.py"]


def lines(file: Path) -> int:
    """Own lines, without blank lines, comments and docstrings."""
    if file.suffix == ".conf":
        return sum(
            bool(line.partition("#")[0].strip())
            for line in file.read_text(encoding="utf-8").splitlines()
        )
    return piece(file.relative_to(ROOT).as_posix()).lines


def counted(direction: Direction) -> dict:
    """``scaffold_lines`` are needed while both run, ``lines`` are all; ``reused`` are parts of the
    new side."""
    listed = files(direction)
    names = {one.relative_to(direction.folder).as_posix(): lines(one) for one in listed}
    if unknown := set(direction.scaffold) - names.keys():
        raise LookupError(
            f"{direction.name}/direction.toml names no file: {', '.join(sorted(unknown))}"
        )
    scaffold = sum(names[name] for name in direction.scaffold)
    return {
        "lines": sum(names.values()),
        "files": len(names),
        "scaffold_lines": scaffold,
        "feature_lines": sum(names.values()) - scaffold,
        "reused": sorted(reused(direction, listed)),
    }


def reused(direction: Direction, listed: list[Path]) -> set[str]:
    """Modules of the implementation in the new framework that are used unchanged; settings name
    them as text."""
    found = set()
    for file in listed:
        tree = (
            ast.parse(file.read_text(encoding="utf-8"))
            if file.suffix == ".py"
            else ast.Module([], [])
        )
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value, node.value.rpartition(".")[0]}
    return found & modules(direction.new).keys() - {f"{direction.new}_impl"}


def show(facts: dict[str, dict], chosen: list[Direction]) -> Table:
    table = Table("", *(one.title for one in chosen), title="What it took", title_justify="left")
    for words, name in (
        ("lines", "lines"),
        ("of these as long as both are there", "scaffold_lines"),
        ("files", "files"),
    ):
        table.add_row(words, *(str(facts[one.name][name]) for one in chosen))
    for outcome in ("passed", "failed", "cannot"):
        table.add_row(
            f"cases: {outcome}", *(str(facts[one.name]["cases"][outcome]) for one in chosen)
        )
    table.add_row(
        "one sign-in", *("yes" if facts[one.name]["shares_sign_in"] else "no" for one in chosen)
    )
    table.add_row(
        "of the new side, as it is", *(", ".join(facts[one.name]["reused"]) for one in chosen)
    )
    return table
