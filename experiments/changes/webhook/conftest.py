"""A server with a supplier; it uses TLS, where other writes without Origin and Referer are
refused."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator

import pytest
import trustme

from experiments.changes.webhook.supplier import SECRET
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import serving


@pytest.fixture(scope="session")
def open_there(
    implementation: Implementation, demo_database: Database, tmp_path_factory, open_browser
) -> Iterator[Callable[[], Browser]]:
    """Open a browser at the server that has a supplier."""
    folder, authority, trust = (
        tmp_path_factory.mktemp("supplied"),
        trustme.CA(),
        ssl.create_default_context(),
    )
    certificate = folder / "certificate.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    authority.configure_trust(trust)
    env = quick_environment(
        folder, DATABASE_URL=demo_database.copy().url, TLS="1", WEBHOOK_SECRET=SECRET
    )
    options = (f"--certfile={certificate}", f"--keyfile={certificate}")
    with serving(implementation, env, folder, scheme="https", options=options) as server:
        yield lambda: open_browser(server.base_url, trust=trust)


@pytest.fixture
def supplier(open_there: Callable[[], Browser]) -> Browser:
    """The client that sends deliveries, without session and token."""
    return open_there()


@pytest.fixture(scope="session")
def librarian(open_there: Callable[[], Browser], password: str) -> Browser:
    """A manager of the site with a supplier."""
    browser = open_there()
    assert browser.sign_in("manager", password).status_code == 302
    return browser


@pytest.fixture
def book(librarian: Browser, new_slug: Callable[[], str], new_isbn: Callable[[], str]) -> dict:
    """An available book of that site."""
    slug = new_slug()
    sent = {"slug": slug, "title": slug, "author": "jane-austen", "year": 1813, "isbn": new_isbn()}
    return librarian.api("POST", "/api/books/", json=sent).json()
