"""Applies all requests one after another to one tree of each side, as in a growing application;
records what each step touches and its conflicts with earlier ones. No test case runs: this counts
conflicts, and does not show that the resulting tree works."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.code.patches import File, counted, files
from experiments.changes.requests import SIDES, SWAPS, Request
from experiments.migration.imports import imported
from experiments.verifier import Refused, apply
from shared_tests.harness.copies import copy

ROOTS = {"flask": "flask_impl", "django": "django_impl"}
NAMED = ("-c", "user.name=in turn", "-c", "user.email=in.turn@example.org")
BOTH = re.compile(
    r"^<<<<<<< [^\n]*\n(.*?)^=======\n(.*?)^>>>>>>> [^\n]*\n", re.MULTILINE | re.DOTALL
)
"""A place that two requests changed, as git marks it."""
IMPORT = re.compile(r"^ *(?:from|import) ([\w.]+)(?: import (?:\(([^)]*)\)|(.+)))?$", re.MULTILINE)
Step = dict[str, Any]
BEFORE: Step = {
    "name": "before",
    "lines": 0,
    "files": 0,
    "files_changed_before": [],
    "conflicts": {},
}
"""The keys at the beginning of each record."""


def in_turn(requests: list[Request]) -> dict[str, list[Step]]:
    """The steps of each side. Raises Refused for a patch that no longer applies."""
    return {side: steps(ordered(requests), side) for side in SIDES}


def ordered(requests: list[Request]) -> list[Request]:
    """New features by name, then replacements. Alternative libraries for the same purpose are left
    out, because an application has only one."""
    compared = [one for one in requests if one.compares_sides]
    return sorted(compared, key=lambda one: (one.name.startswith(SWAPS), one.name))


def steps(requests: list[Request], side: str) -> list[Step]:
    with copy("in-turn-") as tree:
        git(tree, "init", "--quiet", "--initial-branch=grown")
        commit(tree)
        git(tree, "tag", "base")
        touched: set[str] = set()
        found = [BEFORE | {"own_imports": own_imports(tree / ROOTS[side])}]
        for request in requests:
            conflicts = merged(tree, request, side)
            found.append(step(tree, request, side, touched) | {"conflicts": conflicts})
        return found


def merged(tree: Path, request: Request, side: str) -> dict[str, int]:
    """Apply the patch to the original tree, and merge the result into the accumulated one."""
    git(tree, "checkout", "--quiet", "--detach", "base")
    for patch in request.patches(side):
        apply(patch, tree)
    commit(tree)
    change = git(tree, "rev-parse", "HEAD").strip()
    git(tree, "checkout", "--quiet", "grown")
    git(tree, "cherry-pick", "--no-commit", change, may_conflict=True)
    conflicts = resolved(tree, ROOTS[side])
    commit(tree)
    return conflicts


def step(tree: Path, request: Request, side: str, touched: set[str]) -> Step:
    """The cost of the step; adds its files to ``touched``, the files that earlier steps changed."""
    patch = request.folder / f"{side}.patch"
    changed = files(patch.read_text(encoding="utf-8"))
    own = {one.path for one in changed if one.kind in ("code", "by hand")}
    again = sorted(own & touched)
    touched |= own
    facts = counted(patch)
    return {
        "name": request.name,
        "lines": facts["lines"] + facts["removed"],
        "files": len(own),
        "files_changed_before": again,
        "own_imports": own_imports(tree / ROOTS[side]),
    }


def resolved(tree: Path, root: str) -> dict[str, int]:
    """Keep both versions of each conflict, the earlier one first. Returns the number of conflicts
    in each file of the application, without its tests and translations; a file that cannot be
    merged by lines counts as one."""
    found = {}
    for name in git(tree, "diff", "--name-only", "--diff-filter=U").splitlines():
        places = 0
        if Path(name).suffix != ".mo":
            text = (tree / name).read_text(encoding="utf-8")
            both, places = BOTH.subn(r"\1\2", text)
            (tree / name).write_text(both, encoding="utf-8")
        if name.startswith(f"{root}/") and File(name, [], 0).kind == "code":
            found[name] = max(places, 1)
    return found


def own_imports(root: Path) -> int:
    """Pairs of the side's own modules: (importing, imported)."""
    modules = {name: file for file in sources(root) for name in names_of(file, root)}
    pairs = {
        (file, modules[imported])
        for file in sources(root)
        for imported in imported_by(file)
        if imported in modules and modules[imported] != file
    }
    return len(pairs)


def sources(root: Path) -> list[Path]:
    left_out = {"tests", "migrations"}
    return [file for file in root.rglob("*.py") if not left_out & set(file.parts)]


def names_of(file: Path, root: Path) -> set[str]:
    """The module's name as the side imports it: Flask's with the name of its folder, Django's
    without."""
    name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    return {name, f"{root.name}.{name}"}


def imported_by(file: Path) -> Iterator[str]:
    """Dotted names of the imports; a file that a conflict left unparsable is read line by line."""
    text = file.read_text(encoding="utf-8")
    try:
        yield from imported(text)
    except SyntaxError:
        for module, several, names in IMPORT.findall(text):
            yield module
            yield from (f"{module}.{name}" for name in re.findall(r"\w+", several or names))


def git(tree: Path, *arguments: str, may_conflict: bool = False) -> str:
    done = subprocess.run(
        ["git", *NAMED, *arguments], cwd=tree, capture_output=True, encoding="utf-8", timeout=120
    )
    if done.returncode > may_conflict:
        raise Refused(f"git {arguments[0]}: {done.stderr.strip()[-1000:]}")
    return done.stdout


def commit(tree: Path) -> None:
    git(tree, "add", "--all", "--force")
    git(tree, "commit", "--quiet", "--allow-empty", "--message=a step")


def show(found: dict[str, list[Step]], console: Console) -> None:
    """Both sides side by side, step by step."""
    columns = ("lines", "files", "of them changed before", "conflicts", "own imports")
    table = Table("request", *(f"{words}\n{' : '.join(SIDES)}" for words in columns))
    for flask, django in zip(found["flask"], found["django"], strict=True):
        pairs = zip(figures(flask), figures(django), strict=True)
        table.add_row(flask["name"], *(f"{one} : {other}" for one, other in pairs))
    console.print(table)


def figures(one: Step) -> list[int]:
    return [
        one["lines"],
        one["files"],
        len(one["files_changed_before"]),
        sum(one["conflicts"].values()),
        one["own_imports"],
    ]
