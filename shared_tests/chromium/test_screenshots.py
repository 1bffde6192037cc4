"""Draws the pages that docs/FEATURES.md shows; collected with --screenshots=FOLDER alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared_tests.chromium.admin_pages import AdminPages

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
# Otherwise each run differs
ONE_DATE = "cells => cells.forEach((cell) => { cell.textContent = 'Jan. 1, 2026, 12:34 p.m.' })"
PUBLIC = {"catalogue": "/", "book": "/books/pride-and-prejudice/", "not-found": "/no-such-page/"}


@pytest.fixture
def draw(request: pytest.FixtureRequest) -> Callable[[Page, str, str], None]:
    side = request.config.getoption("--implementation")
    folder: Path = request.config.getoption("--screenshots")

    def to_file(page: Page, name: str, scheme: str) -> None:
        page.locator("td[class*='updated_at']").evaluate_all(ONE_DATE)
        page.screenshot(path=folder / f"{side}-{name}-{scheme}.png", animations="disabled")

    return to_file


@SCHEMES
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page(new_page: Callable[..., Page], draw, name: str, scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto(PUBLIC[name])
    draw(page, name, scheme)


@SCHEMES
def test_a_refused_sign_in(new_page: Callable[..., Page], draw, scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto("/login/")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    draw(page, "refused-sign-in", scheme)


@SCHEMES
def test_the_books_in_the_admin(admin_pages_as: Callable[..., AdminPages], draw, scheme: str):
    admin_pages = admin_pages_as("manager", color_scheme=scheme)
    admin_pages.open_list()
    draw(admin_pages.page, "admin-list", scheme)


@SCHEMES
def test_a_book_in_the_admin(admin_pages_as: Callable[..., AdminPages], draw, scheme: str):
    admin_pages = admin_pages_as("manager", color_scheme=scheme)
    admin_pages.open_change("Pride and Prejudice")
    draw(admin_pages.page, "admin-form", scheme)
