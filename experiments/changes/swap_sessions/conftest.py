"""Two servers that share a Redis but no database: data that both have is in Redis only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from deploy.processes import Program
from experiments.changes.swap_sessions.redis import running
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import serving


@dataclass(frozen=True)
class Pair:
    valkey: Program
    redis_url: str
    databases: tuple[Database, Database]
    open: Callable[[int], Browser]
    """A browser at the first (0) or the second (1) server."""

    def also_at_the_second(self, browser: Browser) -> Browser:
        other = self.open(1)
        other.take_cookies_of(browser)
        return other


@pytest.fixture(scope="session")
def pair(
    implementation: Implementation, demo_database: Database, tmp_path_factory, open_browser
) -> Iterator[Pair]:
    folder, databases = (
        tmp_path_factory.mktemp("pair"),
        (demo_database.copy(), demo_database.copy()),
    )
    with running(folder) as (valkey, url):
        envs = [quick_environment(folder, DATABASE_URL=one.url, REDIS_URL=url) for one in databases]
        with (
            serving(implementation, envs[0], folder) as first,
            serving(implementation, envs[1], folder) as second,
        ):
            urls = (first.base_url, second.base_url)
            yield Pair(valkey, url, databases, lambda which: open_browser(urls[which]))


@pytest.fixture
def at_first(pair: Pair, password: str) -> Callable[..., Browser]:
    """Sign somebody in at the first server."""

    def sign_in(username: str, password: str = password) -> Browser:
        browser = pair.open(0)
        assert browser.sign_in(username, password).status_code == 302
        return browser

    return sign_in
