"""A form whose token is missing or invalid is refused and loses no input; few forms lose their
token at all."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.pages import token_field
from shared_tests.harness.browser import Browser, Response, form_of, html

OUT_OF_DATE = "This form was out of date. Nothing was done; send it again."
NEW = "orchid-lantern-58-river"
NEWER = "pebble-violin-31-harbour"
TOKENS = {"missing": None, "empty": "", "made up": "made-up", "of the right length": "x" * 64}


def sent_without_token(
    browser: Browser, page: Response, action: str, token: str | None, **fields: str
) -> Response:
    """Fill in a form and make its token invalid."""
    values = dict(form_of(page, action).form_values()) | fields
    name = token_field(page, action)
    del values[name]
    return browser.post(action, values if token is None else values | {name: token})


def alerts(page: Response) -> list[str]:
    return [one.text_content().strip() for one in html(page).cssselect("p.error[role=alert]")]


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_a_stale_sign_in_is_shown_again_with_the_name(
    anonymous: Browser, password: str, token: str | None
):
    fields = {"username": "reader", "password": password, "next": "/books/?page=2"}
    refused = sent_without_token(anonymous, anonymous.get("/login/"), "/login/", token, **fields)
    assert (refused.status_code, alerts(refused)) == (403, [OUT_OF_DATE])
    form = form_of(refused, "/login/")
    assert (form.fields["username"], form.fields["next"]) == ("reader", "/books/?page=2")
    assert password not in refused.text
    assert anonymous.get("/account/").status_code == 302
    again = anonymous.submit(refused, "/login/", password=password)
    assert (again.status_code, again.headers["Location"]) == (302, "/books/?page=2")


def test_a_sign_in_whose_cookie_is_gone_is_shown_again(anonymous: Browser, password: str):
    page = anonymous.get("/login/")
    anonymous.http.cookies.clear()
    refused = anonymous.submit(page, "/login/", username="reader", password=password)
    assert (refused.status_code, alerts(refused)) == (403, [OUT_OF_DATE])
    assert anonymous.submit(refused, "/login/", password=password).status_code == 302


def test_what_was_typed_as_a_name_is_text_in_the_form_that_is_shown_again(anonymous: Browser):
    name = '"><script>alert(1)</script>'
    refused = sent_without_token(
        anonymous, anonymous.get("/login/"), "/login/", "made-up", username=name, password="x"
    )
    assert form_of(refused, "/login/").fields["username"] == name
    assert not html(refused).xpath("//script[not(@src)]")


@pytest.mark.parametrize("token", [None, "made-up"], ids=["missing", "made up"])
def test_a_stale_new_password_is_not_taken_and_the_page_shown_again(
    anonymous: Browser, open_browser, new_user, token: str | None
):
    user = new_user()
    anonymous.sign_in(user.username, user.password)
    fields = {"old_password": user.password, "new_password1": NEW, "new_password2": NEW}
    refused = sent_without_token(
        anonymous, anonymous.get("/account/"), "/account/password/", token, **fields
    )
    assert (refused.status_code, alerts(refused)) == (403, [OUT_OF_DATE])
    assert user.password not in refused.text
    assert NEW not in refused.text
    assert anonymous.submit(refused, "/account/password/", **fields).status_code == 302
    assert open_browser().sign_in(user.username, NEW).status_code == 302


def test_a_stale_new_password_of_an_anonymous_user_gets_the_plain_page(anonymous: Browser):
    assert plain(anonymous.post("/account/password/", {"old_password": "x"}))


def plain(response: Response) -> bool:
    page = html(response)
    return (response.status_code, page.xpath("string(//h1)"), len(page.forms)) == (
        403,
        "Forbidden",
        0,
    )


@pytest.mark.parametrize("path", ["/login/", "/account/password/", "/logout/", "/exports/"])
def test_a_form_from_another_site_gets_the_plain_page(editor: Browser, path: str):
    headers = {"Origin": "https://evil.example", "X-CSRFToken": editor.token()}
    assert plain(editor.request("POST", path, data={"username": "typed"}, headers=headers))


@pytest.mark.parametrize("path", ["/logout/", "/exports/"])
def test_a_stale_form_in_which_nothing_is_typed_gets_the_plain_page(editor: Browser, path: str):
    assert plain(editor.post(path))


def test_forms_opened_before_a_new_password_still_work(anonymous: Browser, new_user):
    user = new_user()
    anonymous.sign_in(user.username, user.password)
    one, two = anonymous.get("/account/"), anonymous.get("/account/")
    fields = {"old_password": user.password, "new_password1": NEW, "new_password2": NEW}
    assert anonymous.submit(one, "/account/password/", **fields).status_code == 302
    fields = {"old_password": NEW, "new_password1": NEWER, "new_password2": NEWER}
    assert anonymous.submit(two, "/account/password/", **fields).status_code == 302
    assert anonymous.submit(two, "/logout/").status_code == 302
    assert anonymous.sign_in(user.username, NEWER).status_code == 302


def test_a_manager_s_own_new_password_ends_the_other_sessions_alone(
    open_browser, admin: AdminDriver, new_user
):
    user, here, there = new_user("manager"), open_browser(), open_browser()
    for browser in (here, there):
        browser.sign_in(user.username, user.password)
    assert admin.set_password(here, user.username, NEW).status_code == 302
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    # The forms of this session still work
    assert admin.add_author(here, "", "").status_code == 200


def test_signing_out_twice_is_no_error(signed_in):
    browser = signed_in("reader")
    page = browser.get("/account/")
    for _ in range(2):
        response = browser.submit(page, "/logout/")
        assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert browser.get("/account/").status_code == 302
