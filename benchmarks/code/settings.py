"""The settings that a module sets, and those that a framework and its extensions read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from benchmarks.code.library import Library
from benchmarks.code.modules import Module

SETTING = "[A-Z][A-Z0-9_]+"
MODULES = {"flask": "flask_impl/core/config.py", "django": "django_impl/config/settings.py"}
"""The module of each side that sets them."""
READ_FROM = {"flask": r"\.config\b", "django": r"\bdjango\.conf\b"}
"""Where a framework and its extensions read them; what a package reads from the environment is no
setting."""


def keys(module: Module) -> list[str]:
    """The settings that the module sets: capitals that ``settings.py`` assigns, or that are keys of
    a dictionary in any other. What is inside a setting is none: on one side those keys are
    capitals, on the other lower case or arguments."""
    dictionaries = [] if module.name.endswith(".settings") else outermost(module.tree)
    named = [
        str(key.value) for one in dictionaries for key in one.keys if isinstance(key, ast.Constant)
    ]
    return [name for name in named or module.defined if re.fullmatch(SETTING, name)]


def outermost(node: ast.AST) -> Iterator[ast.Dict]:
    """The dictionaries that no other one holds."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Dict):
            yield child
        else:
            yield from outermost(child)


def asked_for(read_from: str, packages: list[str], library: Library) -> frozenset[str]:
    """The names in capitals that those of the packages look up which read settings."""
    reads = re.compile(read_from)
    asked = re.compile(
        rf"settings\.({SETTING})|[\"']({SETTING})[\"']|^({SETTING})\s*[:=]", re.MULTILINE
    )
    found: set[str] = set()
    for package in packages:
        sources = texts(package, library)
        if any(reads.search(text) for text in sources):
            found |= {
                name for text in sources for names in asked.findall(text) for name in names if name
            }
    return frozenset(found)


def texts(package: str, library: Library) -> list[str]:
    """The sources of a package, its own tests left out."""
    folders = [path / package for path in library.paths if (path / package).is_dir()]
    files = [
        file for folder in folders[:1] for file in folder.rglob("*.py") if "tests" not in file.parts
    ]
    return [file.read_text(encoding="utf-8") for file in files]
