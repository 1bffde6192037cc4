"""Packages that a set-up does not use, but a library imports if they are installed."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping

from benchmarks.footprint.subjects import Measured

EXPORTS = {"flask": "flask_impl.exports.worker", "django": "exports.worker"}
"""The modules that a process imports at its first export, at the latest."""
LINE = re.compile(r"^import time: +(\d+) \| +\d+ \| *([\w.]+)$", re.M)
"""A line of ``python -X importtime``: microseconds of the module itself, cumulative ones, and the
name."""


def unasked(one: Measured) -> dict[str, dict[str, float]]:
    """By package: modules, milliseconds of their own code, and megabytes on disk.

    Seen in the environment of all set-ups: of what the set-up would not have installed, the
    packages whose modules the application imports all the same.
    """
    command = [
        one.whole.python,
        "-X",
        "importtime",
        "-c",
        f"{one.beside_all.code}; import {EXPORTS[one.side]}",
    ]
    done = subprocess.run(
        command,
        env=one.served.env,
        cwd=one.beside_all.folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    extra = one.whole.packages.keys() - one.installed.packages.keys()
    return of_modules(done.stderr, one.whole.owners, extra, one.whole.packages)


def of_modules(
    output: str, owners: Mapping[str, str], extra: set[str], packages: Mapping[str, Mapping]
) -> dict[str, dict[str, float]]:
    """From the lines of ``-X importtime``."""
    found: dict[str, dict[str, float]] = defaultdict(
        lambda: {"modules": 0, "milliseconds": 0.0, "megabytes": 0.0}
    )
    for microseconds, module in LINE.findall(output):
        if (name := owners.get(module.partition(".")[0])) in extra:
            found[name]["modules"] += 1
            found[name]["milliseconds"] += int(microseconds) / 1000
            found[name]["megabytes"] = packages[name]["bytes"] / 1e6
    return dict(sorted(found.items()))
