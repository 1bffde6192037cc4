"""Draws random steps for the model and the server, unusual values included."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from shared_tests.model.comparison import QUERIES
from shared_tests.model.library import SORTS
from shared_tests.model.steps import Steps
from shared_tests.model.values import (
    AUTHOR_SLUGS,
    FIELDS,
    MANAGERS,
    NAMES,
    SOMETIMES_MISTYPED,
    TITLES,
    VERSIONS,
    WRONG,
)
from shared_tests.model.world import WRITERS, World

OFTEN = (
    *(
        "create",
        "create",
        "create",
        "patch",
        "patch",
        "patch",
        "wrong",
        "delete",
        "delete",
        "add",
        "add",
        "open",
    ),
    *(
        "save",
        "save",
        "save",
        "mark_unavailable",
        "mark_unavailable",
        "remove",
        "add_author",
        "save_author",
    ),
    *("save_author", "remove_author", "search", "search"),
)
RARELY = ("export", "seed")
"""These take long."""


class Machine(RuleBasedStateMachine):
    """Takes steps that fit the contents of the library.

    One generator chooses everything. hypothesis draws only its seed, because hypothesis would
    repeat itself too often in the few examples that there is time for, and a failure is shortened
    by leaving out steps.
    """

    world: World
    ran: list[Steps]

    @initialize(seed=st.integers(0, 2**32 - 1))
    def begin(self, seed: int) -> None:
        self.steps = Steps(self.world)
        self.ran.append(self.steps)
        self.random = Random(seed)

    @rule()
    def step(self) -> None:
        getattr(self, self.one_of(OFTEN * 4 + RARELY))()

    def teardown(self) -> None:
        self.steps.compare()

    def one_of(self, values: Sequence[Any]) -> Any:
        return self.random.choice(values)

    def author(self) -> str:
        return self.one_of([author.slug for author in self.steps.library.authors] or ["none"])

    def slug(self) -> str:
        """More often a book that earlier steps were about than one of the many similar ones;
        sometimes none."""
        books = self.steps.library.books
        last = [slug for slug in self.steps.about if self.steps.library.find(slug)]
        known = [book.slug for book in books if book.history]
        every = [book.slug for book in books]
        groups = [last, last, known, known, known, every, every, ["none"]]
        return self.one_of(self.one_of([group for group in groups if group]))

    def some(self) -> dict[str, Any]:
        names = self.random.sample([*FIELDS, "author"], self.random.randint(0, 3))
        return {name: self.value(name) for name in names}

    def value(self, name: str) -> Any:
        return self.author() if name == "author" else self.one_of(FIELDS[name])

    def book(self) -> dict[str, Any]:
        needed = {name: self.value(name) for name in ("title", "slug", "author", "year")}
        return needed | {name: value for name, value in self.some().items() if name not in needed}

    def typed(self, some: dict[str, Any]) -> dict[str, Any]:
        """The same as a person types it, sometimes with a slip."""
        spaces = self.one_of(["", "", " ", "\t "])
        texts = {name: "" if value is None else value for name, value in some.items()}
        loose = {
            name: f"{spaces}{texts[name]}" for name in ("year", "isbn", "slug") if name in texts
        }
        return texts | loose | self.one_of(SOMETIMES_MISTYPED)

    def create(self) -> None:
        self.steps.create(self.one_of(WRITERS), **self.book())

    def patch(self) -> None:
        self.steps.patch(self.one_of(WRITERS), self.slug(), self.one_of(VERSIONS), **self.some())

    def wrong(self) -> None:
        """An invalid value, beside valid ones."""
        user = self.one_of([*WRITERS, "anonymous", "viewer"])
        some = self.some() | dict([self.one_of(WRONG)])
        if self.one_of([True, False]):
            self.steps.patch(user, self.slug(), **some)
        else:
            self.steps.create(user, **self.book() | some)

    def delete(self) -> None:
        self.steps.delete(
            self.one_of(MANAGERS), self.slug(), self.one_of(["nothing", "now", "stale"])
        )

    def add(self) -> None:
        self.steps.add(
            self.one_of(WRITERS),
            **self.typed(self.book() | {"available": self.one_of([True, False])}),
        )

    def open(self) -> None:
        self.steps.open(self.one_of(WRITERS), self.slug())

    def save(self) -> None:
        user, slug = self.one_of(
            [*self.steps.opened, *self.steps.opened, (self.one_of(WRITERS), self.slug())]
        )
        self.steps.save(user, slug, **self.typed(self.some()))

    def mark_unavailable(self) -> None:
        slugs = {self.slug() for _ in range(self.random.randint(1, 3))}
        if there := sorted(slug for slug in slugs if self.steps.library.find(slug)):
            self.steps.mark_unavailable(self.one_of([*WRITERS, "viewer"]), *there)

    def remove(self) -> None:
        self.steps.remove(self.one_of(MANAGERS), self.slug())

    def add_author(self) -> None:
        self.steps.add_author(self.one_of(WRITERS), self.one_of(NAMES), self.one_of(AUTHOR_SLUGS))

    def save_author(self) -> None:
        stale = {"stale_by": "Meanwhile"} if self.one_of([True, False, False]) else {}
        name = self.one_of(["name", "name", "slug"])
        changed = {name: self.one_of(AUTHOR_SLUGS if name == "slug" else NAMES)}
        self.steps.save_author(self.one_of(WRITERS), self.author(), **stale, **changed)

    def remove_author(self) -> None:
        self.steps.remove_author(self.one_of(MANAGERS), self.author())

    def search(self) -> None:
        """The beginning of an existing or a former text."""
        words = self.one_of(
            [*QUERIES, *TITLES, *NAMES, *(author.name for author in self.steps.library.authors)]
        )
        start = self.random.randrange(len(words))
        self.steps.search(words[start : start + 5], self.one_of(SORTS))

    def export(self) -> None:
        self.steps.export(self.one_of(WRITERS))

    def seed(self) -> None:
        self.steps.seed()
