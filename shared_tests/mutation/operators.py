"""The small faults that the operators of mutmut can make in a module, each with an id that no line
number changes."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

from shared_tests.harness.implementations import ROOT

# A migration runs before the suite does: hand-made faults are planted there
LEFT_OUT = {"tests", "migrations"}


@dataclass(frozen=True)
class Mutant:
    """A module with one fault: in line ``line`` the code ``was`` and ``becomes`` something else."""

    id: str
    file: str
    line: int
    operator: str
    was: str
    becomes: str
    source: str
    """The whole module with the fault in it."""


@dataclass(frozen=True)
class Place:
    """A node of a module and an operator that can change it in one or several ways."""

    file: Path
    module: cst.Module
    line: int
    operator: str
    node: cst.CSTNode
    changed: tuple[cst.CSTNode, ...]


class Places(cst.CSTVisitor):
    """Collects the places of a module, without those that only a type checker, an import or a
    reader sees."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, file: Path, module: cst.Module) -> None:
        super().__init__()
        self.file, self.module = file, module
        self.found: list[Place] = []

    def visit_Annotation(self, node: cst.Annotation) -> bool:
        return False

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Expr(self, node: cst.Expr) -> bool:
        return not isinstance(node.value, cst.SimpleString)  # a docstring

    def on_visit(self, node: cst.CSTNode) -> bool:
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and (changed := tuple(operator(node))):
                line = self.get_metadata(PositionProvider, node).start.line
                name = operator.__name__.removeprefix("operator_")
                self.found.append(Place(self.file, self.module, line, name, node, changed))
        return super().on_visit(node)


def modules(side: str) -> list[Path]:
    """The modules of a side in which faults are planted."""
    folder = ROOT / f"{side}_impl"
    files = (
        file for file in folder.rglob("*.py") if not LEFT_OUT & set(file.relative_to(folder).parts)
    )
    return sorted(file for file in files if file.read_text(encoding="utf-8").strip())


def difference(before: str, after: str) -> tuple[str, str]:
    """The text of the changed lines, before and after."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    sides = (
        " ".join(line[2:].strip() for line in lines if line.startswith(sign))
        for sign in ("- ", "+ ")
    )
    was, becomes = sides
    return was, becomes


def compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def places_of(file: Path) -> list[Place]:
    wrapper = MetadataWrapper(cst.parse_module(file.read_text(encoding="utf-8")))
    anonymous = Places(file, wrapper.module)
    wrapper.visit(anonymous)
    return anonymous.found


def made(place: Place, changed: cst.CSTNode) -> Mutant | None:
    """The module with this change; None when it is not valid Python, or unchanged."""
    module = place.module.deep_replace(place.node, changed)
    assert isinstance(module, cst.Module)
    before, after = place.module.code, module.code
    if before == after or not compiles(after):
        return None
    was, becomes = difference(before, after)
    name = str(place.file.relative_to(ROOT))
    lines = [line.strip() for line in before.splitlines()[: place.line]]
    same = lines.count(lines[-1])  # the same line may stand in a module twice
    identity = sha256(f"{name}\n{place.operator}\n{was}\n{becomes}\n{same}".encode()).hexdigest()[
        :10
    ]
    return Mutant(identity, name, place.line, place.operator, was, becomes, after)


def all_places(side: str) -> list[Place]:
    return [place for file in modules(side) for place in places_of(file)]


def draw(
    places: Iterable[Place], seed: int, among: frozenset[str] = frozenset()
) -> Iterator[Mutant]:
    """One fault in each place, the places in random order; the same seed gives the same order.
    ``among``: the ids of the faults that may be drawn, when not all may."""
    chance = random.Random(seed)
    places = list(places)
    for place in chance.sample(places, len(places)):
        variants = chance.sample(place.changed, len(place.changed))
        mutants = filter(None, (made(place, changed) for changed in variants))
        if mutant := next((one for one in mutants if not among or one.id in among), None):
            yield mutant
