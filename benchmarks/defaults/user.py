"""A client of one of the applications, and the running application."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.defaults.subject import Subject
from shared_tests.harness.browser import Browser, Response, form_of
from shared_tests.harness.implementations import PASSWORD, prepare
from shared_tests.harness.servers import serving


class SimulatedUser(Browser):
    """Knows the application's forms, and makes no assumption about its responses."""

    def __init__(self, base_url: str, subject: Subject) -> None:
        super().__init__(base_url)
        self.http.event_hooks = {}
        self.subject = subject

    def submit(
        self, page: Response, action: str, /, *, button: str = "", **fields: object
    ) -> Response:
        return super().submit(page, action, button=button, **self.subject.named(fields))

    def send_book(self, book: Mapping[str, object]) -> Response:
        """As JSON, or as a form if JSON is not supported."""
        if self.subject.reads_json:
            return self.api("POST", self.subject.api, json=book)
        typed = {name: str(value) for name, value in book.items()}
        return self.submit(self.get(self.subject.api), self.subject.api, **typed)

    def sign_in(self, username: str, password: str, next: str = "") -> Response:
        page = self.get(self.subject.login, **({"next": next} if next else {}))
        return self.submit(page, self.subject.login, username=username, password=password)

    def sign_out(self) -> Response:
        """By the form on the account page, or by a link if there is no form."""
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
        """Name and value of the token in a form; two empty strings if it has none."""
        return next(
            (pair for pair in form_of(page, action).form_values() if "csrf" in pair[0]), ("", "")
        )

    def token(self) -> str:
        """The client of a signed-in user."""
        return self.hidden_token(self.get(self.subject.password_page), self.subject.password_form)[
            1
        ]


@dataclass
class Site:
    """An application that is being served."""

    subject: Subject
    folder: Path
    base_url: str = ""
    running: ExitStack = field(default_factory=ExitStack)
    opened: list[SimulatedUser] = field(default_factory=list)
    sessions: dict[str, SimulatedUser] = field(default_factory=dict)

    refusal: Response | None = None
    """The response that stopped password guessing, if there was one."""
    others_come_in: bool = False
    """Whether another user could still sign in after that."""

    def serve(self) -> None:
        """Start the server, or restart it at the same address."""
        self.running.close()
        port = urlsplit(self.base_url).port or 0
        server = self.running.enter_context(
            serving(self.subject.implementation, self.subject.env, self.folder, port=port)
        )
        self.base_url = server.base_url

    def forget_failures(self) -> None:
        """Restart the server if it counts failed sign-ins, so that the count is zero."""
        if self.subject.counts_failures:
            self.serve()

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
        """One session for all probes that do not change it."""
        if not (username in self.sessions and self.sessions[username].is_signed_in()):
            self.sessions[username] = self.signed_in(username)
        return self.sessions[username]

    def ask(self, statement: str, username: str) -> list[tuple]:
        """Execute SQL on its database for one user."""
        with closing(sqlite3.connect(self.subject.database)) as connection, connection:
            return connection.execute(
                statement, [self.subject.identity.format(username)]
            ).fetchall()


@contextmanager
def served(subject: Subject, folder: Path) -> Iterator[Site]:
    """Make the application's database and serve it until the block is left."""
    prepare(subject.implementation, subject.env, *subject.subcommands)
    site = Site(subject, folder)
    try:
        site.serve()
        yield site
    finally:
        site.running.close()
        for user in site.opened:
            user.close()
