"""Random steps on the server and on a model of the specification: after each step both show the
same.

A failure prints the steps that are needed for it. To keep them, paste them below as the body of a
test that takes the fixture ``steps``, like the first tests here.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import SHORT_REUSE
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import serving
from shared_tests.model.runs import STEPS, take_random_steps
from shared_tests.model.steps import Steps
from shared_tests.model.world import Place, World

pytestmark = pytest.mark.timeout(300)
EXAMPLES = 3


@pytest.fixture(scope="module")
def place(
    implementation: Implementation,
    empty_database: Database,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Place]:
    """A server of this module's own. With --production it is the one of the run, whose former data
    are restored."""
    if request.config.getoption("--production"):
        stack, kept = request.getfixturevalue("stack"), empty_database.copy()
        kept.take(stack.database)
        yield Place(stack.base_url, stack.database, stack.env)
        stack.database.take(kept)
        return
    database, folder = empty_database.copy(), tmp_path_factory.mktemp("model")
    env = quick_environment(folder, DATABASE_URL=database.url)
    with serving(implementation, env, folder) as server:
        yield Place(server.base_url, database, env)


@pytest.fixture(scope="module")
def world(
    place: Place,
    implementation: Implementation,
    admin: AdminDriver,
    empty_database: Database,
    open_browser: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    open_here = functools.partial(open_browser, place.base_url, limits=SHORT_REUSE)
    world = World(
        implementation,
        admin,
        place,
        empty_database.copy(),
        tmp_path_factory.mktemp("model"),
        open_here,
    )
    world.prepare()
    yield world
    for browser in world.browsers.values():
        browser.close()  # otherwise a server that ends would wait for more requests


@pytest.fixture
def steps(world: World) -> Steps:
    return Steps(world)


def test_a_book_through_its_life(steps: Steps):
    steps.create(
        "editor", title="  A tie ", slug="n1", author="twin-1", year=-405, isbn="9780000000001"
    )
    steps.patch("second-editor", "n1", summary="a\r\nb" * 600, available=False)
    steps.patch("manager", "n1")
    steps.patch("manager", "n1", "stale", year=1)
    steps.patch("manager", "n1", "nothing", year=1)
    steps.patch("manager", "n1", "several", slug="n2", isbn=None, author="twin-2")
    steps.create("manager", title="Taken", slug="n2", author="twin-1", year=1)
    steps.patch("second-manager", "s3", slug="n2", year=1)
    steps.open("editor", "n2")
    steps.save("second-manager", "n2", summary=" \r\n kept ", year=" 1900 ")
    steps.save("second-manager", "n2")
    steps.save("editor", "n2", title="Stale")
    steps.delete("editor", "n2")
    steps.delete("manager", "n2", "stale")
    steps.delete("manager", "n2", "now")
    steps.create("second-manager", title="Another", slug="n3", author="twin-1", year=1900)
    steps.compare()


def test_many_books_at_once(steps: Steps):
    steps.patch("editor", "s7", available=False, author="idle")
    steps.mark_unavailable("second-editor", "s6", "s7", "s23")
    steps.mark_unavailable("editor", "s6", "s7")
    steps.create("editor", title="0", slug="n1", author="bronte", year=1)
    steps.export("manager")
    steps.remove("second-manager", "s6")
    steps.seed()
    steps.compare()


def test_authors_and_their_books(steps: Steps):
    steps.add_author("editor", "=1+1", "a1")
    steps.add(
        "second-editor",
        title=" \uff1dSUM(1) ",
        slug=" n1 ",
        author="a1",
        year="-1",
        isbn="",
        available=False,
    )
    steps.save_author("manager", "a1", name="\uff0bÉmile")
    steps.search("1+1")
    steps.search("%")
    steps.search("EMILE", "-year")
    steps.save_author("editor", "a1", name="Other", stale_by="Meanwhile")
    steps.save_author("editor", "a1", slug="a2")
    steps.remove_author("manager", "a2")
    steps.remove("manager", "n1")
    steps.remove_author("second-manager", "a2")
    steps.add_author("second-editor", "Somebody else", "a3")
    steps.compare()


def test_random_steps_show_what_the_model_shows(world: World, request: pytest.FixtureRequest):
    if request.config.getoption("--model-steps"):
        pytest.skip("the long run replaces it")
    take_random_steps(world, EXAMPLES)


@pytest.mark.timeout(0)
def test_many_random_steps_show_what_the_model_shows(
    world: World, request: pytest.FixtureRequest, capsys
):
    wanted = request.config.getoption("--model-steps")
    if not wanted:
        pytest.skip("for a long run: --model-steps=N")
    number = request.config.getoption("--model-seed") or random.SystemRandom().randrange(2**32)
    with capsys.disabled():
        print(f"\n--model-seed={number}")
    take_random_steps(world, max(1, wanted // STEPS), number)
