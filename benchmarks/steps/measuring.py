"""Checks the response of each step, and counts its SQL statements and instructions."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.requests import same
from benchmarks.requests.applications import baseline, copied
from benchmarks.requests.asking import running
from benchmarks.requests.callgrind import count
from benchmarks.requests.calling import Response
from benchmarks.requests.rehearsal import counted
from benchmarks.requests.subject import Subject
from benchmarks.steps.steps import SIDES, STEPS, lines, subject

PAGE = "catalogue"
# Four times as many calls change a figure by less than a hundredth
CALLS, WARM_UP, REPEATS = 5, 60, 3
QUICK = (STEPS[0], "templates", STEPS[-1])
FIRST_WITH_TEMPLATES = STEPS.index("templates")
WITH_MODELS = STEPS[STEPS.index("ORM") :]


@dataclass
class Step:
    side: str
    name: str
    subject: Subject
    response: Response | None = None
    queries: dict[str, int] = field(default_factory=dict)
    sql: list[str] = field(default_factory=list)
    """The statements that read rows."""
    instructions: list[float] = field(default_factory=list)
    """Of one request; a figure each repeat."""

    def facts(self) -> dict:
        own = {} if self.side == "baseline" else {"lines": lines(self.side, self.name)}
        return {"name": self.name, "instructions": self.instructions, **self.queries, **own}


def steps(sides: dict[str, Subject], folder: Path, names: Collection[str] = STEPS) -> list[Step]:
    """The baseline and the named steps of both sides, each with its own copy of a database."""
    flask = sides["flask"]
    found = [Step("baseline", "baseline", baseline(flask, 0, 0))]
    for side in SIDES:
        for name in names:
            of_step = subject(
                sides[side], STEPS.index(name) + 1, flask.env["BOOKSHELF_DATABASE_URL"]
            )
            found.append(Step(side, name, of_step))
    for number, one in enumerate(found):
        one.subject = copied(one.subject, folder / f"{number}")
    return found


def ask(one: Step) -> None:
    """Store the response and count the SQL. Raises RuntimeError if it does not show 20 books."""
    database = one.subject.database
    assert database
    with running(one.subject, database.parent, statements=True) as child:
        warmed = child.ask("warm_up", scenario=PAGE, calls=3)
    one.response = Response(200, warmed["headers"], base64.b64decode(warmed["body"]))
    one.queries = counted(warmed["statements"])
    one.sql = warmed["reading"]


def compare(found: list[Step]) -> None:
    """Raises RuntimeError when a step's page differs from the baseline's, or with templates from
    its side's bytes."""
    first, *others = [one for one in found if one.response]
    for one in others:
        assert first.response
        assert one.response
        ours, theirs = same.content(first.response), same.content(one.response)
        if ours != theirs:
            raise RuntimeError(
                f"{one.side}, {one.name}: another page: {same.difference(ours, theirs)}"
            )
    for side in SIDES:
        drawn = [
            one
            for one in found
            if one.side == side and STEPS.index(one.name) >= FIRST_WITH_TEMPLATES
        ]
        if len({one.response.body for one in drawn if one.response}) != 1:
            raise RuntimeError(f"{side}: the steps with templates do not give the same bytes")
        compare_sql(side, found)


def compare_sql(side: str, found: list[Step]) -> None:
    """Raises RuntimeError when a step reads its rows by other SQL than the previous steps: its cost
    would include the rows."""
    read = {one.name: one.sql for one in found if one.side == side and one.name in WITH_MODELS}
    for name, sql in read.items():
        if sql != next(iter(read.values())):
            raise RuntimeError(f"{side}, {name}: other SQL than at the step before")


def check(found: list[Step], advance: Callable[[], object]) -> None:
    """Request every step once, two at a time, and compare the responses."""
    with ThreadPoolExecutor(2) as pool:
        for _ in pool.map(ask, found):
            advance()
    compare(found)


def instructions(found: list[Step], advance: Callable[[], object]) -> None:
    """Two at a time, the longest first. Raises Missing without valgrind."""

    def run(one: Step) -> None:
        one.instructions = count(one.subject, [PAGE], REPEATS, calls=CALLS, warm_up=WARM_UP)[PAGE]
        advance()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, reversed(found)))
