"""Random steps on the server and on a model of the specification: after each, both show the same.

A failure prints the steps that are needed for it. To keep them, paste them below as the body of a test that takes the
fixture ``steps``, as the first tests here do.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from shared_tests.databases import Database
from shared_tests.implementations import Implementation, environment, serving
from shared_tests.model_machine import Machine
from shared_tests.model_steps import Steps
from shared_tests.model_world import World
from shared_tests.reporting import SERVER

pytestmark = pytest.mark.timeout(300)
EXAMPLES, STEPS = 4, 25
SHORTENING = 60.0
"""Seconds for making a failed sequence short."""


@pytest.fixture(scope="module")
def world(
    implementation: Implementation,
    empty_database: Database,
    open_browser: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[World]:
    """A server of this module's own. With --production it is the one that there is, which gets back what it had."""
    admin, folder = request.getfixturevalue("admin"), tmp_path_factory.mktemp("model")
    if request.config.getoption("--production"):
        stack, kept = request.getfixturevalue("stack"), empty_database.copy()
        kept.take(stack.database)
        made = World(implementation, admin, stack.database, empty_database.copy(), stack.env, folder, open_browser)
        made.prepare()
        yield made
        stack.database.take(kept)
        return
    live = empty_database.copy()
    env = environment(folder, DATABASE_URL=live.url)
    with serving(implementation, env, folder) as server:
        before = request.config.stash.get(SERVER, None)
        request.config.stash[SERVER] = server
        made = World(
            implementation,
            admin,
            live,
            empty_database.copy(),
            env,
            folder,
            lambda **o: open_browser(server.base_url, **o),
        )
        made.prepare()
        yield made
    if before:
        request.config.stash[SERVER] = before


@pytest.fixture
def steps(world: World) -> Steps:
    return Steps(world)


def test_a_book_through_its_life(steps: Steps):
    steps.create("editor", title="  A tie ", slug="n1", author="twin-1", year=1900, isbn="9780000000001")
    steps.patch("second-editor", "n1", summary="a\r\nb", available=False)
    steps.patch("manager", "n1")
    steps.patch("manager", "n1", "stale", year=1)
    steps.patch("manager", "n1", "nothing", year=1)
    steps.patch("manager", "n1", "several", slug="n2", isbn=None, author="twin-2")
    steps.create("manager", title="Taken", slug="n2", author="twin-1", year=1)
    steps.open("editor", "n2")
    steps.save("second-manager", "n2", summary=" \r\n kept ", year=" -405 ")
    steps.save("second-manager", "n2")
    steps.save("editor", "n2", title="Stale")
    steps.delete("editor", "n2")
    steps.delete("manager", "n2", "stale")
    steps.delete("manager", "n2", "now")
    steps.create("second-manager", title="Another", slug="n3", author="twin-1", year=1900)
    steps.compare()


def test_many_books_at_once(steps: Steps):
    steps.patch("editor", "s7", available=False)
    steps.mark_unavailable("second-editor", "s6", "s7", "s23")
    steps.mark_unavailable("editor", "s6", "s7")
    steps.export("manager")
    steps.remove("second-manager", "s6")
    steps.seed()
    steps.seed()
    steps.compare()


def test_authors_and_their_books(steps: Steps):
    steps.add_author("editor", "=1+1", "a1")
    steps.add("second-editor", title=" \uff1dSUM(1) ", slug=" n1 ", author="a1", year="-1", isbn="", available=False)
    steps.save_author("manager", "a1", name="\uff0bÉmile")
    steps.save_author("editor", "a1", name="Other", stale_by="Meanwhile")
    steps.save_author("editor", "a1", slug="a2")
    steps.remove_author("manager", "a2")
    steps.remove("manager", "n1")
    steps.remove_author("second-manager", "a2")
    steps.add_author("second-editor", "Somebody else", "a3")
    steps.compare()


def as_test(steps: Steps) -> str:
    return "\n".join(["", "def test_...(steps: Steps):", *(f"    {line}" for line in steps.lines)])


def still_fails(world: World, written: list[Any]) -> Steps | None:
    """The steps that were taken until one failed, or None when none does."""
    steps = Steps(world)
    try:
        for name, given, named in written:
            getattr(steps, name)(*given, **named)
    except Exception:
        return steps
    return None


def shortened(failed: Steps) -> Steps:
    """Leave out what is not needed for a failure: halves first, single steps at last."""
    end = time.monotonic() + SHORTENING
    size = len(failed.written) // 2
    while size and time.monotonic() < end:
        for start in range(len(failed.written) - size, -1, -size):
            rest = failed.written[:start] + failed.written[start + size :]
            failed = still_fails(failed.world, rest) or failed
        size //= 2
    return failed


def take_random_steps(world: World, examples: int, number: int | None = None) -> None:
    class Ours(Machine):
        pass

    Ours.world, Ours.ran = world, []
    if number is not None:
        seed(number)(Ours)
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
        run_state_machine_as_test(Ours, settings=options)
    except Exception as error:
        if Ours.ran and Ours.ran[-1].written:
            failed = still_fails(world, Ours.ran[-1].written) or Ours.ran[-1]
            error.add_note(as_test(shortened(failed)))
        raise


def test_random_steps_show_what_the_model_shows(world: World, request: pytest.FixtureRequest):
    if request.config.getoption("--model-steps"):
        pytest.skip("the long run takes its place")
    take_random_steps(world, EXAMPLES)


@pytest.mark.timeout(0)
def test_many_random_steps_show_what_the_model_shows(world: World, request: pytest.FixtureRequest, capsys):
    wanted = request.config.getoption("--model-steps")
    if not wanted:
        pytest.skip("for a long run: --model-steps=N")
    number = request.config.getoption("--model-seed") or random.SystemRandom().randrange(2**32)
    with capsys.disabled():
        print(f"\n--model-seed={number}")
    take_random_steps(world, max(1, wanted // STEPS), number)
