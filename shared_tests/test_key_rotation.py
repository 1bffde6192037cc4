"""A new secret key replaces the old one while users are signed in: no session, form or cursor is
lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.servers import Server, free_port, serving

OLD, NEW = "the former secret of forty characters or so", "the following secret of forty characters"


def signed_in(browser: Browser) -> bool:
    return browser.get("/account/").status_code == 200


@pytest.fixture
def serve(
    implementation: Implementation, demo_database: Database, tmp_path: Path
) -> Callable[..., AbstractContextManager[Server]]:
    """Serves one database with the given keys, each time at the same address."""
    url, port = demo_database.copy().url, free_port()

    def with_keys(key: str, fallback: str = "") -> AbstractContextManager[Server]:
        env = quick_environment(
            tmp_path, DATABASE_URL=url, SECRET_KEY=key, SECRET_KEY_FALLBACKS=fallback
        )
        return serving(implementation, env, tmp_path, port=port)

    return with_keys


def test_a_key_is_replaced_while_people_read(
    serve: Callable[..., AbstractContextManager[Server]], open_browser, password: str
):
    with serve(OLD) as server:
        editor, once, away, anonymous = (open_browser(server.base_url) for _ in range(4))
        for browser, name in (editor, "editor"), (once, "reader"), (away, "viewer"):
            assert browser.sign_in(name, password).status_code == 302
        shown, sign_in_page = editor.get("/account/"), anonymous.get("/login/")
        cursor, token = editor.get("/api/books/").json()["next"], editor.token()
    with serve(NEW, fallback=OLD):
        assert once.get("/").status_code == 200  # one request is enough to move to the new key
        assert editor.get(cursor).status_code == 200
        assert editor.submit(shown, "/exports/").status_code == 202
        headers = {"X-CSRFToken": token, "Origin": editor.base_url}
        assert editor.request("POST", "/api/books/", json={}, headers=headers).status_code == 422
        signing_in = anonymous.submit(sign_in_page, "/login/", username="reader", password=password)
        assert signing_in.status_code == 302
        shown, fresh_cursor = editor.get("/account/"), editor.get("/api/books/").json()["next"]
    with serve(NEW):
        assert [signed_in(browser) for browser in (editor, once, anonymous)] == [True, True, True]
        assert not signed_in(away)
        assert (editor.get(cursor).status_code, editor.get(fresh_cursor).status_code) == (400, 200)
        assert editor.submit(shown, "/logout/").status_code == 302
