"""Which request is sent at which number: first every real one, then real ones with small
changes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random
from urllib.parse import unquote

from shared_tests.difference import addresses, bodies, heads
from shared_tests.difference.corpus import corpus
from shared_tests.difference.requests import Request

GUESSES = ("signing in with a wrong password", "changing the password without the old one")
GUESSED = 22
"""How often each is sent again after the real requests: beyond the last that is looked at."""
BODY_TOO = 0.6
WRITES = 0.45


def request_at(seed: int, number: int) -> Request:
    """The same for the same seed and number, whatever the earlier responses were."""
    if number < len(first_requests()):
        return first_requests()[number]
    real = corpus()
    random = Random(f"{seed} {number}")
    while True:
        chosen = random.choice(
            real if random.random() > WRITES else [one for one in real if one.is_write]
        )
        changed = with_changes(random, chosen)
        if in_scope(changed):
            return changed


@cache
def first_requests() -> tuple[Request, ...]:
    """The requests at the beginning of every run."""
    return (
        *corpus(),
        *(one for name in GUESSES for one in corpus() if one.name == name for _ in range(GUESSED)),
    )


def with_changes(random: Random, request: Request) -> Request:
    """One to three changes; some requests stay as they are, so that much is written too."""
    for _ in range(random.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        tables = [addresses.CHANGES, heads.CHANGES]
        table = (
            bodies.CHANGES if request.body and random.random() < BODY_TOO else random.choice(tables)
        )
        (change,) = random.choices([*table], [*table.values()])
        request = replace(change(random, request), changes=(*request.changes, change.__name__))
    return request


def in_scope(request: Request) -> bool:
    """Inside the admin each side has addresses of its own."""
    if "<<admin" in request.target:
        return not request.changes
    path = unquote(request.path).lower()
    return not re.match("/+admin/+.", path) or "//" in path or "%2f" in request.path.lower()
