"""Finds a named object in a source file, cuts it out and counts its lines of code."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Piece:
    """A part of a file: a whole one (``books.py``), or an object in it
    (``books.py:Search.clean``)."""

    file: str
    name: str
    text: str

    @property
    def lines(self) -> int:
        """Lines that hold code: no blank line, no comment, no docstring. Of a template: no blank
        line."""
        if not self.file.endswith(".py"):
            return sum(bool(line.strip()) for line in self.text.splitlines())
        return len(code_lines(self.text))


def piece(reference: str) -> Piece:
    """Look up ``path`` or ``path:Object.member``. Raises LookupError that names what is missing."""
    file, _, name = reference.partition(":")
    path = ROOT / file
    if not path.is_file():
        raise LookupError(f"no file {file} (of {reference})")
    source = path.read_text(encoding="utf-8")
    return Piece(file, name, cut(source, name, reference) if name else source)


def cut(source: str, name: str, reference: str) -> str:
    """The text of one object with its decorators, moved to the left margin."""
    body: list[ast.stmt] = parse(source).body
    at_the_top = any(name in names_of(node) for node in body)  # "site.add(Book)" is one name
    for part in [name] if at_the_top else name.split("."):
        found = [node for node in body if part in names_of(node)]
        if not found:
            raise LookupError(f"no object {part} in {reference}")
        body = getattr(found[-1], "body", [])
    return text_of(source, found[-1])


@cache
def parse(source: str) -> ast.Module:
    return ast.parse(source)


def names_of(node: ast.stmt) -> set[str]:
    """The names that a statement defines: a function, a class, or the targets of an assignment. A
    call is named by its own text."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return {ast.unparse(target) for target in targets}
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return {ast.unparse(node)}
    return set()


def text_of(source: str, node: ast.stmt) -> str:
    """The lines of a statement, decorators included, without their common indentation."""
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    lines = source.splitlines()[first - 1 : node.end_lineno]
    return "\n".join(line[node.col_offset :] for line in lines)


def code_lines(source: str) -> set[int]:
    """Numbers of the lines that hold at least one token of code outside docstrings."""
    prose: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            prose |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_CODE:
            held |= set(range(token.start[0], token.end[0] + 1))
    return held - prose
