"""The two directions: the owner, the new application, and the test cases."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from shared_tests.harness.implementations import IMPLEMENTATIONS, ROOT, Implementation

HERE = Path(__file__).parent
NAMES = ("django_on_flask", "flask_on_django")
PATHS = (ROOT, ROOT / "django_impl")


@dataclass(frozen=True)
class Direction:
    """One direction, from its folder's direction.toml."""

    name: str
    title: str
    old: str
    """The side that owns the tables and everything that has not moved."""
    new: str
    wsgi: str
    chdir: str
    migrate: list[str]
    """The arguments to Python that create the new application's own tables; empty if it has
    none."""
    admin_driver: str
    shared: list[str]
    """Modules of shared_tests with the cases of the feature."""
    scaffold: list[str]
    """Files that are deleted when everything has moved."""
    cannot: dict[str, str]
    """Cases of these modules that fail, with the reason."""

    @property
    def folder(self) -> Path:
        return HERE / self.name

    @property
    def owner(self) -> Implementation:
        return IMPLEMENTATIONS[self.old]

    @property
    def newcomer(self) -> Implementation:
        """Only if it has commands; it creates only its own tables."""
        nothing = ("check",)
        return Implementation(
            self.name,
            (sys.executable,),
            tuple(self.migrate),
            nothing,
            nothing,
            "",
            self.wsgi,
            self.chdir,
        )


def directions() -> list[Direction]:
    return [read(name) for name in NAMES]


def read(name: str) -> Direction:
    content = tomllib.loads((HERE / name / "direction.toml").read_text(encoding="utf-8"))
    cannot = {one["case"]: one["why"] for one in content.pop("cannot", [])}
    return Direction(name=name, cannot=cannot, **content)
