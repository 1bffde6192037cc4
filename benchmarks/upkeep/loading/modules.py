"""Imports every module of an installed package, and prints as JSON why those fail that do. Runs in
an environment of its own, on the standard library alone."""

import importlib
import json
import sys
from importlib import metadata
from pathlib import PurePath

LEFT_OUT = {"tests", "test", "testing", "migrations", "management", "__main__", "conftest"}
APPS = ("auth", "contenttypes", "sessions", "messages", "staticfiles", "admin")


def main() -> None:
    names = sorted(set(modules(sys.argv[1])))
    outcomes = {"Django with the package": settle({name.partition(".")[0] for name in names})}
    outcomes |= {name: imported(name) for name in names}
    print("\n" + json.dumps(outcomes))


def modules(package: str) -> list[str]:
    files = [PurePath(str(file)) for file in metadata.files(package) or []]
    found = [file.with_suffix("").parts for file in files if file.suffix == ".py"]
    return [
        ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        for parts in found
        if all(part.isidentifier() for part in parts) and not LEFT_OUT & {*parts}
    ]


def imported(name: str) -> str:
    """The reason if it cannot be imported."""
    try:
        importlib.import_module(name)
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""


def settle(tops: set[str]) -> str:
    """Configure Django, where it is installed, with the package's own applications. The reason if
    that fails."""
    try:
        import django
        from django.conf import settings
    except ImportError:
        return ""
    named = [name for name in sorted(tops) if not imported(f"{name}.apps")]
    memory = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    settings.configure(
        SECRET_KEY="not a secret",
        DATABASES=memory,
        INSTALLED_APPS=[*(f"django.contrib.{one}" for one in APPS), *named],
    )
    try:
        django.setup()
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""


main()
