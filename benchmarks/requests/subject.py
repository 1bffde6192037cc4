"""A measured WSGI application, and its import."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Subject:
    """An application as configured for a WSGI server."""

    name: str
    wsgi: str
    """``module:attribute``, or ``module:factory()``."""
    chdir: str = "."
    """The folder from which the module is imported, relative to the project's."""
    env: Mapping[str, str] = field(default_factory=dict)
    """The whole environment of its process. If BOOKSHELF_DATABASE_URL is a SQLite file, writes are
    undone in it."""

    def load(self) -> Application:
        """Import it into this process, and change the working directory. Raises the errors of the
        import."""
        folder = ROOT / self.chdir
        os.chdir(folder)
        sys.path.insert(0, str(folder))
        module, _, name = self.wsgi.partition(":")
        found = getattr(import_module(module), name.removesuffix("()"))
        return found() if name.endswith("()") else found

    @property
    def database(self) -> Path | None:
        """The SQLite file, if it has one."""
        scheme, _, file = self.env.get("BOOKSHELF_DATABASE_URL", "").partition(":///")
        return Path(file) if scheme == "sqlite" else None
