"""A client that guesses passwords is stopped, and no other, however the name is spelt."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared_tests.harness.browser import Browser, Response, form_of, html
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, environment
from shared_tests.harness.servers import serving
from shared_tests.security.signing_in import attempt, form_shown_to

FAILURES = 20
TRIES = 36
NEW = "orchid-lantern-58-river"


def test_a_client_that_guesses_must_wait_and_no_other(open_browser, new_user, password: str):
    user, attacker = new_user(), open_browser()
    responses = [
        attempt(attacker, user.username, "wrong", X_Forwarded_For=f"192.0.2.{n}")
        for n in range(TRIES)
    ]
    assert [response.status_code for response in responses] == [401] * FAILURES + [429] * (
        TRIES - FAILURES
    )
    right = attempt(attacker, user.username, user.password, X_Forwarded_For="198.51.100.7")
    assert right.status_code == 429
    assert check_wait_message(right)
    # The token comes first
    assert attacker.post("/login/", {"username": user.username}).status_code == 403
    assert open_browser().sign_in("viewer", password).status_code == 302


def test_a_flood_of_sign_ins_is_refused_and_blocks_no_other_client(
    implementation: Implementation, demo_database: Database, open_browser, tmp_path
):
    """One thread hashes where there are many processes, and one waits. A sign-in beyond these does
    not count as a failure."""
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
        responses = [one.result() for one in guesses]
        unavailable = [one for one in responses if one.status_code == 503]
        assert {one.headers["Retry-After"] for one in unavailable} == {"1"}
        assert {one.status_code for one in responses} == {401, 503}
        assert {html(one).xpath("string(//h1)") for one in unavailable} == {"Service Unavailable"}
        counted = len(responses) - len(unavailable)
        later = [
            attempt(browsers[0], "nobody", "wrong").status_code
            for _ in range(FAILURES - counted + 1)
        ]
        assert later == [401] * (FAILURES - counted) + [429]
    assert "Traceback" not in server.log()


def check_wait_message(refused: Response) -> bool:
    """Whether the response says, to clients and to people, that they must wait, and has the usual
    headers."""
    assert int(refused.headers["Retry-After"]) in range(1, 601)
    assert "no-store" in refused.headers["Cache-Control"]
    shown = [one.text_content().strip() for one in html(refused).cssselect("p.error[role=alert]")]
    return shown == ["Too many failed attempts. Try again later."]


def change(browser: Browser, page: Response, old: str, new: str, again: str = "") -> Response:
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return browser.submit(page, "/account/password/", **fields)


def test_a_client_that_guesses_an_old_password_must_wait_too(open_browser, new_user):
    user, browser, elsewhere = new_user(), open_browser(), open_browser()
    browser.sign_in(user.username, user.password)
    page = browser.get("/account/")
    # A refusal for another reason does not count
    for new, again in ("short", ""), (NEW, NEW + "x"):
        assert change(browser, page, user.password, new, again).status_code == 422
    for _ in range(FAILURES // 2):  # one counter for both forms
        assert attempt(elsewhere, user.username, "wrong").status_code == 401
        assert change(browser, page, "wrong", NEW).status_code == 422
    for old in ("wrong", user.password):
        refused = change(browser, page, old, NEW)
        assert (refused.status_code, check_wait_message(refused)) == (429, True)
        assert form_of(refused, "/account/password/") is not None
    assert elsewhere.sign_in(user.username, user.password).status_code == 429
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize("missing", ["username", "password"])
def test_a_form_without_a_field_is_refused(anonymous: Browser, missing: str):
    fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values()) | {
        "username": "reader",
        "password": "x",
    }
    del fields[missing]
    assert anonymous.post("/login/", fields).status_code == 401


@pytest.mark.parametrize(("length", "status"), [(128, 401), (900_000, 401), (2**20, 413)])
def test_a_long_password_gets_a_response_in_time(anonymous: Browser, length: int, status: int):
    assert anonymous.sign_in(f"nobody-{length}", "x" * length).status_code == status


@pytest.mark.parametrize(
    "spelt", ["reader ", "\uff52\uff45\uff41\uff44\uff45\uff52"], ids=["with a space", "full width"]
)
def test_a_name_that_looks_the_same_is_the_same(anonymous: Browser, password: str, spelt: str):
    assert anonymous.sign_in(spelt, password).status_code == 302


@pytest.mark.parametrize(
    "other", ["rea\u200bder", "%", "rea_er", "' OR 1=1--", "reader\r\nSet-Cookie: x=1"], ids=ascii
)
def test_a_name_that_is_another_is_refused(anonymous: Browser, password: str, other: str):
    assert anonymous.sign_in(other, password).status_code == 401
    assert "x" not in anonymous.http.cookies
