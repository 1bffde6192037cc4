"""Which modules of an implementation import its framework: directly, through others, or not at
all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from benchmarks.common.features import source_files
from benchmarks.common.source import Piece, piece

FRAMEWORK = {
    "flask": ("flask", "werkzeug", "jinja2", "itsdangerous", "click"),
    "django": ("django",),
}
"""The framework and its core packages; names with its prefix are extensions."""
EXTENSIONS = {"flask": (), "django": ("csp", "environ")}
"""Extensions with another import name. Packages that work without the framework do not count:
SQLAlchemy, WTForms, limits."""


def is_framework(side: str, imported: str) -> bool:
    top = imported.partition(".")[0]
    extends = top.startswith(f"{side}_") and top != f"{side}_impl"
    return extends or top in (*FRAMEWORK[side], *EXTENSIONS[side])


@dataclass(frozen=True)
class Module:
    """A module of an implementation, and its imports."""

    source: Piece
    names: frozenset[str]
    """``a.b`` for ``import a.b``; ``a.b`` and ``a.b.c`` for ``from a.b import c``, because ``c``
    may be a module."""


@cache
def modules(side: str) -> dict[str, Module]:
    """The hand-written modules of a side, by their import name."""
    pieces = [piece(file) for file in source_files(side) if file.endswith(".py")]
    return {named(side, one.file): Module(one, frozenset(imported(one.text))) for one in pieces}


def named(side: str, file: str) -> str:
    """Django's modules are imported relative to their folder, Flask's with its name."""
    inside = file if side == "flask" else file.partition("/")[2]
    return inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def importers(side: str) -> set[str]:
    """The modules that import the framework directly."""
    return {
        name
        for name, one in modules(side).items()
        if any(is_framework(side, other) for other in one.names)
    }


def reaching(side: str) -> set[str]:
    """The modules that import the framework only through other modules of their side."""
    own, direct = modules(side), importers(side)
    found: set[str] = set()
    while more := {
        name for name in own.keys() - direct - found if own[name].names & (direct | found)
    }:
        found |= more
    return found
