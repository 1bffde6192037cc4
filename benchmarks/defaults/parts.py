"""The lines of an object of our own, or of the parts of it that a row needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from benchmarks.common.source import code_lines, piece


def each(reference: str) -> list[str]:
    """``file:object[these | those]`` names two parts of an object."""
    name, bracket, words = reference.removesuffix("]").partition("[")
    return [f"{name}[{one.strip()}]" for one in words.split(" | ")] if bracket else [reference]


def lines_of(reference: str) -> int:
    """Of ``file:object``, or of the one part ``file:object[its first words]``. Raises LookupError
    if there is none, or more than one."""
    name, _, words = reference.removesuffix("]").partition("[")
    whole = piece(name)
    if not words:
        return whole.lines
    code = code_lines(whole.text)
    found = [
        len(code & set(lines))
        for begins, lines in parts(whole.text)
        if begins.strip().startswith(words)
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found)} parts of {name} begin with {words!r}")
    return found[0]


def parts(text: str) -> Iterator[tuple[str, range]]:
    """The entries of dictionaries by key, and the statements: of a function or a class only what
    is ahead of its body, of any other the whole."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                constant = isinstance(key, ast.Constant) and key.value
                yield str(constant or of(text, key)), range(value.lineno, end(value) + 1)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield of(text, node), range(first, node.body[0].lineno)
        elif isinstance(node, ast.stmt):
            yield of(text, node), range(node.lineno, end(node) + 1)


def of(text: str, node: ast.AST | None) -> str:
    """Its source on one line; nothing of the ``**`` in a dictionary."""
    return " ".join((ast.get_source_segment(text, node) or "").split()) if node else ""


def end(node: ast.expr | ast.stmt) -> int:
    return node.end_lineno or node.lineno
