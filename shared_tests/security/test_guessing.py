"""Who guesses passwords is stopped, alone, and learns neither which names exist nor what is
stored."""

from __future__ import annotations

import functools
import hashlib
import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, form_of, html
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, environment
from shared_tests.harness.servers import serving

FAILURES = 20
TRIES = 36
NEW = "orchid-lantern-58-river"
HASH = re.compile(r"pbkdf2[:_]sha256[:$](\d+)\$([^$]+)\$(.+)")
ITERATIONS = 600_000  # OWASP ASVS 5.0, appendix C


def attempt(browser: Browser, username: str, password: str, **headers: str) -> Response:
    """A sign-in with the form that the page shows, as from the proxy that the headers pretend."""
    fields = form_shown_to(browser) | {"username": username, "password": password}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.request(
        "POST", "/login/", data=fields, headers={"Origin": browser.base_url} | named
    )


@functools.cache
def form_shown_to(browser: Browser) -> dict[str, str]:
    """The fields of the sign-in, asked for once: the token of somebody who stays signed out stays
    good."""
    return dict(form_of(browser.get("/login/"), "/login/").form_values())


def test_whoever_guesses_must_wait_and_nobody_else(open_browser, new_user, password: str):
    user, attacker = new_user(), open_browser()
    answers = [
        attempt(attacker, user.username, "wrong", X_Forwarded_For=f"192.0.2.{n}")
        for n in range(TRIES)
    ]
    assert [answer.status_code for answer in answers] == [401] * FAILURES + [429] * (
        TRIES - FAILURES
    )
    right = attempt(attacker, user.username, user.password, X_Forwarded_For="198.51.100.7")
    assert right.status_code == 429
    assert told_how_long(right)
    # The token comes first
    assert attacker.post("/login/", {"username": user.username}).status_code == 403
    assert open_browser().sign_in("viewer", password).status_code == 302


def test_a_flood_of_sign_ins_is_turned_away_and_hinders_nobody(
    implementation: Implementation, demo_database: Database, open_browser, tmp_path
):
    """One thread hashes where processes are many, and one waits: whoever comes then has not
    failed."""
    env = environment(tmp_path, DATABASE_URL=demo_database.copy().url, PASSWORD_ROUNDS="300000")
    with (
        serving(
            implementation, env | {"WEB_CONCURRENCY": "64"}, tmp_path, options=("--threads=16",)
        ) as server,
        ThreadPoolExecutor(13) as pool,
    ):
        browsers = [open_browser(server.base_url) for _ in range(12)]
        for browser in browsers:
            form_shown_to(browser)
        guesses = [
            pool.submit(attempt, one, "nobody", "wrong", X_Expect_Status="503") for one in browsers
        ]
        assert pool.submit(open_browser(server.base_url).get, "/books/").result().status_code == 200
        answers = [one.result() for one in guesses]
        turned_away = [one for one in answers if one.status_code == 503]
        assert {one.headers["Retry-After"] for one in turned_away} == {"1"}
        assert {one.status_code for one in answers} == {401, 503}
        assert {html(one).xpath("string(//h1)") for one in turned_away} == {"Service Unavailable"}
        counted = len(answers) - len(turned_away)
        later = [
            attempt(browsers[0], "nobody", "wrong").status_code
            for _ in range(FAILURES - counted + 1)
        ]
        assert later == [401] * (FAILURES - counted) + [429]
    assert "Traceback" not in server.log()


def told_how_long(refused: Response) -> bool:
    """Whether the answer says, to clients and to people, that they must wait, and bears what every
    answer does."""
    assert int(refused.headers["Retry-After"]) in range(1, 601)
    assert "no-store" in refused.headers["Cache-Control"]
    told = [one.text_content().strip() for one in html(refused).cssselect("p.error[role=alert]")]
    return told == ["Too many failed attempts. Try again later."]


def change(browser: Browser, page: Response, old: str, new: str, again: str = "") -> Response:
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return browser.submit(page, "/account/password/", **fields)


def test_whoever_guesses_an_old_password_must_wait_too(open_browser, new_user):
    user, browser, elsewhere = new_user(), open_browser(), open_browser()
    browser.sign_in(user.username, user.password)
    page = browser.get("/account/")
    # What is refused for another reason does not count
    for new, again in ("short", ""), (NEW, NEW + "x"):
        assert change(browser, page, user.password, new, again).status_code == 422
    for _ in range(FAILURES // 2):  # one counter for both forms
        assert attempt(elsewhere, user.username, "wrong").status_code == 401
        assert change(browser, page, "wrong", NEW).status_code == 422
    for old in ("wrong", user.password):
        refused = change(browser, page, old, NEW)
        assert (refused.status_code, told_how_long(refused)) == (429, True)
        assert form_of(refused, "/account/password/") is not None
    assert elsewhere.sign_in(user.username, user.password).status_code == 429
    assert browser.get("/account/").status_code == 200


def test_a_hash_of_former_strength_is_renewed_at_sign_in(
    implementation: Implementation,
    server,
    database: Database,
    admin: AdminDriver,
    manager: Browser,
    open_browser,
    new_user,
):
    user, (table, column) = new_user(), implementation.users

    def rounds() -> int:
        ((stored,),) = database.ask(
            f"SELECT {column} FROM {table} WHERE username = '{user.username}'"
        )
        found = HASH.fullmatch(stored)
        assert found, stored
        return int(found[1])

    made = hashlib.pbkdf2_hmac("sha256", user.password.encode(), b"salt", 1000)
    present = rounds()
    database.ask(
        f"UPDATE {table} SET {column} = '{implementation.weak_hash(made)}' WHERE username = "
        f"'{user.username}'"
    )

    opened, past = (
        admin.open_user(manager, user.username),
        admin.changes(manager, user.username, "user"),
    )
    assert open_browser().sign_in(user.username, "wrong").status_code == 401
    assert rounds() == 1000
    browser = open_browser()
    assert browser.sign_in(user.username, user.password).status_code == 302
    assert rounds() == present
    assert browser.get("/account/").status_code == 200
    assert open_browser().sign_in(user.username, user.password).status_code == 302
    assert admin.changes(manager, user.username, "user") == past
    # The form is not stale: no other version
    assert admin.save(manager, opened, active=True).status_code == 302


FEWEST_PAIRS, MOST_PAIRS = 5, 15


def seconds(browser: Browser, username: str) -> float:
    answer = attempt(browser, username, "not the password")
    assert answer.status_code == 401
    return answer.elapsed.total_seconds()


def time_tells(browser: Browser, known: str) -> bool:
    """Whether refusals of a user differ in time from as many of nobody, taking turns: from five of
    each to fifteen.

    The quickest of each are compared, for others on the machine only make one slower; once these
    agree, it ends.
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
    """Where passwords are hashed with all the rounds of the default."""
    if request.config.getoption("--base-url"):
        yield request.getfixturevalue("base_url")
        return
    database, folder = request.getfixturevalue("slow_database"), tmp_path_factory.mktemp("slow")
    env = environment(folder, DATABASE_URL=database.url)
    with serving(request.getfixturevalue("implementation"), env, folder) as server:
        yield server.base_url


@pytest.mark.timeout(300)  # more tries where others keep the machine busy
def test_the_time_of_a_refusal_does_not_tell_whether_the_name_exists(
    open_browser, slow_url: str, admin, password: str
):
    manager = open_browser(slow_url)
    assert manager.sign_in("manager", password).status_code == 302
    # A machine that is busy with others may spoil a round; a name that is looked up alone tells in
    # each.
    for _ in range(3):
        # Not the demo users: at --base-url all cases share their counters
        name = f"known-{secrets.token_hex(4)}"
        assert admin.add_user(manager, name, NEW, "reader").status_code == 302
        spoiled = time_tells(open_browser(slow_url), name)
        admin.delete_user(manager, name)
        if not spoiled:
            return
    pytest.fail("refusals of a user and of nobody differ in time")


def test_passwords_are_stored_as_slow_salted_hashes(
    slow_database: Database, slow_url: str, open_browser, admin: AdminDriver, password: str
):
    manager = open_browser(slow_url)
    manager.sign_in("manager", password)
    admin.add_user(manager, "somebody", NEW, "reader")
    assert open_browser(slow_url).sign_in("reader", password).status_code == 302
    values = [str(value) for rows in slow_database.rows().values() for row in rows for value in row]
    hashes = [found for value in values if (found := HASH.fullmatch(value))]
    assert len(hashes) == 5
    # Of who has signed in, and who is new
    assert sum(int(found[1]) >= ITERATIONS for found in hashes) == 3
    assert len({found[2] for found in hashes}) == len(hashes)


def test_no_password_and_no_token_is_stored_in_the_clear(
    signed_in, server, database: Database, password: str
):
    browser = signed_in("reader")
    stored = str(database.rows())
    assert password not in stored
    assert not any(
        value in stored for name, value in browser.http.cookies.items() if "session" not in name
    )


@pytest.mark.parametrize("missing", ["username", "password"])
def test_a_form_without_a_field_is_refused(visitor: Browser, missing: str):
    fields = dict(form_of(visitor.get("/login/"), "/login/").form_values()) | {
        "username": "reader",
        "password": "x",
    }
    del fields[missing]
    assert visitor.post("/login/", fields).status_code == 401


@pytest.mark.parametrize(("length", "status"), [(128, 401), (900_000, 401), (2**20, 413)])
def test_a_long_password_is_answered_in_time(visitor: Browser, length: int, status: int):
    assert visitor.sign_in(f"nobody-{length}", "x" * length).status_code == status


@pytest.mark.parametrize(
    "spelt", ["reader ", "\uff52\uff45\uff41\uff44\uff45\uff52"], ids=["with a space", "full width"]
)
def test_a_name_that_looks_the_same_is_the_same(visitor: Browser, password: str, spelt: str):
    assert visitor.sign_in(spelt, password).status_code == 302


@pytest.mark.parametrize(
    "other", ["rea\u200bder", "%", "rea_er", "' OR 1=1--", "reader\r\nSet-Cookie: x=1"], ids=ascii
)
def test_a_name_that_is_another_is_refused(visitor: Browser, password: str, other: str):
    assert visitor.sign_in(other, password).status_code == 401
    assert "x" not in visitor.http.cookies
