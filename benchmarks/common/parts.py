"""Divides a module among the features whose code it holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from benchmarks.common.source import names_of, parse

REST = ""
"""Stands for every statement that is not named."""


def divided(source: str, owners: Mapping[str, str]) -> dict[str, str]:
    """The text of each owner; ``owners`` has the owner of a name of the module, and of the rest.
    Lines of others are blank, so that each line keeps its number.

    An import belongs to the owner whose statements alone use what it binds. Raises LookupError for
    a name that the module does not define.
    """
    body = parse(source).body
    if lost := owners.keys() - {REST}.union(*map(names_of, body)):
        raise LookupError(f"no object {', '.join(sorted(lost))}")
    lines = source.splitlines()
    found = {owner: [""] * len(lines) for owner in owners.values()}
    begun = 0
    for node, owner in zip(body, owners_of(body, owners), strict=True):
        end = node.end_lineno or node.lineno
        found[owner][begun:end] = lines[begun:end]
        begun = end
    return {owner: "\n".join(kept) for owner, kept in found.items()}


def owners_of(body: list[ast.stmt], owners: Mapping[str, str]) -> Iterator[str]:
    """The owner of each statement."""
    users: dict[str, set[str]] = {}
    own = [next((owners[one] for one in names_of(node) if one in owners), "") for node in body]
    for node, owner in zip(body, own, strict=True):
        for one in ast.walk(node):
            if isinstance(one, ast.Name):
                users.setdefault(one.id, set()).add(owner or owners[REST])
    for node, owner in zip(body, own, strict=True):
        using = {user for name in imported(node) for user in users.get(name, ())}
        yield owner or (using.pop() if len(using) == 1 else owners[REST])


def imported(node: ast.stmt) -> list[str]:
    """The names that an import binds; none for any other statement."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return []
    return [one.asname or one.name.partition(".")[0] for one in node.names]
