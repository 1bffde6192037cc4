"""Whether an expression of a module is, as far as static analysis shows, an object of a framework
or an extension."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from benchmarks.code.library import Library
from benchmarks.code.modules import Module

OPAQUE = {"flask.g", "django.conf.settings"}
"""Objects whose attributes are our own, or are counted as settings."""


@dataclass
class Tracer:
    """Follows names, variables and calls in one module; imports from others are looked up in
    ``library``."""

    module: Module
    library: Library
    scopes: list[set[str]] = field(default_factory=list)
    """For each function being read, the variables that hold an object of a framework."""
    classes: list[set[str] | None] = field(default_factory=list)
    """For each class being read, the members that it inherits from a framework."""
    followed: frozenset[str] = frozenset()
    """Variables being looked up, to stop at a cycle."""

    def is_module(self, node: ast.expr) -> bool:
        dotted = self.library.dotted(self.module, node)
        return (
            bool(dotted)
            and self.library.is_foreign(dotted)
            and self.library.module(dotted) is not None
        )

    def foreign_name(self, node: ast.Name) -> bool:
        """Whether a name is imported from a framework or an extension."""
        dotted = self.module.imported.get(node.id, "")
        return (
            bool(dotted) and self.library.is_foreign(dotted) and not dotted.startswith("__future__")
        )

    def follow(self, node: ast.AST) -> None:
        """Record the variables to which a statement assigns an object of a framework."""
        given: list[tuple[ast.expr, ast.expr | None]] = []
        if isinstance(node, ast.Assign):
            given = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For | ast.comprehension):
            given = [(node.target, node.iter)]
        elif isinstance(node, ast.NamedExpr):
            given = [(node.target, node.value)]
        elif isinstance(node, ast.withitem) and node.optional_vars:
            given = [(node.optional_vars, node.context_expr)]
        for target, value in given:
            if self.comes_from_framework(value):
                self.scopes[-1] |= {one.id for one in ast.walk(target) if isinstance(one, ast.Name)}

    def belongs_to_framework(self, node: ast.Attribute) -> bool:
        value = node.value
        if (isinstance(value, ast.Name) and value.id in ("self", "cls")) or is_super(value):
            inherited = next((one for one in reversed(self.classes) if one is not None), set())
            return node.attr in inherited
        return (
            self.comes_from_framework(value)
            and self.library.dotted(self.module, value) not in OPAQUE
        )

    def comes_from_framework(self, node: ast.expr | None) -> bool:
        """Whether an expression is, as far as static analysis shows, an object of a framework or an
        extension."""
        match node:
            case ast.Name():
                return any(node.id in scope for scope in self.scopes) or self.defined_by_framework(
                    node
                )
            case ast.Attribute():
                return self.belongs_to_framework(node)
            case ast.Call(func=ast.Name() as function) if self.returns(function):
                return True
            case ast.Call(func=value) | ast.Subscript(value=value) | ast.Starred(value=value):
                return self.comes_from_framework(value)
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.comes_from_framework(value)
            case ast.BoolOp(values=values):
                return any(self.comes_from_framework(one) for one in values)
            case ast.IfExp(body=body, orelse=otherwise):
                return self.comes_from_framework(body) or self.comes_from_framework(otherwise)
        return False

    def defined_by_framework(self, node: ast.Name) -> bool:
        if self.foreign_name(node):
            return True
        dotted = self.library.dotted(self.module, node)
        found = self.library.find(dotted) if dotted else None
        if found is None:
            return False
        module, statement = found
        if isinstance(statement, ast.ClassDef):
            return self.library.inherited(dotted) is not None
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or dotted in self.followed:
            return False
        there = Tracer(module, self.library, followed=self.followed | {dotted})
        return there.comes_from_framework(statement.value)

    def returns(self, node: ast.Name) -> bool:
        """Whether a function of ours is annotated to return an object of a framework."""
        found = self.library.find(self.library.dotted(self.module, node))
        return (
            found is not None
            and isinstance(found[1], ast.FunctionDef)
            and self.annotated(found[0], found[1].returns)
        )

    def annotated(self, module: Module, annotation: ast.expr | None) -> bool:
        """Whether an annotation names a class of a framework, or one of ours that is derived from
        one."""
        names = (
            [one for one in ast.walk(annotation) if isinstance(one, ast.Name | ast.Attribute)]
            if annotation
            else []
        )
        known = [dotted for one in names if (dotted := self.library.dotted(module, one))]
        return any(
            self.library.is_foreign(one) or self.library.inherited(one) is not None for one in known
        )


def is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )
