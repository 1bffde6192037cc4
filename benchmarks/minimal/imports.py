"""The program of each step: the project's imports from the packages of the step."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions

from packaging.utils import canonicalize_name

from benchmarks.common.packages import closure
from benchmarks.common.source import piece
from benchmarks.minimal.steps import Step

CONTRIB = "django.contrib."
UNSERVED = ("/management/", "/migrations/", "/manage.py")  # imported by commands, not by a server
STARTS = {
    "flask": "from flask import Flask\napp = Flask('bookshelf')",
    "django": "from django.conf import settings\n"
    "settings.configure(INSTALLED_APPS={apps}, MIDDLEWARE={middleware}, SECRET_KEY='x' * 50, "
    "USE_I18N=False,\n"
    "    DATABASES={{'default': {{'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}}})\n"
    "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()",
}


def program(step: Step) -> str:
    """Python code that starts the framework of the step, then runs the imports of the step's own
    files. Own code is not run. Modules that a framework loads at its first request (Django's
    templates, its URLs) are missing too: the first response shows them."""
    start = STARTS[step.side].format(apps=list(step.apps), middleware=list(step.middleware))
    return "\n".join([start, *statements(step)])


def statements(step: Step) -> list[str]:
    """Each import of the files of the step, once: of the standard library and of the packages of
    the step."""
    here = {str(canonicalize_name(name)) for name in closure(step.requirements)}
    known = set(sys.stdlib_module_names)
    known |= {
        top
        for top, dists in distributions_of_modules().items()
        if here & {*map(canonicalize_name, dists)}
    }
    files = [
        file
        for file in step.files
        if file.endswith(".py") and not any(part in file for part in UNSERVED)
    ]
    return list(
        dict.fromkeys(
            line for file in files for line in imports(piece(file).text, known, step.apps)
        )
    )


@cache
def distributions_of_modules() -> Mapping[str, list[str]]:
    """Reading all packages takes long, and nothing is installed meanwhile."""
    return packages_distributions()


def imports(source: str, known: set[str], apps: tuple[str, ...]) -> Iterator[str]:
    """The imports at the top of a file from modules in ``known``; an app of Django's must be
    installed."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (
                f"import {one.name}" for one in node.names if one.name.partition(".")[0] in known
            )
        elif (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.partition(".")[0] in known
        ):
            names = [one.name for one in node.names if usable(f"{node.module}.{one.name}", apps)]
            if names and node.module != "__future__":
                yield f"from {node.module} import {', '.join(names)}"


def usable(name: str, apps: tuple[str, ...]) -> bool:
    return not name.startswith(CONTRIB) or any(
        name == app or name.startswith(f"{app}.") for app in apps
    )
