"""One of the two applications: its server, its users' sessions, and the value of each mark of a
request."""

from __future__ import annotations

import itertools
import json
from contextlib import suppress
from dataclasses import dataclass, field
from socket import SHUT_WR
from typing import Any
from urllib.parse import urlsplit

from shared_tests.difference.corpus import ANONYMOUS
from shared_tests.difference.marks import fill
from shared_tests.difference.requests import Request
from shared_tests.difference.responses import Response, response_of
from shared_tests.difference.session import NONE_YET, Session, keep_cookies
from shared_tests.harness.browser import Browser
from shared_tests.harness.raw import connect, received

addresses = itertools.count(1)


class LockedOut(Exception):
    """No known password opens the account of an actor."""


@dataclass
class Side:
    """``versions`` are those of the books that were read last."""

    name: str
    base_url: str
    sessions: dict[str, Session] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    changed_at: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, str]:
        """Values that this side alone knows, with a word for each."""
        exports = {
            session.export: "<export>"
            for session in self.sessions.values()
            if session.export != NONE_YET
        }
        cursors = dict.fromkeys(self.cursors.values(), "<cursor>")
        return (
            exports
            | cursors
            | {self.base_url: "<origin>", urlsplit(self.base_url).netloc: "<host>"}
        )

    def send(self, request: Request) -> Response:
        response = self.exchange(request.encode(fill(self, request)), request.method)
        if request.header("Cookie") and not request.has_odd_cookies:
            keep_cookies(self.session(request.actor).cookies, response.headers)
        if response.status == 202 and (location := response.header("Location")):
            self.session(request.actor).export = location.removesuffix("/").rpartition("/")[2]
        return response

    def exchange(self, sent: bytes, method: str) -> Response:
        with connect(self.base_url, 15) as connection:
            # A server that stops reading may still have sent a response
            with suppress(OSError):
                connection.sendall(sent)
                connection.shutdown(SHUT_WR)
            return response_of(received(connection), method)

    def get(self, path: str, actor: str = "stranger") -> Response:
        cookie = f"Cookie: {self.session(actor).cookie}\r\n" if actor != "stranger" else ""
        host = urlsplit(self.base_url).netloc
        head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{cookie}\r\n"
        response = self.exchange(head.encode("latin-1", "replace"), "GET")
        if actor != "stranger":
            keep_cookies(self.session(actor).cookies, response.headers)
        return response

    def session(self, actor: str) -> Session:
        if actor not in self.sessions:
            self.sessions[actor] = Session()
            self.enter(actor)
        return self.sessions[actor]

    def enter(self, actor: str) -> None:
        """Begin a session as this actor, from a new address each time, because failures are counted
        by address. Raises LockedOut."""
        session = self.sessions[actor]
        for password in session.passwords:
            browser = Browser(self.base_url)
            browser.http.headers["X-Forwarded-For"] = (
                f"198.18.{next(addresses) // 250}.{next(addresses) % 250 + 1}"
            )
            if actor in ANONYMOUS or browser.sign_in(actor, password).status_code == 302:
                session.passwords.sort(key=lambda one: one != password)
                session.former_cookie, session.former_token = (
                    session.cookie or "none=yet",
                    session.token or NONE_YET,
                )
                session.token, session.cookies = browser.token(), dict(browser.http.cookies)
                browser.close()
                return
        raise LockedOut(f"{self.name}: {actor} cannot sign in any more")

    def whoami(self, actor: str) -> tuple[int, str]:
        """The actor as the server sees it; also reads the current token."""
        session = self.session(actor)
        response = self.get("/api/me/", actor)
        me = json.loads(response.body) if response.status == 200 else {}
        if (token := me.get("csrf_token")) and actor not in ANONYMOUS:
            session.token = token
        return response.status, me.get("username", "")

    def book(self, slug: str) -> tuple[int, Any]:
        """A book as the API returns it."""
        response = self.get(f"/api/books/{slug}/")
        if response.status != 200:
            self.versions.pop(slug, None)
            self.changed_at.pop(slug, None)
            return response.status, None
        book = json.loads(response.body)
        self.versions[slug], self.changed_at[slug] = book["version"], book["updated_at"]
        return 200, book

    def cursor(self, sort: str) -> str:
        if sort not in self.cursors:
            link = json.loads(self.get(f"/api/books/?sort={sort}").body)["next"]
            self.cursors[sort] = link.partition("cursor=")[2].partition("&")[0]
        return self.cursors[sort]
