"""A parsed module: its definitions, its imports, and the attributes of its classes' instances."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property


@dataclass(frozen=True)
class Module:
    """A parsed module: definitions, imports (local name to dotted one), and star imports."""

    name: str
    tree: ast.Module
    is_package: bool = False

    @cached_property
    def defined(self) -> dict[str, ast.stmt]:
        return {name: node for node in statements(self.tree.body) for name in bound(node)}

    @cached_property
    def imported(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {
                    one.asname or one.name.partition(".")[0]: whole(one) for one in node.names
                }
            elif isinstance(node, ast.ImportFrom):
                found |= {
                    one.asname or one.name: f"{self.source(node)}.{one.name}" for one in node.names
                }
        return found

    @cached_property
    def stars(self) -> list[str]:
        nodes = [node for node in statements(self.tree.body) if isinstance(node, ast.ImportFrom)]
        return [self.source(node) for node in nodes if node.names[0].name == "*"]

    def source(self, node: ast.ImportFrom) -> str:
        """The module that is imported from; relative names are resolved."""
        parts = self.name.split(".")
        up = node.level - self.is_package
        base = parts[: len(parts) - up] if node.level else []
        return ".".join([*base, *([node.module] if node.module else [])])


def whole(one: ast.alias) -> str:
    """``import a.b`` binds ``a``; ``import a.b as c`` binds ``a.b``."""
    return one.name if one.asname else one.name.partition(".")[0]


def statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body, and those under its ``if``, ``try`` and ``with``."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            nested = [*node.body, *getattr(node, "orelse", [])]
            nested += [one for handler in getattr(node, "handlers", []) for one in handler.body]
            yield from statements(nested)


def bound(node: ast.stmt) -> set[str]:
    """The names that a definition or an assignment binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    names = [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


@cache
def members(node: ast.ClassDef) -> frozenset[str]:
    """The attributes of the class's instances: names in its body, and those that its methods set on
    ``self``."""
    found = {name for one in statements(node.body) for name in bound(one)}
    stored = (
        one
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)
    )
    return frozenset(found) | {
        one.attr for one in stored if isinstance(one.value, ast.Name) and one.value.id == "self"
    }
