"""The server that the model is compared with: a very small catalogue, its users, and a way back to
the start."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import (
    PASSWORD,
    Implementation,
    prepare,
    quick_environment,
    run,
)

WRITERS = ("editor", "second-editor", "manager", "second-manager")
AUTHORS = {
    "twin-1": "The Same Name",
    "twin-2": "The Same Name",
    "bronte": "Charlotte Brontë",
    "idle": "=Idle+1",
}


def seeded(number: int) -> dict[str, Any]:
    """One of 24 books. In each of the four orders the 20th and the 21st are equal, and both are
    among many ties."""
    title = "A tie" if 2 <= number < 22 else f"{'0 first' if number < 2 else 'Z last'} {number}"
    year = 1900 if number >= 5 or number < 1 else -405 + number
    author = "twin-1" if number < 20 else ("twin-2" if number < 23 else "bronte")
    return {
        "title": title,
        "slug": f"s{number}",
        "author": author,
        "year": year,
        "isbn": None,
        "summary": "",
    }


CATALOGUE: dict[str, list[dict[str, Any]]] = {
    "authors": [{"name": name, "slug": slug} for slug, name in AUTHORS.items()],
    "books": [seeded(number) for number in range(24)],
}


@dataclass(frozen=True)
class Place:
    """A server, its database, and the environment of its processes."""

    base_url: str
    database: Database
    env: Mapping[str, str]


@dataclass
class World:
    """``start`` is another database, with the contents of the server's database at the start."""

    implementation: Implementation
    admin: AdminDriver
    place: Place
    start: Database
    folder: Path
    open_browser: Callable[[], Browser]
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    browsers: dict[str, Browser] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    addresses: dict[int, str] = field(default_factory=dict)
    """Of the histories of the books that exist at the start."""

    @property
    def catalogue(self) -> Path:
        return self.folder / "small.json"

    def prepare(self, password: str = PASSWORD) -> None:
        """Fill ``start``, and sign in all users, so that going back to it signs nobody out."""
        self.catalogue.write_text(json.dumps(CATALOGUE), encoding="utf-8")
        env = quick_environment(self.folder, DATABASE_URL=self.start.url)
        prepare(
            self.implementation,
            env,
            ("seed", f"{self.catalogue}", "--demo", "--password", password),
        )
        self.reset()
        for user in (
            "anonymous",
            "reader",
            "viewer",
            "editor",
            "manager",
            "second-editor",
            "second-manager",
        ):
            self.browsers[user] = browser = self.open_browser()
            if user.startswith("second-"):
                added = self.admin.add_user(
                    self["manager"], user, password, user.removeprefix("second-")
                )
                assert added.status_code == 302, f"no user {user}"
            if user != "anonymous":
                assert browser.sign_in(user, password).status_code == 302, f"{user} cannot sign in"
            self.tokens[user] = browser.token()
        self.start.take(self.place.database)

    def reset(self) -> None:
        self.place.database.take(self.start)

    def __getitem__(self, user: str) -> Browser:
        return self.browsers[user]

    def get(self, path: str, **parameters: str | int) -> Response:
        """As an anonymous client."""
        return self["anonymous"].get(path, **parameters)

    def api(
        self, user: str, method: str, path: str, body: object = None, **headers: str
    ) -> Response:
        """A write to the API, with the token of the user's session."""
        sent = {"X-CSRFToken": self.tokens[user], "Origin": self[user].base_url} | headers
        return self[user].request(
            method, path, headers=sent, **({} if body is None else {"json": body})
        )

    def seed(self) -> str:
        """Run the command again, and return its output."""
        done = run(self.implementation, "seed", f"{self.catalogue}", env=self.place.env)
        assert done.returncode == 0, done.stderr
        return done.stdout
