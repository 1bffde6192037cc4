"""After twenty failed sign-ins for one name from one address, that pair must wait, and nobody else."""

from __future__ import annotations

import pytest

from shared_tests.browser import Browser, Response, form_of, html

FAILURES = 20


def attempt(browser: Browser, username: str, password: str, **headers: str) -> Response:
    """A sign-in with the form that the page shows, as from the proxy that the headers pretend."""
    shown = dict(form_of(browser.get("/login/"), "/login/").form_values())
    fields = shown | {"username": username, "password": password}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.request("POST", "/login/", data=fields, headers={"Origin": browser.base_url} | named)


@pytest.fixture
def locked(open_browser, new_user):
    """A user whose name has been tried too often, from addresses that a header made up."""
    user, attacker = new_user(), open_browser()
    answers = [attempt(attacker, user.username, "wrong", X_Forwarded_For=f"192.0.2.{n}") for n in range(FAILURES)]
    assert {answer.status_code for answer in answers} == {401}
    return user


def test_too_many_failures_are_answered_429_until_the_wait_is_over(open_browser, locked):
    answer = open_browser().sign_in(locked.username, "wrong")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1
    assert "no-store" in answer.headers["Cache-Control"]
    assert html(answer).cssselect("p.error[role=alert]")
    right = attempt(open_browser(), locked.username, locked.password, X_Forwarded_For="198.51.100.7")
    assert right.status_code == 429
    assert open_browser().sign_in("nobody", "wrong").status_code == 401
