"""Input is text: in pages, in queries, in headers, in the addresses of files."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, form_of, html, text
from shared_tests.harness.raw import exchange, lines

MARKUP = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "single quote": "'><svg/onload=alert(1)>",
    "address": "javascript:alert(1)",
    "template": "{{7*7}}{% debug %}${7*7}#{7*7}",
}
QUERIES = [
    "' OR 1=1--",
    "1; DROP TABLE books",
    "\\",
    ";",
    "$$",
    "{{7*7}}",
    "{% debug %}",
    "%25",
    "../../etc/passwd",
]
ELSEWHERE = {
    "absolute": "https://evil.example/",
    "scheme-relative": "//evil.example",
    "backslash": "/\\evil.example",
    "tab": "\t//evil.example",
    "no slashes": "http:evil.example",
    "three slashes": "https:///evil.example",
    "script": "javascript:alert(1)",
    "userinfo": "http://host@evil.example/",
    "many slashes": "///evil.example",
    "encoded tab": "/%09/evil.example",
}
LINE_ENDS = ["\r\n", "\n", "\r", "\u2028", "%0d%0a"]
TRAVERSALS = [
    "/static/../flask_impl/core/settings.py",
    "/static/../../pyproject.toml",
    "/static/%2e%2e/pyproject.toml",
    "/static/%2e%2e%2fpyproject.toml",
    "/static/%252e%252e/pyproject.toml",
    "/static/..%5cpyproject.toml",
    "/static/..\\pyproject.toml",
    "/static//etc/passwd",
    "/static/%2fetc/passwd",
    "/static/bookshelf.css%00.py",
    "/static/",
]


def scripts(page: Response) -> list[object]:
    """Code on this page that a browser would run and that is not a file of the site."""
    document = html(page)
    run = [
        one.text
        for one in document.xpath("//script[not(@src)]")
        if "json" not in one.get("type", "")
    ]
    on = document.xpath("//@*[starts-with(name(), 'on')]")
    return [*run, *on, *document.xpath("//@href[starts-with(normalize-space(.), 'javascript:')]")]


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
@pytest.mark.parametrize("field", ["title", "summary"])
def test_markup_in_a_book_is_text_on_every_page(
    editor: Browser,
    manager: Browser,
    anonymous: Browser,
    admin: AdminDriver,
    new_book,
    field: str,
    markup: str,
):
    book = new_book(**{"title": f"Marked {field}"} | {field: f"Marked {markup}"})
    admin.save(editor, admin.open_change(editor, book["slug"]), year=1900)
    pages = [anonymous.get("/books/", q=book["title"]), anonymous.get(f"/books/{book['slug']}/")]
    pages += [admin.open_change(editor, book["slug"]), admin.history(editor, book["slug"])]
    pages += [admin.open_list(editor, book["title"])]
    assert not [script for page in pages for script in scripts(page)]
    assert markup in text(pages[1])


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_markup_in_the_name_of_an_author_is_text_on_every_page(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_author, new_book, markup: str
):
    author = new_author(f"Marked {markup}")
    book = new_book(author=author)
    pages = [anonymous.get("/books/", author=author), anonymous.get(f"/books/{book['slug']}/")]
    pages += [admin.open_list(manager, book["title"]), admin.open_change(manager, book["slug"])]
    assert not [script for page in pages for script in scripts(page)]
    assert all(markup in text(page) for page in pages[:2])


@pytest.mark.parametrize("markup", [*MARKUP.values(), "two words"], ids=[*MARKUP, "space"])
def test_markup_is_no_user_name(manager: Browser, admin: AdminDriver, markup: str):
    refused = admin.add_user(manager, markup, "violet-harbour-93-lantern", "reader")
    assert refused.status_code == 200
    assert not scripts(refused)


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_what_was_typed_is_shown_again_as_text(anonymous: Browser, markup: str):
    refused = anonymous.sign_in(markup, "wrong", next=f"/{markup}")
    assert form_of(refused, "/login/").inputs["username"].value == markup
    searched = anonymous.get("/books/", q=markup)
    assert form_of(searched, "/books/").inputs["q"].value == markup
    assert not scripts(refused) + scripts(searched)


@pytest.mark.parametrize("attack", QUERIES)
@pytest.mark.parametrize(
    ("parameter", "status"), [("author", 404), ("sort", 400), ("page", 404), ("q", 200)]
)
def test_code_in_a_parameter_of_the_catalogue_is_no_code(
    anonymous: Browser, parameter: str, status: int, attack: str
):
    page = anonymous.get("/books/", **{parameter: attack})
    assert page.status_code == status
    assert "49" not in text(page)


@pytest.mark.parametrize("attack", QUERIES)
@pytest.mark.parametrize(
    ("parameter", "status"), [("author", 404), ("sort", 400), ("cursor", 400), ("q", 200)]
)
def test_code_in_a_parameter_of_the_api_is_no_code(
    anonymous: Browser, parameter: str, status: int, attack: str
):
    response = anonymous.get("/api/books/", **{parameter: attack})
    assert response.status_code == status
    assert status != 200 or response.json()["results"] == []


@pytest.mark.parametrize("attack", QUERIES)
def test_code_in_an_address_or_a_search_of_the_admin_is_no_code(
    editor: Browser, admin: AdminDriver, behind_nginx: bool, attack: str
):
    leads_out = behind_nginx and attack.startswith("..")  # which nginx itself refuses
    assert editor.get(f"/books/{quote(attack, safe='')}/").status_code == (
        400 if leads_out else 404
    )
    assert admin.titles(editor, q=attack) == []


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
@pytest.mark.parametrize("where", ["query", "body"])
def test_a_line_end_in_next_begins_no_header(
    anonymous: Browser, password: str, where: str, end: str
):
    target = f"/books/{end}Set-Cookie: x=1"
    response = signed_in_with(anonymous, password, target, where)
    assert response.status_code == 302
    assert "x" not in anonymous.http.cookies
    assert response.headers["Location"] in (
        "/account/",
        quote(target, safe="/:=%"),
        "/books/%0d%0aSet-Cookie:%20x=1",
    )


@pytest.mark.parametrize("target", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("where", ["query", "body"])
def test_next_stays_on_this_host(anonymous: Browser, password: str, where: str, target: str):
    response = signed_in_with(anonymous, password, target, where)
    assert response.status_code == 302
    # The latter is a path of this site
    assert response.headers["Location"] in ("/account/", "/%09/evil.example")


def signed_in_with(browser: Browser, password: str, target: str, where: str) -> Response:
    """A sign-in that names its target in the address, or in the form alone."""
    fields = dict(form_of(browser.get("/login/"), "/login/").form_values())
    fields |= {"username": "reader", "password": password}
    if where == "body":
        return browser.post("/login/", fields | {"next": target})
    del fields["next"]
    return browser.post(f"/login/?next={quote(target)}", fields)


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_address_leads_out_of_the_folder_of_files(base_url: str, path: str):
    host = f"Host: {urlsplit(base_url).netloc}"
    response = exchange(base_url, lines(f"GET {path} HTTP/1.1", host, "Connection: close"))
    assert response.status in (400, 404)
    assert not any(
        of_the_file in response.body for of_the_file in (b"[project]", b"root:", b"class Settings")
    )
