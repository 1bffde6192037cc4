"""One Chromium for the run, and new pages for each case, which are watched until it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from shared_tests.chromium.admin_pages import AdminPages
from shared_tests.chromium.admin_pages_django import DjangoAdminPages
from shared_tests.chromium.admin_pages_flask import FlaskAdminPages
from shared_tests.chromium.program import program
from shared_tests.chromium.watch import Watch
from shared_tests.harness.browser import Browser

ADMIN_PAGES: dict[str, type[AdminPages]] = {"flask": FlaskAdminPages, "django": DjangoAdminPages}
SIZE = {"width": 1280, "height": 800}
PATIENCE = 15_000  # milliseconds, for a busy machine
expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("bookshelf")
    group.addoption(
        "--screenshots", type=Path, help="draw the pages of docs/FEATURES.md into this folder"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    # Unknown when pytest was given a folder above this one
    drawn = config.getoption("--screenshots", None)
    return True if collection_path.name == "test_screenshots.py" and not drawn else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    path = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Chromium, base_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page with cookies of its own. Ends with an error when anything went wrong in one of
    them."""
    watches: list[Watch] = []

    def open_one(**options: Any) -> Page:
        settings = {
            "base_url": base_url,
            "viewport": SIZE,
            "locale": "en-GB",
            "reduced_motion": "reduce",
        } | options
        context = chromium.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        watches.append(Watch(context))
        return context.new_page()

    yield open_one
    complaints = [complaint for watch in watches for complaint in watch.complaints()]
    for watch in watches:
        watch.context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page that has not signed in."""
    return new_page()


@pytest.fixture
def page_as(
    new_page: Callable[..., Page], as_role: Callable[[str], Browser], base_url: str
) -> Callable[..., Page]:
    """Open a page as the demo user of a role, already signed in."""

    def open_one(role: str, **options: Any) -> Page:
        page = new_page(**options)
        cookies = as_role(role).http.cookies.items()
        page.context.add_cookies(
            [{"name": name, "value": value, "url": base_url} for name, value in cookies]
        )
        return page

    return open_one


@pytest.fixture
def admin_pages_of(request: pytest.FixtureRequest) -> Callable[[Page], AdminPages]:
    """The admin's pages on this side; skips where the side is not known."""
    if side := request.config.getoption("--implementation"):
        return ADMIN_PAGES[side]
    pytest.skip("needs to know the admin: --implementation beside --base-url")


@pytest.fixture
def admin_pages_as(
    page_as: Callable[..., Page], admin_pages_of: Callable[[Page], AdminPages]
) -> Callable[..., AdminPages]:
    """The admin's pages for the demo user of a role."""
    return lambda role, **options: admin_pages_of(page_as(role, **options))
