"""The clients of the requests, and the book that they are about."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest

from shared_tests.fuzzing.shelf import Shelf
from shared_tests.harness.browser import Browser

DESCRIBED_COOKIE = "session"
Credentials = dict[str, dict[str, str]]


@pytest.fixture(scope="session", autouse=True)
def _without_proxies() -> Iterator[None]:
    """Otherwise Schemathesis would use the proxy that the environment names."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("no_proxy", "*")
        yield


@pytest.fixture(scope="session")
def credentials(
    open_browser: Callable[[], Browser], as_role: Callable[[str], Browser]
) -> Callable[[str], Credentials]:
    """The credentials of a client, as options of ``Case.call``."""

    @functools.cache
    def of(who: str) -> Credentials:
        if who == "anonymous":
            return {}
        browser = open_browser() if who == "anonymous with a token" else as_role(who)
        headers = {"X-CSRFToken": browser.token()}
        cookies = dict(browser.http.cookies)
        # Also under the described name, by which Schemathesis knows a session; Django has another
        # name for it.
        cookies.setdefault(DESCRIBED_COOKIE, cookies.get("sessionid", ""))
        return {"headers": headers, "cookies": cookies}

    return of


@pytest.fixture(scope="session")
def shelf(manager: Browser, worker_id: str) -> Shelf:
    return Shelf(manager, f"fuzzed-{worker_id}")


@pytest.fixture(autouse=True)
def _nothing_is_left(shelf: Shelf) -> Iterator[None]:
    shelf.clear()
    before = shelf.catalogue()
    yield
    shelf.clear()
    assert shelf.catalogue() == before
