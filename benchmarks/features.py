"""The features of Bookshelf: on each side the objects that make them, and the cases that prove them."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from benchmarks.source import ROOT, Piece, piece

SIDES = ("flask", "django")
LIST = Path(__file__).with_name("features.toml")


@dataclass(frozen=True)
class Feature:
    """One feature on both sides; each dictionary has the keys ``flask`` and ``django``."""

    name: str
    cases: tuple[str, ...]
    """Modules of shared_tests that hold its cases."""
    pieces: dict[str, tuple[Piece, ...]]
    shown: dict[str, tuple[Piece, ...]]
    """The part that COMPARISON.md shows side by side."""
    packages: dict[str, tuple[str, ...]]
    why: str
    """Where a difference between the sides comes from."""

    def lines(self, side: str, kind: str = "") -> int:
        """Own lines of code; of one kind of file alone when ``kind`` (``.py``, ``.html``) is given."""
        return sum(one.lines for one in self.pieces[side] if one.file.endswith(kind))


def features() -> list[Feature]:
    """All features in the order of the list. Raises LookupError when the list names what the code has not."""
    return [read(entry) for entry in tomllib.loads(LIST.read_text(encoding="utf-8"))["feature"]]


def read(entry: dict) -> Feature:
    def pieces(side: str, key: str) -> tuple[Piece, ...]:
        return tuple(piece(f"{side}_impl/{reference}") for reference in entry[side].get(key, []))

    return Feature(
        name=entry["name"],
        cases=tuple(entry["cases"]),
        pieces={side: pieces(side, "code") for side in SIDES},
        shown={side: pieces(side, "shown") for side in SIDES},
        packages={side: tuple(entry[side].get("packages", [])) for side in SIDES},
        why=entry["why"],
    )


def source_files(side: str) -> list[str]:
    """The hand-written files of an implementation: no tests, no stylesheet that both share, no generated migration."""
    folder = ROOT / f"{side}_impl"
    found = [path.relative_to(ROOT).as_posix() for kind in ("*.py", "*.html", "*.js") for path in folder.rglob(kind)]
    return sorted(name for name in found if "/tests/" not in name and "/versions/" not in name and "/0" not in name)


def joints(side: str, listed: list[Feature]) -> int:
    """Own lines that belong to no feature: imports and what holds a module together."""
    claimed = {(one.file, one.name): one.lines for feature in listed for one in feature.pieces[side]}
    return sum(piece(name).lines for name in source_files(side)) - sum(claimed.values())


def kept(outcomes: dict[str, str], feature: Feature) -> tuple[int, int]:
    """How many cases of a feature passed, and how many there are, from the suite's file of results."""
    own = [outcome for name, outcome in outcomes.items() if Path(name.partition("::")[0]).stem in feature.cases]
    return own.count("passed"), len(own)


def load(folder: Path, side: str, name: str) -> dict | None:
    """A file of results, or None where that side has not been run."""
    file = folder / side / name
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
