"""On a phone nothing is wider than the screen, and forms work when everything is twice as large."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shared_tests.chromium.admin_pages import AdminPages

TELEPHONE = {"width": 320, "height": 640}
# 1280 by 800 at 200 %
ENLARGED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"


@pytest.mark.parametrize(
    "path", ["/", "/?page=2", "/books/{slug}/", "/books/?q={q}", "/login/", "/no-such-page/"]
)
def test_a_page_fits_a_phone(new_page: Callable[..., Page], new_book, path: str):
    book = new_book(title=WORD, summary=WORD * 2)
    page = new_page(viewport=TELEPHONE)
    page.goto(path.format(slug=book["slug"], q=WORD))
    assert page.evaluate(TOO_WIDE) == 0


def test_the_account_fits_a_phone(page_as: Callable[..., Page]):
    page = page_as("manager", viewport=TELEPHONE)
    page.goto("/account/")
    assert page.evaluate(TOO_WIDE) == 0


def test_signing_in_works_at_twice_the_size(new_page: Callable[..., Page], password: str):
    page = new_page(**ENLARGED)
    page.goto("/login/")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert page.evaluate(TOO_WIDE) == 0


def test_searching_works_at_twice_the_size(new_page: Callable[..., Page]):
    page = new_page(**ENLARGED)
    page.goto("/")
    page.get_by_label("Search").fill("pride")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".total")).to_have_text("1 book")
    assert page.evaluate(TOO_WIDE) == 0


def test_changing_a_book_works_at_twice_the_size(
    admin_pages_as: Callable[..., AdminPages], new_book
):
    book = new_book()
    admin_pages = admin_pages_as("editor", **ENLARGED)
    admin_pages.open_change(book["title"])
    admin_pages.field("title").fill("Changed in large letters")
    admin_pages.save()
    expect(admin_pages.message).to_contain_text("success")
