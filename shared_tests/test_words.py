"""Every page has the same texts on every side, in the same order. A page may have more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from shared_tests.drivers.exports import request_export, wait
from shared_tests.drivers.pages import missing, visible_texts
from shared_tests.harness.browser import Browser

TOP = ["Skip to the content", "Bookshelf", "Catalogue"]
READER = [*TOP, "reader", "Sign out"]
EDITOR = [*TOP, "Admin", "editor", "Sign out"]
MANAGER = [*TOP, "Admin", "manager", "Sign out"]
SEARCH = [
    "Search",
    "Sort by",
    "Title",
    "Title, backwards",
    "Year, oldest first",
    "Year, newest first",
    "Show",
]
SIGN_IN = ["User name", "Password", "Sign in"]
EXPORT = [
    "Export",
    "A file with every book, for a spreadsheet. It takes a while.",
    "Export the catalogue",
]
PASSWORD = ["Change the password", "All your other sessions will end; this one stays."]
FIELDS = ["Present password", "New password", "New password again", "Change the password"]
BACK = "Back to the catalogue"
AGAIN = "If your session has ended, sign in and try again."
BOOK = "The captain of a whaling ship hunts over the oceans for the white whale that took his leg."

VISITED = {
    "/books/?q=nothing-is-called-so": [
        "Catalogue – Bookshelf",
        *TOP,
        "Sign in",
        "Catalogue",
        *SEARCH,
        "no books",
    ],
    "/books/?q=moby": ["Catalogue – Bookshelf", *TOP, "Sign in", "Catalogue", *SEARCH, "1 book"],
    "/?author=herman-melville&q=moby": [
        "Books by Herman Melville – Bookshelf",
        *[*TOP, "Sign in", "Books by Herman Melville", *SEARCH, "1 book"],
    ],
    "/books/moby-dick/": [
        *["Moby-Dick – Bookshelf", *TOP, "Sign in", "Moby-Dick", "by", "Herman Melville", BOOK],
        *["Year", "1851", "Shelf", "available"],
    ],
    "/login/": ["Sign in – Bookshelf", *TOP, "Sign in", "Sign in", *SIGN_IN],
}
ACCOUNTS = {
    "reader": [
        *[
            "Your account – Bookshelf",
            *READER,
            "Your account",
            "User name",
            "reader",
            "Role",
            "reader",
        ],
        *[*PASSWORD, *FIELDS],
    ],
    "manager": [
        *[
            "Your account – Bookshelf",
            *MANAGER,
            "Your account",
            "User name",
            "manager",
            "Role",
            "manager",
        ],
        *[*EXPORT, *PASSWORD, *FIELDS],
    ],
}
REFUSED = {
    ("GET", "/no-such-page/"): ("Not Found", "This page is not on our shelves."),
    ("PUT", "/books/"): ("Method Not Allowed", "This page does not take requests of that kind."),
    ("GET", "/books/?q=%00"): (
        "Bad Request",
        "The request could not be understood. Check the address, or go back and try again.",
    ),
    ("POST", "/logout/"): ("Forbidden", f"You may not do this. {AGAIN}"),
}
WRONG = {
    "nothing": (["", "", ""], ["This field is required."] * 3),
    "no present one": (
        ["", "violet-river-52-lamp", "violet-river-52-lam"],
        ["This field is required."],
    ),
    "a short one": (["old", "short", "short"], ["A password has at least 8 characters."]),
    "an easy one": (["old", "password123", "password123"], ["This password is too easy to guess."]),
}


@pytest.mark.parametrize("path", VISITED)
def test_a_page_says_what_it_should(anonymous: Browser, path: str):
    assert missing(visible_texts(anonymous.get(path)), VISITED[path]) == []


def test_a_full_list_says_how_many_and_leads_on(anonymous: Browser):
    words = visible_texts(anonymous.get("/books/?page=2"))
    shown = [
        "Catalogue – Bookshelf",
        *TOP,
        "Sign in",
        "Catalogue",
        *SEARCH,
        "Previous page",
        "Next page",
    ]
    assert missing(words, shown) == []
    assert re.fullmatch("[0-9]+ books", words[words.index("Show") + 1])


@pytest.mark.parametrize("role", ACCOUNTS)
def test_an_account_says_whose_it_is(as_role: Callable[[str], Browser], role: str):
    words = visible_texts(as_role(role).get("/account/"))
    assert missing(words, ACCOUNTS[role]) == []
    assert ("Admin" in words, "Export" in words, "Sign in" in words) == (
        role == "manager",
        role == "manager",
        False,
    )


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_a_refusal_says_why(anonymous: Browser, method: str, path: str):
    reason, why = REFUSED[method, path]
    words = visible_texts(anonymous.request(method, path))
    assert missing(words, [f"{reason} – Bookshelf", *TOP, reason, why, BACK]) == []


def test_a_refusal_without_words_of_its_own_shows_its_status(
    anonymous: Browser, behind_nginx: bool
):
    if behind_nginx:
        pytest.skip("the front server has its own page")
    page = anonymous.post("/login/", {"username": "x" * 2**20})
    assert page.status_code == 413
    assert (
        missing(visible_texts(page), [*TOP, "The server did not do what was asked (413).", BACK])
        == []
    )


def test_a_wrong_password_is_reported_above_the_fields(anonymous: Browser):
    wrong = "The user name or the password is wrong."
    assert (
        missing(
            visible_texts(anonymous.sign_in("nobody", "wrong")),
            [*VISITED["/login/"][:6], wrong, *SIGN_IN],
        )
        == []
    )


def test_what_is_wrong_with_a_new_password_is_shown_at_its_field(open_browser, new_user):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    shown = visible_texts(browser.get("/account/"))
    for case, ((old, new, again), sentences) in WRONG.items():
        fields = {
            "old_password": old and user.password,
            "new_password1": new,
            "new_password2": again,
        }
        page = browser.submit(browser.get("/account/"), "/account/password/", **fields)
        added = [words for words in visible_texts(page) if words not in shown]
        assert (page.status_code, added[: len(sentences)]) == (422, sentences), case


def test_an_export_shows_its_state(editor: Browser):
    words = ["Export – Bookshelf", *EDITOR, "Export of the catalogue"]
    accepted = request_export(editor)
    assert missing(visible_texts(accepted), [*words, "queued", "Look again"]) == []
    wait(editor, accepted.headers["Location"])
    assert (
        missing(
            visible_texts(editor.get(accepted.headers["Location"])), [*words, "done", "books.csv"]
        )
        == []
    )
