"""A user changes the password on the account page. This ends every other session; a weak password
is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, html

NEW = "orchid-lantern-58-river"
BAD_PASSWORDS = {"short": "x7!kQ", "common": "password123"}


def change(browser: Browser, old: str, new: str, again: str | None = None) -> Response:
    fields = {
        "old_password": old,
        "new_password1": new,
        "new_password2": new if again is None else again,
    }
    return browser.submit(browser.get("/account/"), "/account/password/", **fields)


@dataclass(frozen=True)
class Changed:
    """A user who was signed in twice and has changed the password in one session, and the former
    cookies of that session."""

    username: str
    former: str
    here: Browser
    there: Browser
    thief: Browser


@pytest.fixture(scope="module")
def changed(
    admin: AdminDriver, manager: Browser, open_browser, worker_id: str
) -> Iterator[Changed]:
    user = Changed(
        f"changed-{worker_id}", "violet-harbour-93-lantern", *(open_browser() for _ in range(3))
    )
    assert admin.add_user(manager, user.username, user.former, "reader").status_code == 302
    for browser in (user.here, user.there):
        assert browser.sign_in(user.username, user.former).status_code == 302
    user.thief.take_cookies_of(user.here)
    assert change(user.here, user.former, NEW).status_code == 302
    yield user
    admin.delete_user(manager, user.username)


def test_a_new_password_replaces_the_old_one(open_browser, changed: Changed):
    assert open_browser().sign_in(changed.username, changed.former).status_code == 401
    assert open_browser().sign_in(changed.username, NEW).status_code == 302


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(changed: Changed):
    assert changed.here.get("/account/").status_code == 200
    assert changed.there.get("/account/").status_code == 302


def test_a_new_password_gives_this_session_a_new_id(changed: Changed):
    assert changed.thief.get("/account/").status_code == 302


def refused_fields(response: Response) -> list[str]:
    return html(response).xpath(
        "//ul[@class='errorlist'][li]/preceding-sibling::label[1]//input/@name"
    )


def test_the_old_password_is_required(reader: Browser):
    response = change(reader, "not the password", NEW)
    assert (response.status_code, refused_fields(response)) == (422, ["old_password"])


@pytest.mark.parametrize("bad", BAD_PASSWORDS.values(), ids=BAD_PASSWORDS)
def test_a_weak_password_is_refused(reader: Browser, password: str, bad: str):
    response = change(reader, password, bad)
    assert response.status_code == 422
    assert refused_fields(response)


def test_a_password_like_the_user_name_is_refused(another):
    user = another("reader")
    assert change(user.browser, user.password, user.username + "1").status_code == 422


def test_two_new_passwords_that_differ_are_refused(reader: Browser, password: str):
    response = change(reader, password, NEW, again=NEW + "x")
    assert (response.status_code, refused_fields(response)) == (422, ["new_password2"])


def test_each_empty_field_is_named(reader: Browser):
    response = change(reader, "", "")
    assert (response.status_code, refused_fields(response)) == (
        422,
        ["old_password", "new_password1", "new_password2"],
    )


def test_a_refusal_shows_no_password(reader: Browser, password: str):
    response = change(reader, password, NEW, again="something else 5")
    assert password not in response.text
    assert NEW not in response.text


def test_an_anonymous_user_cannot_change_a_password(anonymous: Browser):
    assert anonymous.post("/account/password/").status_code == 403


def test_long_and_foreign_passwords_are_fine(open_browser, new_user):
    user, browser, long = new_user(), open_browser(), "Ünïcödé-비밀번호-" + "z4" * 56
    browser.sign_in(user.username, user.password)
    assert change(browser, user.password, long).status_code == 302
    assert open_browser().sign_in(user.username, long).status_code == 302
