"""The vocabulary of a side: the words of its modules and templates and the settings that it
sets."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import replace
from functools import cache

from benchmarks.code.library import Library
from benchmarks.code.modules import Module, members
from benchmarks.code.settings import MODULES, READ_FROM, SETTING, asked_for, keys
from benchmarks.code.templates import of_template
from benchmarks.code.words import Reader
from benchmarks.common.features import Feature, source_files
from benchmarks.common.source import ROOT, Piece

FOLDERS = {"flask": ROOT, "django": ROOT / "django_impl"}
"""The folder from which the modules of a side are imported."""


@cache
def library(side: str) -> Library:
    """The sources of a side and of the installed packages. LookupError if its framework is not
    installed."""
    first = {
        name_of(file, side).partition(".")[0] for file in source_files(side) if file.endswith(".py")
    }
    found = Library(frozenset(first | {"shared_tests"}))
    found.paths.insert(0, FOLDERS[side])
    if found.module(side) is None:
        raise LookupError(
            f"{side} is not installed here, and its sources say what our classes inherit"
        )
    return found


def name_of(file: str, side: str) -> str:
    """The dotted name of a module from its file."""
    parts = (ROOT / file).relative_to(FOLDERS[side]).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def module_of(file: str, side: str) -> Module:
    found = library(side).module(name_of(file, side))
    assert found is not None, file
    return found


@cache
def own_modules(side: str) -> list[Module]:
    return [module_of(file, side) for file in source_files(side) if file.endswith(".py")]


@cache
def own_attributes(side: str) -> set[str]:
    """Members that our own classes define and do not inherit, and those that we name for the other
    end of a relationship."""
    found: set[str] = set()
    for module in own_modules(side):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and node.name != "Meta":
                found |= members(node) - library(side).given(f"{module.name}.{node.name}")
            elif isinstance(node, ast.keyword) and node.arg in ("related_name", "backref"):
                found.add(ast.literal_eval(node.value))
    return found


@cache
def own_functions(side: str) -> frozenset[str]:
    """Functions of ours, which templates may have as filters."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return frozenset(
        name
        for module in own_modules(side)
        for name, node in module.defined.items()
        if isinstance(node, kinds)
    )


def words(feature: Feature, side: str) -> Counter[str]:
    """The count of each word in the files of a feature."""
    found: Counter[str] = Counter()
    for one in feature.files[side]:
        found += of_file(one, side)
    return found


def of_file(one: Piece, side: str) -> Counter[str]:
    if one.file.endswith(".html"):
        return of_template(one.text, own_functions(side))
    if not one.file.endswith(".py"):
        return Counter()
    module = module_of(one.file, side)
    set_here = keys(module) if one.file == MODULES[side] else []
    known = Counter(name for name in set_here if name in known_settings(side))
    return read(module, side, replace(module, tree=ast.parse(one.text))) + known


def kind(word: str) -> str:
    """``imported``, ``member``, ``setting`` or ``template``; a name that the framework looks up is
    a member."""
    if imported(word):
        return "imported"
    if re.fullmatch(SETTING, word):
        return "setting"
    return "template" if re.match(r"\{%|\||block\.|(for)?loop\.|\w+\(\)", word) else "member"


@cache
def known_settings(side: str) -> frozenset[str]:
    return asked_for(READ_FROM[side], packages(side), library(side))


@cache
def packages(side: str) -> list[str]:
    """The packages, by the names that they are imported with, whose words a side uses."""
    return sorted(
        {
            name.partition(".")[0]
            for one in own_modules(side)
            for word in read(one, side)
            if (name := imported(word))
        }
    )


def imported(word: str) -> str:
    """The dotted name of a word; empty for a member, a setting, or a word of a template."""
    is_dotted = re.fullmatch(r"[a-z_]\w*(\.\w+)+", word)
    return word if is_dotted and not re.match(r"block\.|(for)?loop\.", word) else ""


def read(module: Module, side: str, part: Module | None = None) -> Counter[str]:
    return Reader(module, library(side), ours=own_attributes(side)).read(part)
