"""Refuses modules of more than 200 lines and functions of more than 30."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from benchmarks.common.run import git
from benchmarks.common.source import ROOT

MOST_OF_MODULE, MOST_OF_FUNCTION = 200, 30
MIGRATIONS = "/migrations/"  # generated, or written by hand in the same form


def too_long(name: str) -> Iterator[str]:
    """The parts of this file that are too long; a docstring does not count."""
    text = (ROOT / name).read_text(encoding="utf-8")
    if (lines := len(text.splitlines())) > MOST_OF_MODULE:
        yield f"{name}: {lines} lines, at most {MOST_OF_MODULE}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            own = length(node) - documented(node)
            if own > MOST_OF_FUNCTION and MIGRATIONS not in name:
                place = f"{name}:{node.lineno} {node.name}"
                yield f"{place}: {own} lines, at most {MOST_OF_FUNCTION}"


def documented(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return length(node.body[0]) if ast.get_docstring(node) else 0


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


if __name__ == "__main__":
    listed = git("ls-files", "*.py").splitlines()
    if found := [line for name in listed for line in too_long(name)]:
        raise SystemExit("\n".join(found))
