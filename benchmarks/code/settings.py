"""The settings that a module sets, and those that a framework and its extensions read."""

from __future__ import annotations

import ast
import re

from benchmarks.code.library import Library
from benchmarks.code.modules import Module

SETTING = "[A-Z][A-Z0-9_]+"


def keys(module: Module) -> list[str]:
    """The settings that a module sets: capitals that are keys of a dictionary, or that
    ``settings.py`` assigns."""
    dictionaries = [node for node in ast.walk(module.tree) if isinstance(node, ast.Dict)]
    named = [
        str(key.value) for one in dictionaries for key in one.keys if isinstance(key, ast.Constant)
    ]
    assigned = module.defined if module.name.endswith(".settings") else []
    return [name for name in [*assigned, *named] if re.fullmatch(SETTING, name)]


def asked_for(framework: str, packages: list[str], library: Library) -> frozenset[str]:
    """The names in capitals that the framework, and those of the packages that import it, look up
    as settings."""
    imports = re.compile(rf"^\s*(?:from|import) {framework}\b", re.MULTILINE)
    asked = re.compile(
        rf"settings\.({SETTING})|[\"']({SETTING})[\"']|^({SETTING})\s*[:=]", re.MULTILINE
    )
    found: set[str] = set()
    for package in packages:
        sources = texts(package, library)
        if any(imports.search(text) for text in sources):
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
