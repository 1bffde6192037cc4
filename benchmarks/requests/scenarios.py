"""The requests that are measured, each prepared through plain requests, each with what its answer must show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import count

from benchmarks.requests.client import Answer, Client
from benchmarks.requests.subject import Environ

Maker = Callable[[], Environ]
"""Makes the request anew: an application may keep or change the one that it was given."""


@dataclass(frozen=True)
class Scenario:
    name: str
    prepare: Callable[[Client, str], Maker]
    """Takes a fresh visitor and the password of all users."""
    status: int = 200
    shows: str = ""
    """A regular expression that the head or the body matches ``times`` times or more."""
    times: int = 1
    writes: bool = False
    """Whether the database must be put back before it is asked again."""

    def check(self, answer: Answer) -> None:
        """Raises RuntimeError for an answer that is not the one to measure."""
        if answer.status != self.status:
            raise RuntimeError(f"{self.name} answers {answer.status} instead of {self.status}")
        said = "\n".join([*(f"{name}: {value}" for name, value in answer.headers), answer.text])
        if (found := len(re.findall(self.shows, said))) < self.times:
            raise RuntimeError(f"{self.name} shows {self.shows!r} {found} times instead of {self.times}")


def again(environ: Environ, body: bytes = b"") -> Maker:
    """The same request each time, with a body that can be read each time."""
    return lambda: {**environ, "wsgi.input": BytesIO(body)}


def page(path: str, username: str = "") -> Callable[[Client, str], Maker]:
    """A page for a visitor, or for a user who has just signed in."""

    def prepare(client: Client, password: str) -> Maker:
        if username:
            client.sign_in(username, password)
        return again(client.environ("GET", path))

    return prepare


def book(client: Client, password: str) -> Maker:
    """The first of the catalogue."""
    return again(client.environ("GET", first(r"/books/[\w-]+/", client.get("/").text)))


def sign_in(client: Client, password: str) -> Maker:
    """A visitor with the form's token and cookies signs in; with the same ones each time, so that each is the first."""
    environ = client.signing_in("reader", password)
    return again(environ, environ["wsgi.input"].getvalue())


def admin_list(client: Client, password: str) -> Maker:
    """The first page of the books, wherever the admin says that it is."""
    client.sign_in("manager", password)
    return again(client.environ("GET", first(r'(?<=")/admin/(?:books/)?book/(?=")', client.get("/admin/").text)))


def create(client: Client, password: str) -> Maker:
    """A new book each time; their slugs have the same length."""
    client.sign_in("editor", password)
    token = json.loads(client.get("/api/me/").body)["csrf_token"]
    author = json.loads(client.get("/api/books/").body)["results"][0]["author"]["slug"]
    fields = {"title": "A book to measure", "slug": "measured-%06d", "author": author, "year": 1999}
    numbers, body = count(1), json.dumps(fields)
    size = len(body % 1)
    headers = {"HTTP_X_CSRFTOKEN": token, "CONTENT_TYPE": "application/json"}
    environ = client.environ("POST", "/api/books/", b" " * size, **headers)
    return lambda: {**environ, "wsgi.input": BytesIO((body % next(numbers)).encode())}


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"nothing like {pattern} is shown")
    return found[0]


LISTED = (
    Scenario("catalogue", page("/"), shows='<span class="author">', times=20),
    Scenario("catalogue signed in", page("/", "reader"), shows='<span class="author">|>reader</a>', times=21),
    Scenario("book", book, shows='<dd class="availability">'),
    Scenario(
        "sign-in", sign_in, status=302, shows="(?i)set-cookie: +session|location: /account/", times=2, writes=True
    ),
    Scenario("account", page("/account/", "reader"), shows='<dd class="role">reader</dd>'),
    Scenario("admin list", admin_list, shows='"(?:col|field)-title', times=20),
    Scenario("JSON list", page("/api/books/"), shows='"isbn":', times=20),
    Scenario("create", create, status=201, shows='"slug": ?"measured-', writes=True),
)
SCENARIOS = {one.name: one for one in LISTED}
