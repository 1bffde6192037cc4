"""A server that serves TLS itself, browsers that trust its certificate, and races."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import trustme

from shared_tests.harness.browser import Browser, Response
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import Server, serving


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """The authority that signs the certificate of this run."""
    return trustme.CA()


@pytest.fixture(scope="session")
def tls_server(
    implementation: Implementation,
    demo_database: Database,
    authority: trustme.CA,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """A server as clients see it over TLS, whether it or a front server ends the TLS."""
    folder = tmp_path_factory.mktemp("tls")
    certificate: Path = folder / "certificate.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    env = quick_environment(folder, DATABASE_URL=demo_database.copy().url, TLS="1")
    options = (f"--certfile={certificate}", f"--keyfile={certificate}")
    with serving(implementation, env, folder, scheme="https", options=options) as server:
        yield server


@pytest.fixture
def tls_anonymous(
    tls_server: Server, authority: trustme.CA, open_browser: Callable[..., Browser]
) -> Browser:
    """A fresh browser at the server that speaks TLS."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return open_browser(tls_server.base_url, trust=trust)


@pytest.fixture
def raced(server, database: Database):
    """Let two requests check at the same moment, before either may write; their responses."""

    def race(named: str, *requests: Callable[[], Response]) -> list[int]:
        with ThreadPoolExecutor(len(requests)) as pool:
            with database.held(named) as wait_for_writers:
                sent = [pool.submit(request) for request in requests]
                wait_for_writers(len(requests))
            return sorted(one.result().status_code for one in sent)

    return race
