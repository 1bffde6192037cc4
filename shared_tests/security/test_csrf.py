"""Nothing changes without a token of the same session, sent from a page of the same site."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, form_of, html
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation

PAGES_OF_A_KIND = 4


def token_of(browser: Browser) -> tuple[str, str]:
    """Name and value of the hidden token in the sign-out form."""
    fields = dict(form_of(browser.get("/account/"), "/logout/").form_values())
    (pair,) = fields.items()
    return pair


def sign_out_with(
    browser: Browser, fields: dict[str, str], path: str = "/logout/", **headers: str
) -> Response:
    return browser.request(
        "POST", path, data=fields, headers={"Origin": browser.base_url} | headers
    )


def still_in(browser: Browser) -> bool:
    return browser.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "token", ["", "made-up", "x" * 64], ids=["empty", "made up", "of the right length"]
)
def test_a_wrong_token_is_refused(reader: Browser, token: str):
    name, _ = token_of(reader)
    assert sign_out_with(reader, {name: token}).status_code == 403
    assert still_in(reader)


def test_the_token_of_another_session_is_refused(reader: Browser, editor: Browser):
    name, token = token_of(editor)
    assert sign_out_with(reader, {name: token}).status_code == 403
    assert still_in(reader)


def test_a_token_without_its_cookie_is_refused(reader: Browser, anonymous: Browser):
    name, token = token_of(reader)
    assert sign_out_with(anonymous, {name: token}).status_code == 403


def test_a_token_in_the_address_is_refused(reader: Browser):
    name, token = token_of(reader)
    assert sign_out_with(reader, {}, f"/logout/?{name}={token}").status_code == 403
    assert still_in(reader)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_foreign_origin_is_refused_even_with_the_token(reader: Browser, origin: str):
    name, token = token_of(reader)
    assert sign_out_with(reader, {name: token}, Origin=origin).status_code == 403
    assert still_in(reader)


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_a_body_that_forms_of_other_sites_can_send_is_refused(editor: Browser, kind: str):
    headers = {"Content-Type": kind, "Origin": editor.base_url}
    for path in ("/api/books/", "/logout/"):
        assert (
            editor.request("POST", path, content=b'{"title": "x"}', headers=headers).status_code
            == 403
        )
    assert still_in(editor)


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_write_to_the_api_without_the_token_is_refused(
    manager: Browser, anonymous: Browser, new_book, method: str
):
    path = "/api/books/" if method == "POST" else f"/api/books/{new_book()['slug']}/"
    headers = {"Origin": manager.base_url, "If-Match": "*"}
    assert manager.request(method, path, json={"year": 1}, headers=headers).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
@pytest.mark.parametrize("write", ["add", "change", "bulk", "delete", "user"])
def test_a_write_of_the_admin_from_another_site_is_refused(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_book, write: str, origin: str
):
    book = new_book()
    path, fields = admin.writes(admin.book_id(manager, book["slug"]))[write]
    headers = {"X-CSRFToken": manager.token(), "Origin": origin}
    assert manager.request("POST", path, data=fields, headers=headers).status_code == 403
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


@pytest.mark.parametrize("path", ["/login/", "/logout/", "/account/password/", "/exports/"])
def test_a_write_of_a_page_from_another_site_is_refused(editor: Browser, path: str):
    headers = {"X-CSRFToken": editor.token(), "Origin": "https://evil.example"}
    assert editor.request("POST", path, headers=headers).status_code == 403
    assert still_in(editor)


FOREIGN = {
    "a foreign Referer": {"Referer": "https://evil.example/login/"},
    "a Referer without TLS": {"Referer": "http://127.0.0.1/login/"},
    "a Referer that begins like the own one": {"Referer": "{own}.evil.example/"},
    "neither Origin nor Referer": {},
    "a foreign Origin": {"Origin": "https://evil.example"},
    "the own Origin without TLS": {"Origin": "http://127.0.0.1"},
    "an Origin of null": {"Origin": "null"},
}
OWN = {
    "the own Origin alone": {"Origin": "{own}"},
    "the own Referer alone": {"Referer": "{own}/login/"},
}


def sign_in_over_tls(browser: Browser, password: str, headers: dict[str, str]) -> int:
    """The status of a sign-in with these headers about its origin."""
    fields = dict(form_of(browser.get("/login/"), "/login/").form_values())
    sent = {name: value.replace("{own}", browser.base_url) for name, value in headers.items()}
    data = fields | {"username": "reader", "password": password}
    return browser.request("POST", "/login/", data=data, headers=sent).status_code


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_over_tls_a_form_must_show_that_it_comes_from_this_site(
    tls_anonymous: Browser, password: str, headers: dict[str, str]
):
    assert sign_in_over_tls(tls_anonymous, password, headers) == 403


@pytest.mark.parametrize("headers", OWN.values(), ids=OWN)
def test_over_tls_one_sign_of_this_site_is_enough(
    tls_anonymous: Browser, password: str, headers: dict[str, str]
):
    assert sign_in_over_tls(tls_anonymous, password, headers) == 302


def links_of(page: Response) -> list[str]:
    """The addresses of this site to which an HTML page leads."""
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return []
    targets = [urlsplit(urljoin(str(page.url), link)) for link in html(page).xpath("//a/@href")]
    own = [one for one in targets if one.netloc == page.url.netloc.decode()]
    return [f"{one.path}?{one.query}" if one.query else one.path for one in own]


def kind(address: str) -> tuple[str, ...]:
    """An address without slugs, numbers and values: equal for the same page of different
    records."""
    path, _, query = address.partition("?")
    steps = re.sub(r"(?<=/books/)[^/]+", "slug", re.sub(r"\d+", "0", path))
    return steps, *sorted({pair.partition("=")[0] for pair in query.split("&")})


def stored(database: Database, sessions: str) -> dict[str, Counter[str] | int]:
    """All rows; of the sessions only their number, because the time of use is stored once a
    minute."""
    return {
        name: len(rows) if name == sessions else Counter(map(repr, rows))
        for name, rows in database.rows().items()
    }


@pytest.mark.timeout(300)  # some hundred pages
def test_no_link_changes_anything(
    signed_in, implementation: Implementation, server, database: Database
):
    manager, (_, sessions, _) = signed_in("manager"), implementation.sessions
    before = stored(database, sessions)
    assert sessions in before
    waiting, visited, kinds = ["/", "/account/", "/admin/"], set[str](), Counter[tuple[str, ...]]()
    while waiting:
        address = waiting.pop()
        if address not in visited and kinds[kind(address)] < PAGES_OF_A_KIND:
            visited.add(address)
            kinds[kind(address)] += 1
            waiting += links_of(manager.get(address))
    assert len(kinds) >= 20
    assert stored(database, sessions) == before
    assert still_in(manager)
