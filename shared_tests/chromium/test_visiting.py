"""An anonymous user browses the catalogue: searches, sorts, turns pages, and finds the way back
from a 404."""

from __future__ import annotations

from playwright.sync_api import Page, expect

TITLES = ".books a"


def test_a_search_shows_what_it_found(page: Page):
    page.goto("/")
    page.get_by_label("Search").fill("pride")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".total")).to_have_text("1 book")
    page.get_by_role("link", name="Pride and Prejudice").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pride and Prejudice")


def test_sorting_keeps_what_was_searched(page: Page):
    page.goto("/books/?q=austen")
    page.get_by_label("Sort by").select_option("-year")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(TITLES).first).to_have_text("Persuasion")
    expect(page.get_by_label("Search")).to_have_value("austen")


def test_turning_the_page_and_going_back(page: Page):
    page.goto("/")
    first, second = (
        page.locator(TITLES).all_inner_texts(),
        page.get_by_role("link", name="Next page"),
    )
    second.click()
    expect(page.locator(TITLES)).not_to_contain_text(first[:1])
    page.get_by_role("link", name="Previous page").click()
    expect(page.locator(TITLES)).to_have_text(first)
    page.go_back()
    expect(page.get_by_role("link", name="Previous page")).to_be_visible()


def test_the_404_page_leads_back_to_the_catalogue(page: Page):
    page.goto("/no-such-page/")
    expect(page.get_by_role("main")).to_contain_text("This page is not on our shelves.")
    page.get_by_role("link", name="Back to the catalogue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catalogue")
