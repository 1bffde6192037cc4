"""The smallest request that still shows what a larger one showed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shared_tests.difference.requests import Form, Json, Multipart, Request
from shared_tests.difference.run import Failure, Pair

TRIES = 40


def smallest(sides: Pair, failure: Failure) -> Failure:
    """Leave out one part after another, as long as the same differs and both sides still hold the
    same."""
    tries, candidates = 0, smaller(failure.request)
    while tries < TRIES and (candidate := next(candidates, None)):
        tries += 1
        again = sides.compare(failure.number, candidate)
        if again and again.diverged:
            return again
        if again and shown(again) == shown(failure):
            failure, candidates = again, smaller(again.request)
    return failure


def shown(failure: Failure) -> set[str]:
    return {one.what for one in failure.differences}


def smaller(request: Request) -> Iterator[Request]:
    """The request with one header, parameter or field less."""
    for name, _ in request.headers:
        if name not in ("Host", "Connection", "Cookie", "Content-Length"):
            yield request.without(name)
    path, _, query = request.target.partition("?")
    parts = query.split("&") if query else []
    for number in range(min(len(parts), 20)):
        kept = "&".join(parts[:number] + parts[number + 1 :])
        yield replace(request, target=f"{path}?{kept}" if kept else path)
    body = request.body
    if isinstance(body, Form | Multipart):
        for number in range(min(len(body.fields), 20)):
            yield replace(
                request, body=type(body)(body.fields[:number] + body.fields[number + 1 :])
            )
    elif isinstance(body, Json) and isinstance(body.value, dict):
        for name in body.value:
            yield replace(
                request, body=Json({key: one for key, one in body.value.items() if key != name})
            )
