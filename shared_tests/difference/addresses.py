"""Changes to the method, the address and the actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from shared_tests.difference.corpus import ACTORS
from shared_tests.difference.requests import Request
from shared_tests.difference.values import values

PARAMETERS, SLUGS = values("parameters"), values("slugs")
QUERIES, ENDS, SLASHES = (values("addresses")[name] for name in ("queries", "ends", "slashes"))

METHODS = (
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "SHELVE",
    "get",
    "QUERY",
)


def another_method(random: Random, request: Request) -> Request:
    return replace(request, method=random.choice(METHODS))


def another_actor(random: Random, request: Request) -> Request:
    actor = random.choice(ACTORS)
    if actor == "stranger":
        return replace(request.without("Cookie"), actor=actor)
    return replace(request, actor=actor).with_header("Cookie", "<<cookie>>")


def another_slug(random: Random, request: Request) -> Request:
    head, separator, tail = request.target.partition("/books/")
    if not separator:
        return another_parameter(random, request)
    slug = random.choice(SLUGS["likely" if random.random() < 0.75 else "odd"])
    return replace(
        request,
        target=f"{head}{separator}{slug}/" + ("?" + tail.partition("?")[2] if "?" in tail else ""),
    )


def another_parameter(random: Random, request: Request) -> Request:
    """One more, or one in the place of another."""
    path, _, query = request.target.partition("?")
    parts = query.split("&") if query else []
    name = random.choice([*PARAMETERS])
    added = f"{name}={random.choice(PARAMETERS[name])}"
    kept = [part for part in parts if random.random() < 0.2 or not part.startswith(f"{name}=")]
    kept.insert(random.randint(0, len(kept)), added)
    return replace(request, target=f"{path}?{'&'.join(kept)}")


def an_odd_query(random: Random, request: Request) -> Request:
    path, _, query = request.target.partition("?")
    return replace(request, target=f"{path}?{random.choice(QUERIES).replace('{query}', query)}")


def an_odd_path(random: Random, request: Request) -> Request:
    path, separator, query = request.target.partition("?")
    slash = random.choice(
        [position for position, letter in enumerate(path) if letter == "/"] or [0]
    )
    before, after = path[:slash], path[slash + 1 :]
    changed = [
        *(path + end for end in ENDS),
        *(f"{before}{slash}{after}" for slash in SLASHES),
        *(
            path.rstrip("/"),
            path.upper(),
            path.title(),
            path[: len(path) // 2],
            path.replace("o", "%6f"),
        ),
        *(f"/{path}", f"<<origin>>{path}"),
    ]
    return replace(request, target=random.choice(changed) + separator + query)


CHANGES: dict[Callable[[Random, Request], Request], int] = {
    another_method: 4,
    another_actor: 6,
    another_slug: 4,
    another_parameter: 4,
    an_odd_query: 2,
    an_odd_path: 4,
}
"""How often each is chosen."""
