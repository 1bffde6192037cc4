"""The description of an application for the probes: how it is created and served, its addresses and
names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shared_tests.harness.implementations import Implementation

FILE = "bookshelf.sqlite3"
HOST = "127.0.0.1"
"""The host of all of them."""
FOREIGN = "evil.example"
"""A host of none of them."""
LARGEST_BODY = 1024 * 1024
"""The limit of the contract, in bytes."""
USERS = ("reader", "viewer", "editor", "manager")


def no_more(title: str) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True)
class Subject:
    """One application. The defaults are those of Bookshelf."""

    implementation: Implementation
    env: Mapping[str, str]
    subcommands: tuple[tuple[str, ...], ...]
    """The commands that create its database, with Pride and Prejudice and a user of each name in
    ``USERS``."""
    database: Path
    hash_query: str
    shut_out: str
    """The SQL that deactivates a user."""
    login: str = "/login/"
    logout: str = "/logout/"
    account: str = "/account/"
    password_page: str = "/account/"
    password_form: str = "/account/password/"
    admin: tuple[str, ...] = ()
    """The index of the admin, then its lists; empty if there is none."""
    numbered: tuple[str, ...] = ()
    """Addresses with ``{}`` for a number."""
    authors: tuple[object, object] = (1, 9999)
    """The values for an existing and for an unknown author in a book's JSON."""
    other_fields: Callable[[str], Mapping[str, object]] = no_more
    """The required fields of a book's JSON besides title and author."""
    books: str = "/books/"
    api: str = "/api/books/"
    reads_json: bool = True
    """Whether it reads JSON, as its documentation shows; otherwise a book is sent as a form."""
    counts_failures: bool = False
    """Whether it counts failed sign-ins in its process: then each row gets a new server."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The fields of its forms whose names differ from Django's."""
    identity: str = "{}"
    """The user name that a user types."""

    def named(self, fields: Mapping[str, object]) -> dict[str, object]:
        """The fields of a form by this application's names."""
        known = {name: value for name, value in fields.items() if name != "username"}
        if "username" in fields:
            known["username"] = self.identity.format(fields["username"])
        return {self.names.get(name, name): value for name, value in known.items()}

    def book(self, title: str, author: int = 0) -> dict[str, object]:
        return {"title": title, "author": self.authors[author], **self.other_fields(title)}
