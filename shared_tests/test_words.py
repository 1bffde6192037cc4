"""Every page says the same on every side, in the same order, and says of its parts what they are;
it may say more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from shared_tests.drivers.exports import ask, wait
from shared_tests.harness.browser import Browser, Response, html

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
PAGE = [("html", "lang=en"), ("nav", "aria-label=Site")]
MARKS = {
    "/books/?q=moby": [
        *PAGE,
        ("form", "role=search method=get action=/books/"),
        ("input", "type=search maxlength=200"),
        ("nav", "aria-label=Pages"),
    ],
    "/books/?page=2": [
        *PAGE,
        ("form", "role=search method=get action=/books/"),
        ("input", "type=search maxlength=200"),
        ("nav", "aria-label=Pages"),
        ("a", "rel=prev"),
        ("a", "rel=next"),
    ],
    "/login/": [
        *PAGE,
        ("form", "method=post action=/login/"),
        ("input", "autocomplete=username required"),
        ("input", "type=password autocomplete=current-password required"),
    ],
    "/account/": [
        *PAGE,
        ("form", "method=post action=/logout/"),
        ("form", "method=post action=/account/password/"),
        ("input", "type=password autocomplete=current-password required"),
        ("input", "type=password autocomplete=new-password required"),
        ("input", "type=password autocomplete=new-password required"),
    ],
}
TOLD = (
    "lang",
    "role",
    "aria-label",
    "rel",
    "type",
    "maxlength",
    "autocomplete",
    "required",
    "method",
    "action",
)
WRONG = {
    "nothing": (["", "", ""], ["This field is required."] * 3),
    "no present one": (
        ["", "violet-river-52-lamp", "violet-river-52-lam"],
        ["This field is required."],
    ),
    "a short one": (["old", "short", "short"], ["A password has at least 8 characters."]),
    "an easy one": (["old", "password123", "password123"], ["This password is too easy to guess."]),
}


def said(page: Response) -> list[str]:
    """Every text of a page in its order, the title first; the books of a list left out."""
    document = html(page)
    for books in document.cssselect("ol.books"):
        books.drop_tree()
    return [" ".join(piece.split()) for piece in document.itertext() if piece.strip()]


def missing(page_says: list, should_say: list) -> list:
    """What a page does not say, or not in this order."""
    rest = iter(page_says)
    return [one for one in should_say if one not in rest]


def marked(page: Response) -> list[tuple[str, str]]:
    """What elements say of themselves to programs, where they say something that counts."""
    elements = []
    for one in html(page).xpath("//body/descendant-or-self::*[not(@type='hidden')] | /html"):
        told = {name: one.get(name) for name in TOLD if one.get(name) is not None}
        if one.get("name") == "username":
            # The one framework counts here what the other counts when it reads
            told.pop("maxlength", None)
        if told.get("type") == "text":
            del told["type"]
        if told:
            elements.append(
                (
                    one.tag,
                    " ".join(f"{name}={value}".removesuffix("=") for name, value in told.items()),
                )
            )
    return elements


@pytest.mark.parametrize("path", VISITED)
def test_a_page_says_what_it_should(visitor: Browser, path: str):
    assert missing(said(visitor.get(path)), VISITED[path]) == []


def test_a_full_list_says_how_many_and_leads_on(visitor: Browser):
    words = said(visitor.get("/books/?page=2"))
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
    words = said(as_role(role).get("/account/"))
    assert missing(words, ACCOUNTS[role]) == []
    assert ("Admin" in words, "Export" in words, "Sign in" in words) == (
        role == "manager",
        role == "manager",
        False,
    )


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_a_refusal_says_why(visitor: Browser, method: str, path: str):
    reason, why = REFUSED[method, path]
    words = said(visitor.request(method, path))
    assert missing(words, [f"{reason} – Bookshelf", *TOP, reason, why, BACK]) == []


def test_a_refusal_without_words_of_its_own_tells_its_number(visitor: Browser, behind_nginx: bool):
    if behind_nginx:
        pytest.skip("the front server has words of its own")
    page = visitor.post("/login/", {"username": "x" * 2**20})
    assert page.status_code == 413
    assert missing(said(page), [*TOP, "The server did not do what was asked (413).", BACK]) == []


def test_a_wrong_password_is_told_above_the_fields(visitor: Browser):
    wrong = "The user name or the password is wrong."
    assert (
        missing(
            said(visitor.sign_in("nobody", "wrong")), [*VISITED["/login/"][:6], wrong, *SIGN_IN]
        )
        == []
    )


def test_what_is_wrong_with_a_new_password_is_told_at_its_field(open_browser, new_user):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    shown = said(browser.get("/account/"))
    for case, ((old, new, again), told) in WRONG.items():
        fields = {
            "old_password": old and user.password,
            "new_password1": new,
            "new_password2": again,
        }
        page = browser.submit(browser.get("/account/"), "/account/password/", **fields)
        added = [words for words in said(page) if words not in shown]
        assert (page.status_code, added[: len(told)]) == (422, told), case


def test_an_export_says_how_far_it_is(editor: Browser):
    words = ["Export – Bookshelf", *EDITOR, "Export of the catalogue"]
    asked = ask(editor)
    assert missing(said(asked), [*words, "queued", "Look again"]) == []
    wait(editor, asked.headers["Location"])
    assert missing(said(editor.get(asked.headers["Location"])), [*words, "done", "books.csv"]) == []


@pytest.mark.parametrize("path", MARKS)
def test_a_page_tells_programs_what_its_parts_are(visitor: Browser, reader: Browser, path: str):
    page = (reader if path == "/account/" else visitor).get(path)
    assert missing(marked(page), MARKS[path]) == []


def test_a_page_is_made_for_small_screens_and_dark_rooms(visitor: Browser):
    head = html(visitor.get("/books/"))
    metas = {one.get("name"): one.get("content") for one in head.xpath("//meta[@name]")}
    assert metas == {
        "color-scheme": "light dark",
        "viewport": "width=device-width, initial-scale=1",
    }
    assert "/static/bookshelf.css" in head.xpath("//head/link[@rel='stylesheet']/@href")
