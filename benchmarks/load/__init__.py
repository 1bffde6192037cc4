"""The effect of server, pool and offered rate on both sides: load over real HTTP, on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def measure(quick: bool, console: Console) -> dict:
    """The facts of all three parts, every sample among them, ready for JSON; ``quick`` takes less
    of each."""
    # Imported here, because servers under load import this package too
    from benchmarks.load.parts import everything

    return everything(quick, console)
