"""A server that sends its mail to a mailbox of this run, and users with a known address."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from experiments.changes.password_reset.mailbox import SITE, Mailbox, listening
from shared_tests.fixtures.records import User
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import Server, serving


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    with listening() as mailbox:
        yield mailbox


@pytest.fixture(scope="session")
def server(
    implementation: Implementation,
    database: Database,
    mailbox: Mailbox,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    folder, port = tmp_path_factory.mktemp("server"), str(mailbox.server_address[1])
    mail = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_SENDER": "desk@library.example",
        "PUBLIC_URL": SITE,
    }
    with serving(
        implementation, quick_environment(folder, DATABASE_URL=database.url, **mail), folder
    ) as server:
        yield server


@pytest.fixture
def known(new_user, admin, manager) -> Callable[[], tuple[User, str]]:
    """Create a user whose e-mail address a manager has entered in the admin; return both."""

    def make() -> tuple[User, str]:
        user = new_user()
        page, address = admin.open_user(manager, user.username), f"{user.username}@readers.example"
        assert manager.submit(page, page.url.path, email=address).status_code == 302
        return user, address

    return make
