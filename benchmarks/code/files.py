"""Which code is configuration, and which was made by a tool of the framework."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.code.library import Library
from benchmarks.common.features import Feature
from benchmarks.common.source import ROOT, Piece, piece

CONFIGURATION = {
    "flask": (
        *(f"flask_impl/core/{name}.py" for name in ("config", "environment", "checks")),
        "flask_impl/core/logs.py:CONFIGURATION",
        *(f"flask_impl/core/policy.py:{name}" for name in ("POLICY", "HEADERS")),
        *(
            f"flask_impl/core/extensions.py:{name}"
            for name in ("db", "login_manager", "csrf", "limiter")
        ),
        "flask_impl/core/migrating.py:bind",
    ),
    "django": (
        "django_impl/config/settings.py",
        *(f"django_impl/core/{name}.py" for name in ("environment", "connections", "checks")),
        *(f"django_impl/core/policy.py:{name}" for name in ("CONTENT", "PERMISSIONS")),
        "django_impl/core/logs.py:CONFIGURATION",
        *(f"django_impl/{name}/apps.py" for name in ("accounts", "books", "core", "exports")),
    ),
}
"""Modules, or objects in them, whose work is to read, hold or check settings. Their lines are own
lines too."""
MIGRATIONS = {"flask": "migrations/versions/*.py", "django": "*/migrations/0*.py"}
"""Made by Alembic or ``makemigrations``, whatever was changed by hand afterwards; they are no own
lines."""
SCAFFOLD = {
    "flask": {"migrations/env.py": "flask_migrate/templates/flask/env.py"},
    "django": {"manage.py": "django/conf/project_template/manage.py-tpl"}
    | {
        f"config/{name}.py": f"django/conf/project_template/project_name/{name}.py-tpl"
        for name in ("settings", "urls")
    }
    | {"config/wsgi.py": "django/conf/project_template/project_name/wsgi.py-tpl"}
    | {
        f"{app}/{name}.py": f"django/conf/app_template/{name}.py-tpl"
        for app in ("accounts", "books", "exports")
        for name in ("admin", "apps", "models", "views")
    },
}
"""Files that ``flask db init``, ``startproject`` and ``startapp`` begin, with the template of
each."""
DEFAULT_FEATURE = "Models and migrations"


@dataclass(frozen=True)
class Lines:
    """Lines of code of one feature on one side; ``configuration`` and ``scaffold`` are parts of
    ``own``."""

    own: int
    configuration: int
    scaffold: int
    """Own lines that still are as the framework's command made them."""
    migrations: int
    files: int


def is_configuration(file: str) -> bool:
    """Whether a whole module is configuration."""
    return any(file in listed for listed in CONFIGURATION.values())


def lines(feature: Feature, side: str, library: Library) -> Lines:
    files = feature.files[side]
    mine = [
        piece(one)
        for one in CONFIGURATION[side]
        if one.partition(":")[0] in {file.file for file in files}
    ]
    made = [one for one in migrations(side) if feature_of(one) == feature.name]
    return Lines(
        own=sum(one.lines for one in files),
        configuration=sum(one.lines for one in mine),
        scaffold=sum(as_made(one, side, library) for one in files),
        migrations=sum(one.lines for one in made),
        files=len(files),
    )


def migrations(side: str) -> list[Piece]:
    """The migrations of a side. LookupError when there are none: then the pattern is wrong."""
    folder = ROOT / f"{side}_impl"
    found = sorted(path.relative_to(ROOT).as_posix() for path in folder.glob(MIGRATIONS[side]))
    if not found:
        raise LookupError(f"no file of {side} matches {MIGRATIONS[side]}")
    return [piece(one) for one in found]


def feature_of(migration: Piece) -> str:
    """A migration belongs to the exports when its path says so, else to the models."""
    return "Exports in the background" if "exports" in migration.file else DEFAULT_FEATURE


def as_made(one: Piece, side: str, library: Library) -> int:
    """Lines of a file that stand in the template it was begun from, in the same order."""
    template = SCAFFOLD[side].get(one.file.removeprefix(f"{side}_impl/"))
    if template is None:
        return 0
    return same(source_of(template, library.paths), one.text)


def same(template: str, text: str) -> int:
    """How many lines of code two sources share, in the same order."""
    filled = re.sub(r"\{\{ project_name \}\}", "config", template)
    before, after = code_of(filled), code_of(text)
    return sum(
        one.size
        for one in difflib.SequenceMatcher(
            None, before, after, autojunk=False
        ).get_matching_blocks()
    )


def code_of(text: str) -> list[str]:
    """Lines without blank ones, comments and what is bracket alone."""
    stripped = (line.strip() for line in text.splitlines())
    return [
        line for line in stripped if re.search(r"\w", line) and not line.startswith(("#", '"""'))
    ]


def source_of(template: str, paths: list[Path]) -> str:
    files = [path / template for path in paths if (path / template).is_file()]
    if not files:
        raise LookupError(f"no {template} is installed here")
    return files[0].read_text(encoding="utf-8")
