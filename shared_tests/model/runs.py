"""Takes random steps, and shortens a failure so that it can be kept as a test."""

from __future__ import annotations

import time
import traceback
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from shared_tests.model.machine import Machine
from shared_tests.model.steps import Steps
from shared_tests.model.world import World

STEPS = 20
"""In a run from the small catalogue on."""
SHORTENING = 60.0
"""Seconds for making a failed sequence short."""


def as_test(steps: Steps) -> str:
    return "\n".join(["", "def test_...(steps: Steps):", *(f"    {line}" for line in steps.lines)])


def place_of(error: BaseException) -> list[str]:
    """Where the model noticed a failure; another place is another failure."""
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)][-3:]


def still_fails(world: World, written: list[Any], place: list[str]) -> Steps | None:
    """The steps until one failed at that place, or None when none does."""
    steps = Steps(world)
    try:
        for name, given, named in written:
            getattr(steps, name)(*given, **named)
    except Exception as error:
        return steps if place_of(error) == place else None
    return None


def shortened(failed: Steps, place: list[str]) -> Steps:
    """Leave out steps that a failure does not need: halves first, single steps last."""
    end = time.monotonic() + SHORTENING
    size = len(failed.written) // 2
    while size and time.monotonic() < end:
        for start in range(len(failed.written) - size, -1, -size):
            rest = failed.written[:start] + failed.written[start + size :]
            failed = still_fails(failed.world, rest, place) or failed
        size //= 2
    return failed


def take_random_steps(world: World, examples: int, number: int | None = None) -> None:
    class BoundMachine(Machine):
        pass

    BoundMachine.world, BoundMachine.ran = world, []
    if number is not None:
        seed(number)(BoundMachine)
    options = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        derandomize=number is None,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    try:
        run_state_machine_as_test(BoundMachine, settings=options)
    except Exception as error:
        if BoundMachine.ran and BoundMachine.ran[-1].written:
            error.add_note(as_test(shortened(BoundMachine.ran[-1], place_of(error))))
        raise
