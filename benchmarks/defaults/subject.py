"""What the probes must know of an application: how it is made and served, and its addresses and
names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shared_tests.harness.implementations import Implementation

FILE = "bookshelf.sqlite3"
USERS = ("reader", "viewer", "editor", "manager")


def no_more(title: str) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True)
class Subject:
    """One application. What is not given is as in Bookshelf."""

    implementation: Implementation
    env: Mapping[str, str]
    subcommands: tuple[tuple[str, ...], ...]
    """What makes its database, with Pride and Prejudice and a user of each name in ``USERS``."""
    database: Path
    hash_query: str
    shut_out: str
    """What is done in the database to a user who may no longer come in."""
    login: str = "/login/"
    logout: str = "/logout/"
    account: str = "/account/"
    password_page: str = "/account/"
    password_form: str = "/account/password/"
    admin: tuple[str, ...] = ()
    """The index of the admin, then its lists; empty when there is none."""
    numbered: tuple[str, ...] = ()
    """Addresses in which a number belongs where ``{}`` stands."""
    authors: tuple[object, object] = (1, 9999)
    """How a book's JSON names an author who exists, and one who does not."""
    other_fields: Callable[[str], Mapping[str, object]] = no_more
    """What a book's JSON must hold beside title and author."""
    books: str = "/books/"
    api: str = "/api/books/"
    reads_json: bool = True
    """Whether what its documentation shows reads JSON; else a book is sent as a form."""
    counts_failures: bool = False
    """Whether it counts failed sign-ins in its process: each row then gets a new server."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The fields of its forms that have another name here than in Django's."""
    identity: str = "{}"
    """What a user types as a name."""

    def named(self, fields: Mapping[str, object]) -> dict[str, object]:
        """The fields of a form as this application names them."""
        known = {name: value for name, value in fields.items() if name != "username"}
        if "username" in fields:
            known["username"] = self.identity.format(fields["username"])
        return {self.names.get(name, name): value for name, value in known.items()}

    def book(self, title: str, author: int = 0) -> dict[str, object]:
        return {"title": title, "author": self.authors[author], **self.other_fields(title)}
