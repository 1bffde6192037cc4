"""A sign-in gets 302 or 401, starts a new session each time, and redirects to this host alone."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, form_of, html


def cookies(browser: Browser) -> dict[str, str]:
    return dict(browser.http.cookies)


def test_the_page_shows_a_form_that_a_password_manager_understands(anonymous: Browser):
    form = form_of(anonymous.get("/login/"), "/login/")
    assert form.method == "POST"
    assert form.inputs["username"].get("autocomplete") == "username"
    assert form.inputs["password"].get("autocomplete") == "current-password"
    assert "onpaste" not in form.inputs["password"].attrib


def test_the_right_password_leads_to_the_account(anonymous: Browser, password: str):
    response = anonymous.sign_in("reader", password)
    assert (response.status_code, response.headers["Location"]) == (302, "/account/")
    assert anonymous.follow(response).status_code == 200


@pytest.mark.parametrize("username", ["reader", "nobody"], ids=["wrong password", "unknown user"])
def test_a_wrong_sign_in_is_refused_with_401(anonymous: Browser, username: str):
    response = anonymous.sign_in(username, "not the password")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Session realm="bookshelf"'
    assert "no-store" in response.headers["Cache-Control"]


def test_an_inactive_user_is_refused_with_401(
    anonymous: Browser, admin: AdminDriver, manager: Browser, new_user
):
    user = new_user()
    admin.change_user(manager, user.username, active=False)
    assert anonymous.sign_in(user.username, user.password).status_code == 401


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


def test_a_refusal_shows_the_form_again_with_the_name_and_without_the_password(anonymous: Browser):
    response = anonymous.sign_in("reader", "not the password")
    form = form_of(response, "/login/")
    assert form.inputs["username"].value == "reader"
    assert "not the password" not in response.text
    assert html(response).cssselect("p.error[role=alert]")


def test_after_a_refused_sign_in_the_form_shown_can_be_sent_again(
    anonymous: Browser, password: str
):
    refused = anonymous.sign_in("reader", "wrong")
    assert anonymous.submit(refused, "/login/", password=password).status_code == 302


def test_a_refused_client_is_not_signed_in(anonymous: Browser):
    anonymous.sign_in("reader", "wrong")
    assert anonymous.get("/account/").status_code == 302


@pytest.mark.parametrize("missing", ["username", "password"])
def test_an_empty_field_is_refused_with_401(anonymous: Browser, missing: str):
    fields = {"username": "reader", "password": "x"} | {missing: ""}
    assert anonymous.submit(anonymous.get("/login/"), "/login/", **fields).status_code == 401


def test_names_differ_by_case(anonymous: Browser, password: str):
    assert anonymous.sign_in("Reader", password).status_code == 401


def test_spaces_belong_to_the_password(anonymous: Browser, password: str):
    assert anonymous.sign_in("reader", password + " ").status_code == 401


def test_a_form_without_its_token_is_refused(anonymous: Browser, password: str):
    anonymous.get("/login/")
    assert (
        anonymous.post("/login/", {"username": "reader", "password": password}).status_code == 403
    )
    assert anonymous.get("/account/").status_code == 302


def test_a_form_from_another_site_is_refused(anonymous: Browser, password: str):
    form = form_of(anonymous.get("/login/"), "/login/")
    fields = dict(form.form_values()) | {"username": "reader", "password": password}
    response = anonymous.request(
        "POST", "/login/", data=fields, headers={"Origin": "https://evil.example"}
    )
    assert response.status_code == 403


@pytest.mark.parametrize("target", ["/books/?page=2", "/books/?q=a\\b"], ids=ascii)
def test_next_leads_to_the_requested_page(anonymous: Browser, password: str, target: str):
    response = anonymous.sign_in("reader", password, next=target)
    location = response.headers["Location"].replace("%5C", "\\")
    assert (response.status_code, location) == (302, target)


@pytest.mark.parametrize(
    "target", ["?page=2", "books/", "", "/books/\u2028", "//evil.example", "//"], ids=ascii
)
def test_next_that_is_not_a_path_of_this_site_leads_to_the_account(
    anonymous: Browser, password: str, target: str
):
    page = anonymous.get("/login/", next=target)
    assert dict(form_of(page, "/login/").form_values())["next"] == ""
    response = anonymous.submit(page, "/login/", username="reader", password=password, next=target)
    assert response.headers["Location"] == "/account/"


@pytest.mark.parametrize(
    "wanted",
    ["/account/?a=b&c", "/exports/x/?a=%3F", "/account/", "/account/?a=%5C", "/exports/a%3Fb%25/"],
)
def test_signing_in_leads_back_to_the_page_that_was_read(
    anonymous: Browser, password: str, wanted: str
):
    page = anonymous.follow(anonymous.get(wanted))
    assert (
        anonymous.submit(page, "/login/", username="reader", password=password).headers["Location"]
        == wanted
    )


@pytest.mark.parametrize("action", ["/exports/", "/account/password/"])
def test_signing_in_after_a_write_leads_to_the_account(
    anonymous: Browser, password: str, action: str
):
    headers = {"X-CSRFToken": anonymous.token(), "Origin": anonymous.base_url}
    page = anonymous.follow(anonymous.request("POST", action, headers=headers))
    assert (
        anonymous.submit(page, "/login/", username="reader", password=password).headers["Location"]
        == "/account/"
    )


def test_next_survives_a_refusal(anonymous: Browser, password: str):
    refused = anonymous.sign_in("reader", "wrong", next="/books/?page=2")
    response = anonymous.submit(refused, "/login/", username="reader", password=password)
    assert response.headers["Location"] == "/books/?page=2"


def test_signing_in_gives_new_cookies(anonymous: Browser, password: str):
    anonymous.get("/login/")
    before = cookies(anonymous)
    anonymous.sign_in("reader", password)
    assert not set(before.values()) & set(cookies(anonymous).values())


def test_signing_in_twice_ends_the_first_session(anonymous: Browser, open_browser, password: str):
    anonymous.sign_in("reader", password)
    thief = open_browser()
    thief.take_cookies_of(anonymous)
    assert thief.get("/account/").status_code == 200
    anonymous.sign_in("reader", password)
    assert thief.get("/account/").status_code == 302


def test_a_token_from_before_signing_in_is_dead_afterwards(anonymous: Browser, password: str):
    old = anonymous.get("/login/")
    anonymous.submit(old, "/login/", username="reader", password=password)
    assert anonymous.submit(old, "/login/", username="reader", password=password).status_code == 403


def test_the_page_sets_no_cookie_that_scripts_may_read(anonymous: Browser, password: str):
    response = anonymous.sign_in("reader", password)
    for cookie in response.headers.get_list("Set-Cookie"):
        flags = cookie.lower()
        assert "httponly" in flags
        assert "samesite=lax" in flags
        assert "path=/" in flags
        assert "domain" not in flags


@pytest.mark.parametrize("path", ["/", "/books/", "/books/pride-and-prejudice/", "/no-such-page/"])
def test_public_pages_set_no_cookie(anonymous: Browser, path: str):
    assert "Set-Cookie" not in anonymous.get(path).headers


def test_the_sign_in_page_is_not_stored(anonymous: Browser):
    assert "no-store" in anonymous.get("/login/").headers["Cache-Control"]
