"""The words of a framework and its extensions that a module of ours uses.

A word is counted each time it is written, and is one of these:

``flask.abort``
    a name imported from a package that is neither ours nor Python's own, followed as far as it
    names a module (``models.CharField`` is ``django.db.models.CharField``); or a string that is
    such a name, as settings have them.
``.order_by``
    an attribute reached through such a name, through a call of it, through a variable that was
    given either, through a parameter annotated with it, or through ``self`` and ``super()`` where
    the class inherits it; and a method or class attribute of ours that replaces an inherited one. A
    decorator is one of these two.
``Meta.ordering``, ``urlpatterns``
    a name that the framework looks for without our calling it.

Left out: attributes that our own classes define or that we name for the other end of a
relationship, our own functions in templates, names of loggers, attributes that Python's own types
have too (``.get``, ``.items``), private ones, and keyword arguments, for many of them carry our own
names. So it is a proxy for what must be learnt, with the same rule for both sides, and not a
measure of it: it knows neither how hard a word is nor how well it can be guessed.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.code.modules import Module, bound
from benchmarks.code.tracing import Tracer

PYTHON = (
    str,
    bytes,
    int,
    float,
    list,
    dict,
    set,
    tuple,
    type,
    Exception,
    datetime,
    timedelta,
    Path,
)
COMMON = {name for kind in PYTHON for name in dir(kind)}
NAMED_BY_CONVENTION = re.compile(r"urlpatterns|app_name|handler\d{3}")
HOOK_OF_A_FIELD = re.compile(r"(clean|validate)_\w+")


@dataclass
class Reader(Tracer, ast.NodeVisitor):
    """Counts the words of one module into ``words``; ``ours`` are the attributes that our own
    classes define."""

    ours: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)

    def read(self, part: Module | None = None) -> Counter[str]:
        """The words of the whole module, or of a part of it."""
        read = part or self.module
        self.words.update(name for name in read.defined if NAMED_BY_CONVENTION.fullmatch(name))
        self.visit(read.tree)
        return self.words

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and self.foreign_name(node):
            self.words[self.library.dotted(self.module, node)] += 1

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if self.is_module(node.value):
            self.words[self.library.dotted(self.module, node)] += 1
            return
        if self.belongs_to_framework(node) and self.is_learnt(node.attr):
            self.words[f".{node.attr}"] += 1
        self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.text(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            is_of_loggers = isinstance(key, ast.Constant) and key.value == "loggers"
            inner = value.values if is_of_loggers and isinstance(value, ast.Dict) else [value]
            for one in [key, *inner]:
                if one is not None:  # the key of ``**other``
                    self.visit(one)

    def visit_GeneratorExp(self, node: ast.GeneratorExp | ast.ListComp) -> None:
        for text in spelled_out(node):
            self.text(text)
        self.generic_visit(node)

    visit_ListComp = visit_GeneratorExp

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        inherited = (
            None if self.classes else self.library.inherited(f"{self.module.name}.{node.name}")
        )
        names = [name for one in node.body for name in bound(one)]
        if inherited is not None:
            self.words.update(
                f".{name}"
                for name in names
                if name in inherited and self.is_learnt(name, defined=True)
            )
            self.words.update(
                f"{name.partition('_')[0]}_<field>"
                for name in names
                if HOOK_OF_A_FIELD.fullmatch(name)
            )
        elif node.name == "Meta" and self.classes and self.classes[-1] is not None:
            self.words.update(f"Meta.{name}" for name in names)
        self.classes.append(inherited)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self.scopes.append(
            {one.arg for one in arguments if self.annotated(self.module, one.annotation)}
        )
        for _ in range(2):  # the assigned value may itself be assigned further down
            for one in ast.walk(node):
                self.follow(one)
        self.generic_visit(node)
        self.scopes.pop()

    def text(self, text: str) -> None:
        first = text.partition(".")[0]
        if (
            re.fullmatch(r"[a-z_]\w*(\.\w+)+", text)
            and self.library.is_foreign(first)
            and self.library.module(first)
        ):
            self.words[text] += 1

    def is_learnt(self, name: str, defined: bool = False) -> bool:
        if defined:
            return not name.startswith("_") or (name.startswith("__") and name not in COMMON)
        return not name.startswith("_") and name not in COMMON and name not in self.ours


def spelled_out(node: ast.GeneratorExp | ast.ListComp) -> list[str]:
    """The values of ``f"a.{name}" for name in ("b", "c")``; nothing for anything else."""
    loop = node.generators[0]
    if not isinstance(loop.iter, ast.Tuple) or not isinstance(loop.target, ast.Name):
        return []
    formats = [one for one in ast.walk(node.elt) if isinstance(one, ast.JoinedStr)]
    words = [one.value for one in loop.iter.elts if isinstance(one, ast.Constant)]
    return [
        ast.unparse(one)[2:-1].replace(f"{{{loop.target.id}}}", str(word))
        for one in formats
        for word in words
    ]
