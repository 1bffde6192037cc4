"""The value of each mark of a request on a side: ``<<token>>``, ``<<password_of_reader2>>``,
``<<cursor_year>>``."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from shared_tests.difference.requests import Fill, Request
from shared_tests.difference.session import NONE_YET, OTHER_PASSWORD, Session
from shared_tests.harness.implementations import PASSWORD

HELD = ("token", "cookie", "former_token", "former_cookie", "export", "password", "other_password")
TOKEN_FIELDS = {"flask": "csrf_token", "django": "csrfmiddlewaretoken"}
FAR_PAGES = {"flask": "/admin/book/?page=999999", "django": "/admin/books/book/?p=999999"}


class KnownSide(Protocol):
    """What a side knows of itself and of its signed-in users."""

    name: str
    base_url: str
    versions: dict[str, int]

    def session(self, actor: str) -> Session: ...

    def cursor(self, sort: str) -> str: ...


def fill(side: KnownSide, request: Request) -> Fill:
    """The text for each mark of this request; an unknown mark is left unchanged."""

    def text(mark: str) -> str:
        name, _, owner = mark.partition("_of_")
        if name in HELD:
            actor = owner or request.actor
            return held(Session() if actor == "stranger" else side.session(actor), name)
        if mark.startswith("cursor_"):
            return side.cursor(mark.removeprefix("cursor_").replace("minus_", "-"))
        return known(side, request).get(mark, f"<<{mark}>>")

    return text


def held(session: Session, name: str) -> str:
    if name == "password":
        return session.passwords[0]
    if name == "other_password":
        return OTHER_PASSWORD if session.passwords[0] == PASSWORD else PASSWORD
    return str(getattr(session, name)) or NONE_YET


def known(side: KnownSide, request: Request) -> dict[str, str]:
    netloc = urlsplit(side.base_url).netloc
    slug = request.path.rstrip("/").rpartition("/")[2]
    return {
        "host": netloc,
        "port": netloc.rpartition(":")[2],
        "origin": side.base_url,
        "username": request.actor,
        "token_field": TOKEN_FIELDS[side.name],
        "admin_far_page": FAR_PAGES[side.name],
        "etag": f'"{side.versions.get(slug, 1)}"',
    }
