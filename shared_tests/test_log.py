"""Each response has one line in the log, in the same form on both sides, and no line holds a
secret."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from shared_tests.harness.access_log import Logged, fields
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.raw import exchange, lines
from shared_tests.harness.servers import developing, serving


@pytest.fixture(scope="module")
def logged(
    implementation: Implementation, demo_database: Database, tmp_path_factory
) -> Iterator[Logged]:
    folder = tmp_path_factory.mktemp("logged")
    settings = {"FAULT_ROUTES": "1", "TRUSTED_PROXIES": "1"}
    env = quick_environment(folder, DATABASE_URL=demo_database.copy().url, **settings)
    with serving(implementation, env, folder) as server:
        yield Logged(server)


@pytest.fixture
def anonymous(logged: Logged, open_browser) -> Browser:
    return open_browser(logged.server.base_url)


@pytest.fixture
def editor(logged: Logged, open_browser, password: str) -> Browser:
    browser = open_browser(logged.server.base_url)
    assert browser.sign_in("editor", password).status_code == 302
    return browser


RESPONSES = [
    ("GET", "/", 200),
    ("HEAD", "/books/", 200),
    ("OPTIONS", "/books/", 200),
    ("GET", "/static/bookshelf.css", 200),
    ("GET", "/static/none.css", 404),
    ("GET", "/books", 308),
    ("GET", "/account/", 302),
    ("GET", "/books/no-such-book/", 404),
    ("GET", "/no-such-page/", 404),
    ("GET", "/books/%00/", 400),
    ("POST", "/login/", 403),
    ("PUT", "/books/", 405),
    ("GET", "/api/books/emma/", 200),
    ("GET", "/api/me/", 401),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), RESPONSES)
def test_a_response_has_one_line(
    anonymous: Browser, logged: Logged, method: str, path: str, status: int
):
    response = anonymous.request(method, f"{path}?q=not-in-the-log")
    assert response.status_code == status
    entry = logged.of(response)
    assert (entry["method"], entry["path"], entry["status"]) == (method, path, str(status))
    assert (entry["user"], entry["client"]) == ("-", "127.0.0.1")
    assert 0 <= float(entry["duration"]) < 20


def test_a_server_error_has_its_line_beside_the_traceback(anonymous: Browser, logged: Logged):
    response = anonymous.request("GET", "/fail/", headers={"X-Expect-Status": "500"})
    end = time.monotonic() + 2
    while "] access: " not in (log := "\n".join(logged.lines(response.headers["X-Request-ID"]))):
        assert time.monotonic() < end, log
        time.sleep(0.02)
    (line,) = [line for line in log.splitlines() if "] access: " in line]
    assert (fields(line)["status"], fields(line)["path"]) == ("500", "/fail/")
    assert logged.server.log().count("RuntimeError: raised on purpose") == 1


@pytest.mark.parametrize(
    ("path", "user"),
    [
        ("/account/", "editor"),
        ("/api/me/", "editor"),
        ("/admin/", "editor"),
        ("/healthz", "-"),
        ("/no-such-page/", "-"),
    ],
)
def test_the_log_names_the_user_where_the_session_was_read(
    editor: Browser, logged: Logged, path: str, user: str
):
    assert logged.of(editor.get(path))["user"] == user


def test_a_sign_in_is_logged_with_its_user_and_a_failed_one_without(
    anonymous: Browser, logged: Logged, password: str
):
    assert logged.of(anonymous.sign_in("editor", "nothing-of-the-kind"))["user"] == "-"
    assert logged.of(anonymous.sign_in("editor", password))["user"] == "editor"


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("/b%c3%bccher/", "/b%C3%BCcher/"),
        ("/%ff/", "/%FF/"),
        ("/a%20b%22c/", "/a%20b%22c/"),
        ("/a%0d%0aGET%20/b/", "/a%0D%0AGET%20/b/"),
        ("/%1b%5b31m/", "/%1B%5B31m/"),
        ("/100%25/", "/100%25/"),
        ("/a-b_c.d~e/", "/a-b_c.d~e/"),
        ("/a:b;c=d,e+f@g/", "/a%3Ab%3Bc%3Dd%2Ce%2Bf%40g/"),
        ("/?q=/secret/", "/"),
    ],
)
def test_a_path_is_written_so_that_it_is_one_word(logged: Logged, sent: str, written: str):
    request = lines(
        f"GET {sent} HTTP/1.1", f"Host: {logged.server.base_url[7:]}", "Connection: close"
    )
    response = exchange(logged.server.base_url, request)
    match = re.search(rb"(?i)x-request-id: ([0-9a-f]{32})", response.head)
    assert match, response
    (line,) = logged.lines(match[1].decode())
    assert fields(line)["path"] == written


@pytest.mark.parametrize(
    ("method", "written"),
    [("SHELVE", "SHELVE"), ("M-SEARCH", '"M-SEARCH"'), ("ABC123", '"ABC123"')],
)
def test_an_odd_method_is_quoted(anonymous: Browser, logged: Logged, method: str, written: str):
    response = anonymous.request(method, "/books/")
    (line,) = logged.lines(response.headers["X-Request-ID"])
    assert f"access: method={written} path=" in line


def test_the_client_is_the_one_that_the_proxy_names(anonymous: Browser, logged: Logged):
    response = anonymous.request(
        "GET", "/healthz", headers={"X-Forwarded-For": "198.51.100.7, [2001:DB8::1]:443"}
    )
    assert logged.of(response)["client"] == "2001:db8::1"


def test_a_refused_host_has_its_line(anonymous: Browser, logged: Logged):
    response = anonymous.request("GET", "/books/", headers={"Host": "evil.example"})
    assert logged.of(response)["status"] == "400"


def test_the_development_server_writes_no_second_line(
    implementation: Implementation, demo_database: Database, tmp_path, open_browser
):
    env = quick_environment(tmp_path, DATABASE_URL=demo_database.copy().url)
    with developing(implementation, env, tmp_path) as server:
        responses = [
            open_browser(server.base_url).get(path)
            for path in ("/books/", "/nothing/", "/static/bookshelf.css")
        ]
        log = Logged(server)
        assert [log.of(response)["status"] for response in responses] == ["200", "404", "200"]
        about = [
            line
            for line in server.log().splitlines()
            if re.search("/books/|/nothing/|bookshelf.css", line)
        ]
        assert len(about) == 3, about


def test_no_log_line_holds_a_secret_of_a_browser(anonymous: Browser, logged: Logged, password: str):
    wrong, new = "lantern-meadow-71-quarry", "violet-harbour-93-lantern"
    anonymous.sign_in("viewer", wrong)
    anonymous.sign_in("viewer", password)
    account = anonymous.get("/account/")
    changed = anonymous.submit(
        account, "/account/password/", old_password=password, new_password1=new, new_password2=new
    )
    assert changed.status_code == 302
    token, cookies = (
        anonymous.token(),
        [cookie.value or "" for cookie in anonymous.http.cookies.jar],
    )
    anonymous.api("POST", "/api/books/", json={"title": "a book"})
    anonymous.request("GET", "/books/", params={"password": wrong, "token": token})
    log = logged.server.log()
    assert [secret for secret in (wrong, new, password, token, *cookies) if secret in log] == []
