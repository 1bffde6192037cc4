"""Passwords are hashed with Argon2, existing ones from the next sign-in on."""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from contextlib import closing

import pytest

from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import PASSWORD, Implementation, environment
from shared_tests.harness.servers import serving

ARGON = re.compile(r"(?:argon2)?\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$")
LEAST = 19 * 1024 * 2  # kilobytes times rounds: OWASP ASVS 5.0, appendix C
TABLES = {"flask": ("users", "password_hash"), "django": ("accounts_user", "password")}


@pytest.fixture
def kept(implementation: Implementation, demo_database: SqliteFile):
    """Reads or replaces the stored hash of the reader's password."""
    database = demo_database.copy()
    table, column = TABLES[implementation.name]

    def ask(new: str = "") -> str:
        with closing(sqlite3.connect(database.file)) as connection, connection:
            if new:
                connection.execute(
                    f"UPDATE {table} SET {column} = ? WHERE username = 'reader'", [new]
                )
            return connection.execute(
                f"SELECT {column} FROM {table} WHERE username = 'reader'"
            ).fetchone()[0]

    return database, ask


def old(implementation: Implementation) -> str:
    """The password in the old format, with few rounds."""
    digest = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), b"pepper", 1000)
    if implementation.name == "flask":
        return f"pbkdf2:sha256:1000$pepper${digest.hex()}"
    return f"pbkdf2_sha256$1000$pepper${base64.b64encode(digest).decode()}"


def test_a_password_is_kept_by_argon2_with_enough_work(kept):
    found = ARGON.match(kept[1]())
    assert found, "another hash"
    assert int(found[1]) * int(found[2]) >= LEAST


def test_the_right_password_signs_in_and_a_wrong_one_does_not(open_browser, server, kept):
    assert ARGON.match(kept[1]())
    assert open_browser().sign_in("reader", PASSWORD).status_code == 302
    assert open_browser().sign_in("reader", PASSWORD + "x").status_code == 401


def test_who_has_an_old_hash_signs_in_and_has_a_new_one_then(
    implementation, open_browser, kept, tmp_path
):
    database, ask = kept
    ask(old(implementation))
    with serving(
        implementation, environment(tmp_path, DATABASE_URL=database.url), tmp_path
    ) as server:
        assert open_browser(server.base_url).sign_in("reader", PASSWORD).status_code == 302
        assert ARGON.match(ask())
        assert open_browser(server.base_url).sign_in("reader", PASSWORD).status_code == 302


def test_a_wrong_password_leaves_an_old_hash_as_it_was(
    implementation, open_browser, kept, tmp_path
):
    database, ask = kept
    assert ARGON.match(ask())
    before = ask(old(implementation))
    with serving(
        implementation, environment(tmp_path, DATABASE_URL=database.url), tmp_path
    ) as server:
        assert open_browser(server.base_url).sign_in("reader", "wrong").status_code == 401
    assert ask() == before
