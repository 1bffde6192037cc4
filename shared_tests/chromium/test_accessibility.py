"""No page excludes users who see little, use a screen reader or have no mouse, in light or dark
colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shared_tests.chromium.accessibility import violations
from shared_tests.chromium.admin_pages import AdminPages
from shared_tests.chromium.known import KNOWN, Finding

PUBLIC = {
    "catalogue": "/",
    "search": "/books/?q=austen&sort=-year",
    "book": "/books/pride-and-prejudice/",
    "not found": "/no-such-page/",
}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
PAGES = pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC)


@SCHEMES
@PAGES
def test_a_page_is_accessible(new_page: Callable[..., Page], path: str, scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto(path)
    assert violations(page) == set()


@SCHEMES
@PAGES
def test_a_page_for_signed_in_users_is_accessible(
    page_as: Callable[..., Page], path: str, scheme: str
):
    page = page_as("manager", color_scheme=scheme)
    page.goto(path)
    assert violations(page) == set()


@SCHEMES
def test_the_account_is_accessible(page_as: Callable[..., Page], scheme: str):
    page = page_as("reader", color_scheme=scheme)
    page.goto("/account/")
    assert violations(page) == set()


@SCHEMES
def test_a_refused_sign_in_is_accessible(new_page: Callable[..., Page], scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto("/login/")
    assert violations(page) == set()
    page.get_by_label("User name").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == set()


@SCHEMES
def test_the_admin_is_accessible_but_for_known_violations(
    admin_pages_as: Callable[..., AdminPages], scheme: str
):
    admin_pages = admin_pages_as("manager", color_scheme=scheme)
    violations_found = set()
    for screen, show in admin_pages.screens().items():
        show()
        violations_found |= {
            Finding(screen, *violation) for violation in violations(admin_pages.page)
        }
    assert violations_found == KNOWN[admin_pages.side]
