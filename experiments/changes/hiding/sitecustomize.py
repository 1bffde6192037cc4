"""Hides the packages that a request does not ask for from every Python that is started with this
folder in its path.

All requests share one environment. Flask-Admin, for one, wants to be translated as soon as
Flask-Babel is installed.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from typing import Any


class Hiding(MetaPathFinder):
    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(
                f"{name} is not among the packages of this request", name=name
            )


sys.meta_path.insert(0, Hiding(set(os.environ.get("CHANGES_HIDE", "").split())))
