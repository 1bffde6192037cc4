"""The features of Bookshelf: the files of each side, and the test cases."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.common.parts import REST, divided
from benchmarks.common.run import json_object
from benchmarks.common.source import ROOT, Piece, piece

SIDES = ("flask", "django")
LIST = Path(__file__).with_name("features.toml")


@dataclass(frozen=True)
class Feature:
    """One feature on both sides; each dictionary has the keys ``flask`` and ``django``."""

    name: str
    cases: tuple[str, ...]
    """Modules of shared_tests with its cases."""
    files: dict[str, tuple[Piece, ...]]
    """Files; of one that several features share, their part."""
    shown: dict[str, tuple[Piece, ...]]
    """The objects that docs/FEATURES.md shows."""
    packages: dict[str, tuple[str, ...]]
    why: str
    """The reason for a difference between the sides."""

    def lines(self, side: str, kind: str = "") -> int:
        """Own lines of code; only those of one kind of file if ``kind`` (``.py``, ``.html``) is
        given."""
        return sum(one.lines for one in self.files[side] if one.file.endswith(kind))


@cache
def features() -> list[Feature]:
    """All features in the order of the list. Raises LookupError when list and code do not match."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["feature"]
    files = {side: divide(entries, side) for side in SIDES}
    return [read(entry, {side: files[side][entry["name"]] for side in SIDES}) for entry in entries]


def divide(entries: list[dict], side: str) -> dict[str, tuple[Piece, ...]]:
    """The pieces of each feature on a side, in the order of the list."""
    held = {file: pieces(file, names) for file, names in owners(entries, side).items()}
    found: dict[str, dict[str, Piece]] = {entry["name"]: {} for entry in entries}
    for feature, file, _ in named(entries, side):
        found[feature][file] = held[file][feature]
    return {feature: tuple(of_files.values()) for feature, of_files in found.items()}


def named(entries: list[dict], side: str) -> Iterator[tuple[str, str, str]]:
    """Each feature with each file of it, and the object in it that is named, if any."""
    for entry in entries:
        for reference in entry[side]["code"]:
            path, _, name = reference.partition(":")
            for file in expand(f"{side}_impl/{path}"):
                yield entry["name"], file, name


def owners(entries: list[dict], side: str) -> dict[str, dict[str, str]]:
    """For each file the feature of each named object, and of the rest. Raises LookupError unless
    the list has each file, and each object that it names, once."""
    found = defaultdict[str, dict[str, str]](dict)
    twice = set()
    for feature, file, name in named(entries, side):
        twice |= {file} if name in found[file] else set()
        found[file][name] = feature
    whole = {file for file, names in found.items() if REST in names}
    if wrong := twice | whole ^ {*source_files(side)}:
        raise LookupError(
            f"{LIST.name} should name each hand-written file once; see {', '.join(sorted(wrong))}"
        )
    return found


def pieces(file: str, names: dict[str, str]) -> dict[str, Piece]:
    """What each feature has of a file; the name of a piece lists its objects."""
    whole = piece(file)
    if len(names) == 1:
        return {names[REST]: whole}
    texts = divided(whole.text, names)
    return {
        feature: Piece(file, ", ".join(one for one in names if names[one] == feature), text)
        for feature, text in texts.items()
    }


def read(entry: dict, files: dict[str, tuple[Piece, ...]]) -> Feature:
    shown = {
        side: tuple(piece(f"{side}_impl/{reference}") for reference in entry[side]["shown"])
        for side in SIDES
    }
    return Feature(
        name=entry["name"],
        cases=tuple(entry["cases"]),
        files=files,
        shown=shown,
        packages={side: tuple(entry[side]["packages"]) for side in SIDES},
        why=entry["why"],
    )


def expand(reference: str) -> list[str]:
    """``folder/*`` stands for every file below the folder."""
    folder, star, _ = reference.partition("/*")
    side = reference.partition("_impl")[0]
    return (
        [name for name in source_files(side) if name.startswith(f"{folder}/")]
        if star
        else [reference]
    )


@cache
def source_files(side: str) -> list[str]:
    """The hand-written files of an implementation, without tests, generated migrations and empty
    files."""
    folder = ROOT / f"{side}_impl"
    found = [
        path
        for kind in ("*.py", "*.html", "*.js")
        for path in folder.rglob(kind)
        if path.stat().st_size
    ]
    names = [path.relative_to(ROOT).as_posix() for path in found]
    generated = ("/tests/", "/versions/", "/migrations/0", "/instance/")
    return sorted(name for name in names if not any(part in name for part in generated))


def counterparts() -> dict[str, list[str]]:
    """The hand-written files by location: at the same path on both sides, or only on one side."""
    paths = {
        side: {name.removeprefix(f"{side}_impl/") for name in source_files(side)} for side in SIDES
    }
    flask, django = (paths[side] for side in SIDES)
    return {
        "both": sorted(flask & django),
        "flask": sorted(flask - django),
        "django": sorted(django - flask),
    }


def counterparts_in_words() -> str:
    """The number of files with a counterpart, and the names of those without one."""
    found = counterparts()
    alone = {side: ", ".join(f"`{name}`" for name in found[side]) for side in SIDES}
    return (
        f"{len(found['both'])} hand-written files have the same path on both sides, and the same "
        "feature in them.\n\n"
        f"<details><summary>The others: {len(found['flask'])} only in Flask, "
        f"{len(found['django'])} only in Django</summary>\n\n"
        f"- Flask: {alone['flask']}.\n- Django: {alone['django']}.\n\n</details>\n"
    )


def kept(outcomes: dict[str, str], feature: Feature) -> tuple[int, int]:
    """The numbers of passed and of all cases of a feature, from the suite's file of results."""
    own = [
        outcome
        for name, outcome in outcomes.items()
        if Path(name.partition("::")[0]).stem in feature.cases
    ]
    return own.count("passed"), len(own)


def load(folder: Path, side: str, name: str) -> dict:
    """A file of results; nothing if that side has not been run. Raises SystemExit with one line
    for a file that is broken."""
    file = folder / side / name
    try:
        return json_object(file) if file.is_file() else {}
    except (ValueError, OSError) as error:
        raise SystemExit(f"{file} is broken: run nox -s {side} again ({error})") from None
