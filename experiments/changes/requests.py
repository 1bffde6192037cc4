"""The change requests of this folder: description, patch of each side, and test cases."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SIDES = ("flask", "django")
SWAPS = "swap_"
"""The prefix of requests that replace a part."""
LAYERS = "swap_api_"
"""The prefix of requests that try two libraries on each side. Their figures compare libraries, not
the sides, and have their own table."""


@dataclass(frozen=True)
class Request:
    """A change request. ``packages`` are the additional packages of its patch, by side."""

    folder: Path
    title: str
    asked: str
    why: str
    """The reasons for the cost of each side."""
    packages: dict[str, list[str]]
    drops: dict[str, list[str]]
    """The packages that a side chose and that nothing imports after its patch."""
    keeps: list[str]
    """Modules of the suite that its patches must keep green, besides its own cases."""
    tunes: bool
    """Whether it only reduces costs and adds nothing: then it has no cases of its own, and the
    whole suite must pass."""

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
        """The patches for a side: that of the contract, if there is one, and its own."""
        contract = self.folder / "contract.patch"
        return [*([contract] if contract.is_file() else []), self.folder / f"{side}.patch"]


def requests() -> list[Request]:
    """The requests that add a feature, by name. Raises ValueError for an incomplete folder."""
    return [one for one in everything() if not one.tunes]


def tuning() -> Request:
    """The request with which both sides are measured again."""
    (found,) = (one for one in everything() if one.tunes)
    return found


def everything() -> list[Request]:
    return [read(file) for file in sorted(HERE.glob("*/change.toml"))]


def read(file: Path) -> Request:
    folder, content = file.parent, tomllib.loads(file.read_text(encoding="utf-8"))
    if missing := {"title", "asked", "why"} - content.keys():
        raise ValueError(f"{file}: says no {', '.join(sorted(missing))}")
    if unknown := content.keys() - {"title", "asked", "why", "packages", "drops", "keeps", "tunes"}:
        raise ValueError(f"{file}: nobody reads {', '.join(sorted(unknown))}")
    absent = [f"{side}.patch" for side in SIDES if not (folder / f"{side}.patch").is_file()]
    tunes = content.get("tunes", False)
    needed = "list of what it keeps" if tunes else "cases (test_*.py)"
    if absent or not (content.get("keeps") if tunes else any(folder.glob("test_*.py"))):
        raise ValueError(f"{folder}: has no {' and no '.join(absent) or needed}")
    packages, drops = (
        {side: content.get(name, {}).get(side, []) for side in SIDES}
        for name in ("packages", "drops")
    )
    asked, why, keeps = content["asked"].strip(), content["why"].strip(), content.get("keeps", [])
    return Request(folder, content["title"], asked, why, packages, drops, keeps, tunes)
