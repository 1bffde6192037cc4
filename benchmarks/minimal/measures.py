"""The measures of the footprint, and the step at which Flask becomes the heavier side in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.common.features import SIDES
from benchmarks.common.packages import closure, files, size
from benchmarks.minimal.crossing import crossing
from benchmarks.minimal.steps import Step


def weighed(step: Step) -> dict:
    """Facts without a clock: packages with dependencies, their bytes and files without bytecode,
    own lines."""
    packages = closure(step.requirements)
    return {
        "packages": {name: one.version for name, one in sorted(packages.items())},
        "bytes": size(packages),
        "installed_files": sum(len(files(name)) for name in packages),
        "own_lines": step.lines,
        "own_files": len(step.files),
    }


def crossings(found: dict[str, dict], ends: dict[str, dict]) -> dict[str, dict]:
    """For each measure the step at which Flask becomes the heavier side; steps without a figure are
    left out."""
    each = {
        "packages": lambda one: [len(one["packages"])],
        "bytes": lambda one: [one["bytes"]],
        "installed_files": lambda one: [one["installed_files"]],
        "own_lines": lambda one: [one["own_lines"]],
        "own_files": lambda one: [one["own_files"]],
        "import_seconds": lambda one: one.get("import_seconds"),
        "import_megabytes": lambda one: one.get("import_megabytes"),
    }
    at_ends = {
        "first_answer_seconds": lambda one: one["first_answer_seconds"],
        "worker_megabytes": lambda one: one["memory"]["workers"],
        "served_megabytes": lambda one: [one["memory"]["total"]],
    }
    facts = {name: crossed(found.items(), figure) for name, figure in each.items()}
    return facts | {name: crossed(ends.items(), figure) for name, figure in at_ends.items()}


def crossed(
    listed: Iterable[tuple[str, dict]], figure: Callable[[dict], Sequence[float] | None]
) -> dict:
    samples = {name: tuple(figure(one[side]) for side in SIDES) for name, one in listed}
    return crossing(
        {name: (both[0], both[1]) for name, both in samples.items() if both[0] and both[1]}
    ).facts()
