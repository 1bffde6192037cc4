"""Signing in, being refused and signing out, with a mouse and without one."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from shared_tests.chromium.keys import Keys

ACCOUNT = re.compile(r"/account/$")


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/login/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_signing_in_with_the_mouse(page: Page, password: str):
    sign_in(page, "reader", password)
    expect(page).to_have_url(ACCOUNT)
    expect(page.get_by_role("link", name="reader")).to_be_visible()


def test_signing_in_with_the_keyboard_alone(page: Page, password: str):
    page.goto("/")
    keys = Keys(page)
    keys.enter(page.get_by_role("link", name="Sign in"))
    keys.write(page.get_by_label("User name"), "reader")
    keys.write(page.get_by_label("Password"), password)
    keys.enter()
    expect(page).to_have_url(ACCOUNT)


def test_the_first_tab_stop_leads_to_the_content(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search")).to_be_focused()


def test_a_refusal_says_why_and_keeps_the_name(page: Page):
    sign_in(page, "reader", "wrong")
    expect(page.get_by_role("alert")).to_have_text("The user name or the password is wrong.")
    expect(page.get_by_label("User name")).to_have_value("reader")
    expect(page.get_by_label("Password")).to_be_empty()


def test_after_a_refusal_the_keyboard_alone_suffices(page: Page, password: str):
    sign_in(page, "reader", "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    keys = Keys(page)
    keys.write(page.get_by_label("Password"), password)
    keys.enter()
    expect(page).to_have_url(ACCOUNT)


def test_signing_out(page: Page, password: str):
    sign_in(page, "reader", password)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/account/")
    expect(page).to_have_url(re.compile("/login/"))


def test_signing_in_leads_to_the_requested_page(page: Page, password: str):
    page.goto("/admin/")
    page.get_by_label("User name").fill("editor")
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/$"))
