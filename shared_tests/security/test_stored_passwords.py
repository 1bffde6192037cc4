"""Passwords are stored as slow hashes alone, and the response time does not reveal which names
exist."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, environment
from shared_tests.harness.servers import serving
from shared_tests.security.signing_in import attempt

NEW = "orchid-lantern-58-river"
HASH = re.compile(r"pbkdf2[:_]sha256[:$](\d+)\$([^$]+)\$(.+)")
ITERATIONS = 600_000  # OWASP ASVS 5.0, appendix C


@pytest.fixture
def rounds(implementation: Implementation, server, database: Database) -> Callable[[str], int]:
    """The number of rounds of a user's hash."""
    table, column = implementation.users

    def of(username: str) -> int:
        ((stored,),) = database.query(f"SELECT {column} FROM {table} WHERE username = '{username}'")
        match = HASH.fullmatch(stored)
        assert match, stored
        return int(match[1])

    return of


def test_a_hash_of_former_strength_is_renewed_at_sign_in(
    implementation: Implementation,
    rounds: Callable[[str], int],
    database: Database,
    admin: AdminDriver,
    manager: Browser,
    open_browser,
    new_user,
):
    user, (table, column) = new_user(), implementation.users
    made = hashlib.pbkdf2_hmac("sha256", user.password.encode(), b"salt", 1000)
    present = rounds(user.username)
    database.query(
        f"UPDATE {table} SET {column} = '{implementation.weak_hash(made)}' WHERE username = "
        f"'{user.username}'"
    )

    opened = admin.open_user(manager, user.username)
    past = admin.changes(manager, user.username, "user")
    assert open_browser().sign_in(user.username, "wrong").status_code == 401
    assert rounds(user.username) == 1000
    browser = open_browser()
    assert browser.sign_in(user.username, user.password).status_code == 302
    assert rounds(user.username) == present
    assert browser.get("/account/").status_code == 200
    assert open_browser().sign_in(user.username, user.password).status_code == 302
    assert admin.changes(manager, user.username, "user") == past
    # The form is not stale: same version
    assert admin.save(manager, opened, active=True).status_code == 302


FEWEST_PAIRS, MOST_PAIRS = 5, 15


def seconds(browser: Browser, username: str) -> float:
    response = attempt(browser, username, "not the password")
    assert response.status_code == 401
    return response.elapsed.total_seconds()


def time_reveals(browser: Browser, known: str) -> bool:
    """Whether refusals of a known and of an unknown user differ in time, taking turns: from five of
    each to fifteen.

    The fastest of each are compared, because other load on the machine can only slow a request
    down. The comparison ends as soon as these agree.
    """
    unknown, of_known, of_unknown = f"nobody-{secrets.token_hex(4)}", list[float](), list[float]()
    for sent in range(1, MOST_PAIRS + 1):
        of_known.append(seconds(browser, known))
        of_unknown.append(seconds(browser, unknown))
        if sent >= FEWEST_PAIRS and 0.75 < min(of_known) / min(of_unknown) < 1.33:
            return False
    return True


@pytest.fixture(scope="module")
def slow_database(demo_database: Database) -> Database:
    return demo_database.copy()


@pytest.fixture(scope="module")
def slow_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server that hashes passwords with the default number of rounds."""
    if request.config.getoption("--base-url"):
        yield request.getfixturevalue("base_url")
        return
    database, folder = request.getfixturevalue("slow_database"), tmp_path_factory.mktemp("slow")
    env = environment(folder, DATABASE_URL=database.url)
    with serving(request.getfixturevalue("implementation"), env, folder) as server:
        yield server.base_url


@pytest.mark.timeout(300)  # more tries on a busy machine
def test_the_time_of_a_refusal_does_not_reveal_whether_the_name_exists(
    open_browser, slow_url: str, admin, password: str
):
    manager = open_browser(slow_url)
    assert manager.sign_in("manager", password).status_code == 302
    # A busy machine may disturb a round; a real difference shows in each.
    for _ in range(3):
        # Not the demo users: at --base-url all cases share their counters
        name = f"known-{secrets.token_hex(4)}"
        assert admin.add_user(manager, name, NEW, "reader").status_code == 302
        revealed = time_reveals(open_browser(slow_url), name)
        admin.delete_user(manager, name)
        if not revealed:
            return
    pytest.fail("refusals of a known and an unknown user differ in time")


def test_passwords_are_stored_as_slow_salted_hashes(
    slow_database: Database, slow_url: str, open_browser, admin: AdminDriver, password: str
):
    manager = open_browser(slow_url)
    manager.sign_in("manager", password)
    admin.add_user(manager, "somebody", NEW, "reader")
    assert open_browser(slow_url).sign_in("reader", password).status_code == 302
    values = [str(value) for rows in slow_database.rows().values() for row in rows for value in row]
    hashes = [match for value in values if (match := HASH.fullmatch(value))]
    assert len(hashes) == 5
    # Both signed-in and new users
    assert sum(int(match[1]) >= ITERATIONS for match in hashes) == 3
    assert len({match[2] for match in hashes}) == len(hashes)


def test_no_password_and_no_form_token_is_stored_in_the_clear(
    signed_in, server, database: Database, password: str
):
    browser = signed_in("reader")
    stored = str(database.rows())
    assert password not in stored
    assert not any(
        value in stored for name, value in browser.http.cookies.items() if "session" not in name
    )
