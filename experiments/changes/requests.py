"""The change requests of this folder: what is asked for, the patch of each side, and the cases that
it must pass."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SIDES = ("flask", "django")
SWAPS = "swap_"
"""How the names of those requests begin that exchange a part for another one."""
LAYERS = "swap_api_"
"""How the names of those requests begin that try two libraries on each side. Their figures compare
libraries, not the sides, and stand in a table of their own."""


@dataclass(frozen=True)
class Request:
    """A change request. ``packages`` are those that its patch needs beside what the side has, by
    side."""

    folder: Path
    title: str
    asked: str
    why: str
    """Why the two sides cost what they cost."""
    packages: dict[str, list[str]]
    keeps: list[str]
    """Modules of the suite that its patches must keep green, beside the cases of its own."""
    tunes: bool
    """Whether it makes both sides cheaper and asks for nothing new: then it has no cases of its
    own, and the whole suite must pass."""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def short(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    @property
    def compares_sides(self) -> bool:
        return not self.name.startswith(LAYERS)

    def patches(self, side: str) -> list[Path]:
        """What is applied for a side: its own patch, after that of the contract where the request
        changes that."""
        contract = self.folder / "contract.patch"
        return [*([contract] if contract.is_file() else []), self.folder / f"{side}.patch"]


def requests() -> list[Request]:
    """Those that ask for something, by name. Raises ValueError for a folder whose request is not
    whole."""
    return [one for one in everything() if not one.tunes]


def tuning() -> Request:
    """The one with which both sides are measured once more."""
    (found,) = (one for one in everything() if one.tunes)
    return found


def everything() -> list[Request]:
    return [read(file) for file in sorted(HERE.glob("*/change.toml"))]


def read(file: Path) -> Request:
    folder, told = file.parent, tomllib.loads(file.read_text(encoding="utf-8"))
    if missing := {"title", "asked", "why"} - told.keys():
        raise ValueError(f"{file}: says no {', '.join(sorted(missing))}")
    if unknown := told.keys() - {"title", "asked", "why", "packages", "keeps", "tunes"}:
        raise ValueError(f"{file}: nobody reads {', '.join(sorted(unknown))}")
    absent = [f"{side}.patch" for side in SIDES if not (folder / f"{side}.patch").is_file()]
    tunes = told.get("tunes", False)
    needed = "list of what it keeps" if tunes else "cases (test_*.py)"
    if absent or not (told.get("keeps") if tunes else any(folder.glob("test_*.py"))):
        raise ValueError(f"{folder}: has no {' and no '.join(absent) or needed}")
    packages = {side: told.get("packages", {}).get(side, []) for side in SIDES}
    asked, why = told["asked"].strip(), told["why"].strip()
    return Request(folder, told["title"], asked, why, packages, told.get("keeps", []), tunes)
