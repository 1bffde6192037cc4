"""A signed-in user has an account page, signs out for good, and ends every other session by
changing the password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, html, text

NEW = "orchid-lantern-58-river"
BAD_PASSWORDS = {"short": "x7!kQ", "common": "password123"}


def change(browser: Browser, old: str, new: str, again: str | None = None) -> Response:
    fields = {
        "old_password": old,
        "new_password1": new,
        "new_password2": new if again is None else again,
    }
    return browser.submit(browser.get("/account/"), "/account/password/", **fields)


def test_a_visitor_is_sent_to_sign_in_and_back(visitor: Browser):
    answer = visitor.get("/account/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/account/")


@pytest.mark.parametrize("role", ["reader", "viewer", "editor", "manager"])
def test_it_shows_name_and_role(as_role, role: str):
    page = html(as_role(role).get("/account/"))
    assert page.cssselect("dd.role")[0].text_content() == role
    assert "/account/" in page.xpath("//header//a/@href")


def test_it_is_not_stored_by_caches(reader: Browser):
    answer = reader.get("/account/")
    assert {"private", "no-store"} <= {
        part.strip() for part in answer.headers["Cache-Control"].split(",")
    }
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("role", "shown"), [("reader", False), ("viewer", True), ("manager", True)]
)
def test_staff_alone_see_the_way_to_the_admin(as_role, role: str, shown: bool):
    assert ("/admin/" in html(as_role(role).get("/")).xpath("//header//a/@href")) is shown


def test_signing_out_leads_to_the_front_page(signed_in):
    browser = signed_in("reader")
    answer = browser.sign_out()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert browser.get("/account/").status_code == 302


def test_a_cookie_replayed_after_signing_out_is_anonymous(signed_in, open_browser):
    browser, thief = signed_in("reader"), open_browser()
    thief.take_cookies_of(browser)
    assert thief.get("/account/").status_code == 200
    browser.sign_out()
    assert thief.get("/account/").status_code == 302


def test_signing_out_by_a_link_is_not_possible(signed_in):
    browser = signed_in("reader")
    answer = browser.get("/logout/")
    assert (answer.status_code, "POST" in answer.headers["Allow"]) == (405, True)
    assert browser.get("/account/").status_code == 200


def test_signing_out_without_the_token_is_refused(signed_in):
    browser = signed_in("reader")
    assert browser.post("/logout/").status_code == 403
    assert browser.get("/account/").status_code == 200


@dataclass(frozen=True)
class Changed:
    """Somebody who has changed the password while signed in twice, and the cookies of the one
    session from before."""

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


def refused_fields(answer: Response) -> list[str]:
    return html(answer).xpath(
        "//ul[@class='errorlist'][li]/preceding-sibling::label[1]//input/@name"
    )


def test_the_old_password_is_asked_for(reader: Browser):
    answer = change(reader, "not the password", NEW)
    assert (answer.status_code, refused_fields(answer)) == (422, ["old_password"])


@pytest.mark.parametrize("bad", BAD_PASSWORDS.values(), ids=BAD_PASSWORDS)
def test_a_weak_password_is_refused(reader: Browser, password: str, bad: str):
    answer = change(reader, password, bad)
    assert answer.status_code == 422
    assert refused_fields(answer)


def test_a_password_like_the_user_name_is_refused(another):
    user = another("reader")
    assert change(user.browser, user.password, user.username + "1").status_code == 422


def test_two_new_passwords_that_differ_are_refused(reader: Browser, password: str):
    answer = change(reader, password, NEW, again=NEW + "x")
    assert (answer.status_code, refused_fields(answer)) == (422, ["new_password2"])


def test_each_empty_field_is_named(reader: Browser):
    answer = change(reader, "", "")
    assert (answer.status_code, refused_fields(answer)) == (
        422,
        ["old_password", "new_password1", "new_password2"],
    )


def test_a_refusal_shows_no_password(reader: Browser, password: str):
    answer = change(reader, password, NEW, again="something else 5")
    assert password not in answer.text
    assert NEW not in answer.text


def test_a_visitor_cannot_change_a_password(visitor: Browser):
    assert visitor.post("/account/password/").status_code == 403


def test_long_and_foreign_passwords_are_fine(open_browser, new_user):
    user, browser, long = new_user(), open_browser(), "Ünïcödé-비밀번호-" + "z4" * 56
    browser.sign_in(user.username, user.password)
    assert change(browser, user.password, long).status_code == 302
    assert open_browser().sign_in(user.username, long).status_code == 302


def test_a_deactivated_user_is_signed_out(
    open_browser, admin: AdminDriver, manager: Browser, new_user
):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    admin.change_user(manager, user.username, active=False)
    assert browser.get("/account/").status_code == 302


def test_a_deleted_user_is_signed_out(open_browser, admin: AdminDriver, manager: Browser, new_user):
    user, browser = new_user(), open_browser()
    browser.sign_in(user.username, user.password)
    admin.delete_user(manager, user.username)
    assert browser.get("/account/").status_code == 302


def test_a_new_role_takes_effect_at_once(
    open_browser, admin: AdminDriver, manager: Browser, new_user
):
    user, browser = new_user("reader"), open_browser()
    browser.sign_in(user.username, user.password)
    admin.change_user(manager, user.username, role="editor")
    assert "editor" in text(browser.get("/account/"))
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("spoilt", ["made up", "cut", "longer"])
def test_a_session_that_was_not_issued_is_anonymous(visitor: Browser, password: str, spoilt: str):
    visitor.sign_in("reader", password)
    change = {
        "made up": lambda v: v[:-4] + "AAAA",
        "cut": lambda v: v[:-4],
        "longer": lambda v: v + "x" * 3000,
    }[spoilt]
    spoilt_cookies = "; ".join(
        f"{name}={change(value)}" for name, value in visitor.http.cookies.items()
    )
    visitor.http.cookies.clear()
    assert (
        visitor.request("GET", "/account/", headers={"Cookie": spoilt_cookies}).status_code == 302
    )
