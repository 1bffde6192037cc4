"""A browser at one of the applications, and the application while it is served."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.defaults.subject import Subject
from shared_tests.harness.browser import Browser, Response, form_of
from shared_tests.harness.implementations import PASSWORD, prepare
from shared_tests.harness.servers import serving


class SimulatedUser(Browser):
    """Knows where the application keeps its forms, and expects nothing of its answers."""

    def __init__(self, base_url: str, subject: Subject) -> None:
        super().__init__(base_url)
        self.http.event_hooks = {}
        self.subject = subject

    def sign_in(self, username: str, password: str, next: str = "") -> Response:
        page = self.get(self.subject.login, **({"next": next} if next else {}))
        return self.submit(page, self.subject.login, username=username, password=password)

    def sign_out(self) -> Response:
        """By the form that the page of the account shows, or by a link where there is no form."""
        page = self.get(self.subject.account)
        if f'action="{self.subject.logout}"' in page.text:
            return self.submit(page, self.subject.logout)
        return self.get(self.subject.logout)

    def is_signed_in(self) -> bool:
        return self.get(self.subject.account).status_code == 200

    def send_password_form(self, page: Response | None = None, **fields: str) -> Response:
        page = page or self.get(self.subject.password_page)
        return self.submit(page, self.subject.password_form, **fields)

    def change_password(self, old: str, new: str) -> Response:
        return self.send_password_form(old_password=old, new_password1=new, new_password2=new)

    def hidden_token(self, page: Response, action: str) -> tuple[str, str]:
        """Name and value of the token in a form; two empty strings when it has none."""
        return next(
            (pair for pair in form_of(page, action).form_values() if "csrf" in pair[0]), ("", "")
        )

    def token(self) -> str:
        """That of somebody who is signed in."""
        return self.hidden_token(self.get(self.subject.password_page), self.subject.password_form)[
            1
        ]


@dataclass
class Site:
    """An application that is being served."""

    subject: Subject
    base_url: str
    opened: list[SimulatedUser] = field(default_factory=list)
    sessions: dict[str, SimulatedUser] = field(default_factory=dict)

    def user(self) -> SimulatedUser:
        self.opened.append(SimulatedUser(self.base_url, self.subject))
        return self.opened[-1]

    def signed_in(self, username: str = "reader") -> SimulatedUser:
        user = self.user()
        user.sign_in(username, PASSWORD)
        if not user.is_signed_in():
            raise RuntimeError(f"{username} cannot sign in to {self.subject.implementation.name}")
        return user

    def as_user(self, username: str = "reader") -> SimulatedUser:
        """One session for all probes that leave it as it is."""
        if not (username in self.sessions and self.sessions[username].is_signed_in()):
            self.sessions[username] = self.signed_in(username)
        return self.sessions[username]

    def ask(self, statement: str, *values: str) -> list[tuple]:
        """Straight to its database."""
        with closing(sqlite3.connect(self.subject.database)) as connection, connection:
            return connection.execute(statement, values).fetchall()


@contextmanager
def served(subject: Subject, folder: Path) -> Iterator[Site]:
    """Make the application's database and serve it until the block is left."""
    prepare(subject.implementation, subject.env, *subject.subcommands)
    with serving(subject.implementation, subject.env, folder) as server:
        site = Site(subject, server.base_url)
        try:
            yield site
        finally:
            for user in site.opened:
                user.close()
