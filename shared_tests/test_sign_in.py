"""Signing in answers 302 or 401, gives a new session each time, and leads nowhere but to this
host."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, form_of, html


def cookies(browser: Browser) -> dict[str, str]:
    return dict(browser.http.cookies)


def test_the_page_shows_a_form_that_a_password_manager_understands(visitor: Browser):
    form = form_of(visitor.get("/login/"), "/login/")
    assert form.method == "POST"
    assert form.inputs["username"].get("autocomplete") == "username"
    assert form.inputs["password"].get("autocomplete") == "current-password"
    assert "onpaste" not in form.inputs["password"].attrib


def test_the_right_password_leads_to_the_account(visitor: Browser, password: str):
    answer = visitor.sign_in("reader", password)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    assert visitor.follow(answer).status_code == 200


@pytest.mark.parametrize("username", ["reader", "nobody"], ids=["wrong password", "unknown user"])
def test_a_wrong_sign_in_is_refused_with_401(visitor: Browser, username: str):
    answer = visitor.sign_in(username, "not the password")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Session realm="bookshelf"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_inactive_user_is_refused_with_401(
    visitor: Browser, admin: AdminDriver, manager: Browser, new_user
):
    user = new_user()
    admin.change_user(manager, user.username, active=False)
    assert visitor.sign_in(user.username, user.password).status_code == 401


def test_every_refusal_shows_the_same_page(
    open_browser, admin: AdminDriver, manager: Browser, new_user
):
    inactive = new_user()
    admin.change_user(manager, inactive.username, active=False)
    tries = [("reader", "wrong"), ("nobody", "wrong"), (inactive.username, inactive.password)]
    shown = set()
    for username, secret in tries:
        page = html(open_browser().sign_in(username, secret))
        for hidden in page.xpath("//input[@type='hidden' or @name='username']"):
            hidden.drop_tree()
        shown.add(page.text_content() + str(page.xpath("//main//@class")))
    assert len(shown) == 1


def test_a_refusal_shows_the_form_again_with_the_name_and_without_the_password(visitor: Browser):
    answer = visitor.sign_in("reader", "not the password")
    form = form_of(answer, "/login/")
    assert form.inputs["username"].value == "reader"
    assert "not the password" not in answer.text
    assert html(answer).cssselect("p.error[role=alert]")


def test_a_refused_visitor_can_try_again_with_the_form_that_is_shown(
    visitor: Browser, password: str
):
    refused = visitor.sign_in("reader", "wrong")
    assert visitor.submit(refused, "/login/", password=password).status_code == 302


def test_a_refused_visitor_is_not_signed_in(visitor: Browser):
    visitor.sign_in("reader", "wrong")
    assert visitor.get("/account/").status_code == 302


@pytest.mark.parametrize("missing", ["username", "password"])
def test_an_empty_field_is_refused_with_401(visitor: Browser, missing: str):
    fields = {"username": "reader", "password": "x"} | {missing: ""}
    assert visitor.submit(visitor.get("/login/"), "/login/", **fields).status_code == 401


def test_names_differ_by_case(visitor: Browser, password: str):
    assert visitor.sign_in("Reader", password).status_code == 401


def test_spaces_belong_to_the_password(visitor: Browser, password: str):
    assert visitor.sign_in("reader", password + " ").status_code == 401


def test_a_form_without_its_token_is_refused(visitor: Browser, password: str):
    visitor.get("/login/")
    assert visitor.post("/login/", {"username": "reader", "password": password}).status_code == 403
    assert visitor.get("/account/").status_code == 302


def test_a_form_from_another_site_is_refused(visitor: Browser, password: str):
    form = form_of(visitor.get("/login/"), "/login/")
    fields = dict(form.form_values()) | {"username": "reader", "password": password}
    answer = visitor.request(
        "POST", "/login/", data=fields, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_next_leads_to_the_page_that_asked(visitor: Browser, password: str):
    answer = visitor.sign_in("reader", password, next="/books/?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/books/?page=2")


@pytest.mark.parametrize(
    "target", ["?page=2", "books/", "", "/books/\u2028", "//evil.example"], ids=ascii
)
def test_next_that_is_no_path_of_ours_leads_to_the_account(
    visitor: Browser, password: str, target: str
):
    page = visitor.get("/login/", next=target)
    assert dict(form_of(page, "/login/").form_values())["next"] == ""
    answer = visitor.submit(page, "/login/", username="reader", password=password, next=target)
    assert answer.headers["Location"] == "/account/"


@pytest.mark.parametrize("wanted", ["/account/?a=b&c", "/exports/x/?a=%3F", "/account/"])
def test_who_reads_comes_back_after_signing_in(visitor: Browser, password: str, wanted: str):
    page = visitor.follow(visitor.get(wanted))
    assert (
        visitor.submit(page, "/login/", username="reader", password=password).headers["Location"]
        == wanted
    )


@pytest.mark.parametrize("action", ["/exports/", "/account/password/"])
def test_who_writes_comes_to_the_account_after_signing_in(
    visitor: Browser, password: str, action: str
):
    headers = {"X-CSRFToken": visitor.token(), "Origin": visitor.base_url}
    page = visitor.follow(visitor.request("POST", action, headers=headers))
    assert (
        visitor.submit(page, "/login/", username="reader", password=password).headers["Location"]
        == "/account/"
    )


def test_next_survives_a_refusal(visitor: Browser, password: str):
    refused = visitor.sign_in("reader", "wrong", next="/books/?page=2")
    answer = visitor.submit(refused, "/login/", username="reader", password=password)
    assert answer.headers["Location"] == "/books/?page=2"


def test_signing_in_gives_new_cookies(visitor: Browser, password: str):
    visitor.get("/login/")
    before = cookies(visitor)
    visitor.sign_in("reader", password)
    assert not set(before.values()) & set(cookies(visitor).values())


def test_signing_in_twice_ends_the_first_session(visitor: Browser, open_browser, password: str):
    visitor.sign_in("reader", password)
    thief = open_browser()
    thief.take_cookies_of(visitor)
    assert thief.get("/account/").status_code == 200
    visitor.sign_in("reader", password)
    assert thief.get("/account/").status_code == 302


def test_a_token_from_before_signing_in_is_dead_afterwards(visitor: Browser, password: str):
    old = visitor.get("/login/")
    visitor.submit(old, "/login/", username="reader", password=password)
    assert visitor.submit(old, "/login/", username="reader", password=password).status_code == 403


def test_the_page_sets_no_cookie_that_scripts_may_read(visitor: Browser, password: str):
    answer = visitor.sign_in("reader", password)
    for cookie in answer.headers.get_list("Set-Cookie"):
        flags = cookie.lower()
        assert "httponly" in flags
        assert "samesite=lax" in flags
        assert "path=/" in flags
        assert "domain" not in flags


@pytest.mark.parametrize("path", ["/", "/books/", "/books/pride-and-prejudice/", "/no-such-page/"])
def test_public_pages_set_no_cookie(visitor: Browser, path: str):
    assert "Set-Cookie" not in visitor.get(path).headers


def test_the_sign_in_page_is_not_stored(visitor: Browser):
    assert "no-store" in visitor.get("/login/").headers["Cache-Control"]
