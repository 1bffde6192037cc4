"""Sends one request after another to both sides, compares the responses and what is stored."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from shared_tests.difference.allowed import allowed
from shared_tests.difference.comparison import Difference, differences
from shared_tests.difference.corpus import ANONYMOUS
from shared_tests.difference.meaning import document, meaning
from shared_tests.difference.requests import Form, Json, Multipart, Request
from shared_tests.difference.responses import Response
from shared_tests.difference.side import Side

Result = TypeVar("Result")
SIGNING = ("/login/", "/logout/", "/account/password/")
EXPORT_DEADLINE = 20  # seconds


@dataclass
class Failure:
    """What one request showed."""

    number: int
    request: Request
    responses: tuple[Response, Response] | None
    differences: list[Difference]
    diverged: bool
    """Whether the contents of the two sides differ from now on."""


@dataclass
class Pair:
    """Both sides, used at the same time; ``used`` counts the entries of the table that were
    needed."""

    flask: Side
    django: Side
    used: Counter[str] = field(default_factory=Counter)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))

    def both(self, on_side: Callable[[Side], Result]) -> tuple[Result, Result]:
        flask, django = self.pool.map(on_side, (self.flask, self.django))
        return flask, django

    def compare(self, number: int, request: Request) -> Failure | None:
        """Send it to both; None when only allowed things differ."""
        responses = self.both(lambda side: side.send(request))
        found = list(differences(*self.meanings(request, responses)))
        stored = [*self.aftermath(request, responses)]
        statuses = responses[0].status, responses[1].status
        seen = [one for one in [*found, *stored] if not self.is_allowed(request, one, statuses)]
        return Failure(number, request, responses, seen, bool(stored)) if seen else None

    def meanings(self, request: Request, responses: tuple[Response, Response]) -> tuple[Any, Any]:
        pairs = zip((self.flask, self.django), responses, strict=True)
        flask, django = (
            meaning(response, request, side.base_url, side.ids) for side, response in pairs
        )
        return flask, django

    def is_allowed(
        self, request: Request, difference: Difference, statuses: tuple[int, int]
    ) -> bool:
        fitting = [one.name for one in allowed() if one.matches(request, difference, statuses)]
        self.used.update(fitting)
        return bool(fitting)

    def aftermath(
        self, request: Request, responses: tuple[Response, Response]
    ) -> Iterator[Difference]:
        """What is stored afterwards, as far as this request may have changed it."""
        if request.is_write:
            for slug in slugs(request):
                flask, django = self.both(lambda side, slug=slug: stored_book(side, slug))  # type: ignore[misc]
                yield from differences(flask, django, f"stored.{slug}")
            if 202 in (responses[0].status, responses[1].status):
                flask, django = self.both(lambda side: finished_export(side, request.actor))
                yield from differences(flask, django, "export")
            if request.actor != "stranger" and request.path in SIGNING:
                yield from self.whoami(request)

    def whoami(self, request: Request) -> Iterator[Difference]:
        """Who is signed in now; the actor signs in again when it is another user."""
        actor = request.actor
        if request.path == "/account/password/" and isinstance(request.body, Form | Multipart):
            self.both(lambda side: remember_password(side, request))
        flask, django = self.both(lambda side: side.whoami(actor))
        yield from differences([*flask], [*django], "signed in")
        expected = (401, "") if actor in ANONYMOUS else (200, actor)
        if (flask, django) != (expected, expected):
            self.both(lambda side: side.enter(actor))

    def everything(self) -> Iterator[Difference]:
        """All books in each order, by the cursor."""
        for sort in ("title", "-year"):
            flask, django = self.both(lambda side, sort=sort: walk(side, sort))  # type: ignore[misc]
            yield from differences(flask, django, f"everything.{sort}")


def slugs(request: Request) -> list[str]:
    """The books that a request may be about."""
    found = re.findall(r"/books/([-\w]+)/?", request.path)
    if isinstance(request.body, Json) and isinstance(request.body.value, dict):
        found.append(request.body.value.get("slug"))
    return sorted(
        {
            slug
            for slug in found
            if isinstance(slug, str) and re.fullmatch(r"[-\w]{1,200}", slug, re.ASCII)
        }
    )


def stored_book(side: Side, slug: str) -> Any:
    """The API's representation, and whether its last change is later than at the last look."""
    before = side.changed_at.get(slug)
    status, book = side.book(slug)
    return [status, document(book), before and before != side.changed_at.get(slug)]


def finished_export(side: Side, actor: str) -> Any:
    """The file, after the job has run."""
    path = f"/exports/{side.session(actor).export}/"
    end = time.monotonic() + EXPORT_DEADLINE
    while (
        (page := side.get(path, actor).text)
        and re.search("queued|running", page)
        and time.monotonic() < end
    ):
        time.sleep(0.1)
    response = side.get(f"{path}books.csv", actor)
    return [response.status, response.text if response.status == 200 else ""]


def remember_password(side: Side, request: Request) -> None:
    """The new password is one of those that may open the account from now on."""
    assert isinstance(request.body, Form | Multipart)
    new = dict(request.body.fields).get("new_password1", "")
    passwords = side.session(request.actor).passwords
    filled = new.replace("<<other_password>>", passwords[0])
    if filled and filled not in passwords:
        passwords.append(filled)


def walk(side: Side, sort: str) -> list[Any]:
    books: list[Any] = []
    page: Any = {"next": f"/api/books/?sort={sort}"}
    while page["next"]:
        page = json.loads(side.get(page["next"]).body)
        books += page["results"]
    return [document(book) for book in books]
