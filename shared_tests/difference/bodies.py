"""Changes to the body of a request."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from shared_tests.difference.odd import FIELDS, OF_BOOKS, PARTS, RAW, TEXTS, WRONG
from shared_tests.difference.requests import Body, Form, Json, Multipart, Raw, Request


def another_field(random: Random, request: Request) -> Request:
    """One of the body's fields changed, or one more, or one less."""
    body = request.body
    if isinstance(body, Json) and isinstance(body.value, dict):
        return replace(request, body=Json(changed_object(random, body.value)))
    if isinstance(body, Form | Multipart):
        return replace(request, body=type(body)(changed_fields(random, list(body.fields))))
    return another_body(random, request)


def changed_object(random: Random, value: dict[str, Any]) -> dict[str, Any]:
    name = random.choice([*value] if value and random.random() < 0.7 else [*OF_BOOKS])
    if name in value and random.random() < 0.1:
        return {key: one for key, one in value.items() if key != name}
    known = FIELDS.get(name, TEXTS)
    return value | {name: random.choice(known) if random.random() < 0.75 else random.choice(WRONG)}


def changed_fields(random: Random, fields: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    if not fields or random.random() < 0.15:
        fields.append((random.choice([*FIELDS, "x", ""]), random.choice(TEXTS)))
        return tuple(fields)
    place = random.randrange(len(fields))
    name, value = fields[place]
    if random.random() < 0.15:
        del fields[place]
    elif random.random() < 0.12:
        fields.append((name, value))
    else:
        fields[place] = (name, str(random.choice(FIELDS.get(name, TEXTS))))
    return tuple(fields)


def another_body(random: Random, request: Request) -> Request:
    contents: list[Body] = [Raw(random.choice(RAW)), Raw(random.choice(PARTS).encode())]
    contents += [Json({}), Form(()), Json({"title": "a"})]
    return replace(request, body=random.choice(contents))


def a_broken_body(random: Random, request: Request) -> Request:
    """Cut off, or with a byte changed; in what the body is before each side's marks are filled
    in."""
    if isinstance(request.body, Json):
        content = json.dumps(request.body.value).encode()
        place = random.randrange(len(content))
        broken = random.choice(
            [
                content[:place],
                content[:place] + bytes([random.randrange(256)]) + content[place + 1 :],
            ]
        )
        return replace(request, body=Raw(broken))
    return another_body(random, request)


def of_another_kind(random: Random, request: Request) -> Request:
    """The same fields as a form, in parts or as JSON, whatever the type says."""
    body = request.body
    if isinstance(body, Form | Multipart):
        kinds: list[Body] = [Form(body.fields), Multipart(body.fields), Json(dict(body.fields))]
        return replace(request, body=random.choice(kinds))
    return another_body(random, request)


CHANGES: dict[Callable[[Random, Request], Request], int] = {
    another_field: 10,
    another_body: 2,
    a_broken_body: 2,
    of_another_kind: 1,
}
