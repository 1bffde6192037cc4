"""How a step is taken: it is written down as a line of Python, and its results are compared."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from shared_tests.model.comparison import Comparison
from shared_tests.model.library import Library
from shared_tests.model.world import CATALOGUE, World

EVERY = 10  # after so many steps everything is compared, not only the fast parts


class Journal:
    """The steps that were taken since the start, on the server and on the model."""

    def __init__(self, world: World) -> None:
        world.reset()
        self.world = world
        self.library = Library(CATALOGUE)
        self.comparison = Comparison(world, self.library)
        self.written: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.lines: list[str] = []
        self.about: list[str] = []


def step(method: Callable[..., None]) -> Callable[..., None]:
    """Write the step down as a line of Python, take it, and compare."""

    @functools.wraps(method)
    def taken(steps: Journal, *given: Any, **named: Any) -> None:
        if not steps.lines:
            steps.comparison.walk()  # record the times of all books
        arguments = [*map(repr, given), *(f"{name}={value!r}" for name, value in named.items())]
        steps.written.append((method.__name__, given, named))
        steps.lines.append(f"steps.{method.__name__}({', '.join(arguments)})")
        steps.comparison.step_begins(datetime.now(UTC))
        steps.about = []
        method(steps, *given, **named)
        number = len(steps.lines)
        steps.comparison.after_step(number, steps.about)
        if number % EVERY == 0:
            steps.comparison.everything(number // EVERY)

    return taken
