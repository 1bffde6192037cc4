"""A user who has forgotten the password sets a new one by a link in a mail, and nobody learns which
accounts exist."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser, Response, html
from shared_tests.harness.invariants import protected
from shared_tests.harness.servers import Server

NEW = "orchid-lantern-58-river"


def ask(browser: Browser, name: str) -> Response:
    return browser.submit(browser.get("/password-reset/"), "/password-reset/", email=name)


def opened(browser: Browser, link: str) -> Response:
    """The page of a link, directly or after a redirect that removes the token from the address."""
    page = browser.get(link)
    return browser.follow(page) if page.is_redirect else page


def set_password(browser: Browser, link: str, new: str = NEW, again: str = "") -> Response:
    page = opened(browser, link)
    return browser.submit(page, page.url.path, new_password1=new, new_password2=again or new)


def test_a_link_comes_by_mail_and_sets_a_new_password(open_browser, known, mailbox):
    user, address = known()
    assert ask(open_browser(), user.username).headers["Location"] == "/password-reset/sent/"
    (mail,) = mailbox.to(address)
    assert mail["From"] == "desk@library.example"
    assert user.username in mail.get_content()
    assert set_password(open_browser(), mailbox.link(address)).headers["Location"] == "/login/"
    assert open_browser().sign_in(user.username, user.password).status_code == 401
    assert open_browser().sign_in(user.username, NEW).status_code == 302


def test_an_address_finds_its_user_in_whatever_letters(anonymous: Browser, known, mailbox):
    _, address = known()
    ask(anonymous, f" {address.upper()} ")
    assert set_password(anonymous, mailbox.link(address)).status_code == 302


def test_nobody_learns_whether_there_is_such_a_user(
    anonymous: Browser, admin, manager, known, mailbox
):
    (user, address), (inactive, other) = known(), known()
    admin.change_user(manager, inactive.username, active=False)
    responses = [
        ask(anonymous, name) for name in ("nobody-at-all", inactive.username, other, user.username)
    ]
    assert {
        (response.status_code, response.headers["Location"], response.text)
        for response in responses
    } == {(302, "/password-reset/sent/", responses[0].text)}
    assert anonymous.get("/password-reset/sent/").status_code == 200
    mailbox.to(address)
    assert not [mail for mail in mailbox.mails if mail["To"] == other]


def test_a_link_is_good_once(anonymous: Browser, known, mailbox):
    user, address = known()
    ask(anonymous, user.username)
    link = mailbox.link(address)
    assert opened(anonymous, link).status_code == 200
    assert set_password(anonymous, link).status_code == 302
    assert opened(anonymous, link).status_code == 404


def test_a_link_is_dead_after_another_change_of_the_password(
    anonymous: Browser, open_browser, known, mailbox
):
    (user, address), browser = known(), open_browser()
    browser.sign_in(user.username, user.password)
    ask(anonymous, user.username)
    page, link = browser.get("/account/"), mailbox.link(address)
    assert opened(anonymous, link).status_code == 200
    fields = {"old_password": user.password, "new_password1": NEW, "new_password2": NEW}
    assert browser.submit(page, "/account/password/", **fields).status_code == 302
    assert opened(anonymous, link).status_code == 404


def test_a_new_password_ends_all_sessions(anonymous: Browser, open_browser, known, mailbox):
    (user, address), browser = known(), open_browser()
    browser.sign_in(user.username, user.password)
    ask(anonymous, user.username)
    assert browser.get("/account/").status_code == 200
    assert set_password(anonymous, mailbox.link(address)).status_code == 302
    assert [one.get("/account/").status_code for one in (browser, anonymous)] == [302, 302]


@pytest.mark.parametrize(("new", "again"), [("x7!kQ", ""), ("password123", ""), (NEW, NEW + "x")])
def test_the_rules_for_passwords_hold_here_too(
    anonymous: Browser, known, mailbox, new: str, again: str
):
    user, address = known()
    ask(anonymous, user.username)
    response = set_password(anonymous, mailbox.link(address), new, again)
    assert (response.status_code, new in response.text) == (422, False)
    assert html(response).cssselect("ul.errorlist li")
    assert set_password(anonymous, mailbox.link(address)).status_code == 302


def test_the_sixth_request_for_a_name_must_wait_and_no_other(open_browser, known, mailbox):
    user, address = known()
    spellings = [user.username, user.username.upper(), f" {user.username}", *[user.username] * 3]
    responses = [ask(open_browser(), name) for name in spellings]
    assert [response.status_code for response in responses] == [302] * 5 + [429]
    assert int(responses[-1].headers["Retry-After"]) in range(1, 3601)
    assert html(responses[-1]).cssselect("p.error[role=alert]")
    assert ask(open_browser(), "somebody-else").status_code == 302
    assert len(mailbox.to(address, 4)) == 4


def test_the_host_of_the_request_does_not_decide_where_the_link_leads(
    anonymous: Browser, known, mailbox
):
    user, address = known()
    page = anonymous.request("GET", "/password-reset/", headers={"Host": "localhost:1"})
    fields = {**dict(html(page).forms[-1].form_values()), "email": user.username}
    headers = {
        "Host": "localhost:1",
        "Origin": "http://localhost:1",
        "Cookie": page.headers["Set-Cookie"].split(";")[0],
    }
    assert (
        anonymous.request("POST", "/password-reset/", data=fields, headers=headers).status_code
        == 302
    )
    assert opened(anonymous, mailbox.link(address)).status_code == 200


def test_the_page_of_a_link_gives_the_token_to_nobody(anonymous: Browser, known, mailbox):
    user, address = known()
    ask(anonymous, user.username)
    link = mailbox.link(address)
    for response in (anonymous.get(link), opened(anonymous, link)):
        protected(response)  # a strict Referrer-Policy is part of it
        assert {"private", "no-store"} <= {
            part.strip() for part in response.headers["Cache-Control"].split(",")
        }
    assert opened(anonymous, link[:-12] + "AAAAAAAAAAA/").status_code == 404


def test_a_reader_of_the_log_cannot_use_a_link(anonymous: Browser, known, mailbox, server: Server):
    user, address = known()
    ask(anonymous, user.username)
    link = mailbox.link(address)
    assert opened(anonymous, link).status_code == 200
    assert 'path="/password-reset/' in server.log()
    assert link.rstrip("/").rpartition("/")[2] not in server.log()
