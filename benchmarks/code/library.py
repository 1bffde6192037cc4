"""Finds modules, classes and inherited members in source files, including installed packages;
imports nothing."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.code.modules import Module, members


@dataclass
class Library:
    """The modules below ``paths`` (as in ``sys.path``); those whose first name is in ``own`` are
    ours."""

    own: frozenset[str]
    paths: list[Path] = field(default_factory=lambda: [Path(one) for one in sys.path if one])
    read: dict[str, Module | None] = field(default_factory=dict)

    def is_foreign(self, dotted: str) -> bool:
        """Whether a name is of a framework or an extension: neither the project's nor the standard
        library's."""
        first = dotted.partition(".")[0]
        return first not in self.own and first not in sys.stdlib_module_names

    def module(self, dotted: str) -> Module | None:
        if dotted not in self.read:
            self.read[dotted] = self.load(dotted)
        return self.read[dotted]

    def load(self, dotted: str) -> Module | None:
        below = Path(*dotted.split("."))
        for path in self.paths:
            for file in (path / below / "__init__.py", path / below.with_suffix(".py")):
                if file.is_file():
                    tree = ast.parse(file.read_text(encoding="utf-8"))
                    return Module(dotted, tree, file.name == "__init__.py")
        return None

    def find(self, dotted: str, depth: int = 0) -> tuple[Module, ast.stmt] | None:
        """The place where a name is defined, followed through all imports; nothing for a module or
        a name without source."""
        owner, _, name = dotted.rpartition(".")
        if depth > 20 or not owner or (module := self.module(owner)) is None:
            return None
        if name in module.defined:
            return module, module.defined[name]
        if name in module.imported and module.imported[name] != dotted:
            return self.find(module.imported[name], depth + 1)
        tries = (self.find(f"{star}.{name}", depth + 1) for star in module.stars)
        return next((one for one in tries if one), None)

    def dotted(self, module: Module, node: ast.expr) -> str:
        """The full name of ``a`` or ``a.b`` as a module means it; empty for any other
        expression."""
        if isinstance(node, ast.Subscript):
            return self.dotted(module, node.value)
        if isinstance(node, ast.Attribute):
            value = self.dotted(module, node.value)
            return f"{value}.{node.attr}" if value else ""
        if not isinstance(node, ast.Name):
            return ""
        if node.id in module.imported:
            return module.imported[node.id]
        named = f"{module.name}.{node.id}"
        return named if self.find(named) else ""

    def ancestors(self, dotted: str, depth: int = 0) -> Iterator[tuple[Module, ast.ClassDef]]:
        """A class and its bases, as far as there are sources."""
        found = self.find(dotted)
        if depth > 20 or found is None or not isinstance(found[1], ast.ClassDef):
            return
        module, node = found[0], found[1]
        yield module, node
        for base in node.bases:
            yield from self.ancestors(self.dotted(module, base), depth + 1)

    def inherited(self, dotted: str) -> set[str] | None:
        """The members that a class inherits from frameworks and extensions; None if it inherits
        from none."""
        foreign = [node for one, node in self.ancestors(dotted) if self.is_foreign(one.name)]
        return {name for node in foreign for name in members(node)} if foreign else None

    def given(self, dotted: str) -> set[str]:
        """The members that a class inherits from classes outside the project, including Python's
        own."""
        others = [
            node
            for one, node in self.ancestors(dotted)
            if one.name.partition(".")[0] not in self.own
        ]
        return {name for node in others for name in members(node)}
