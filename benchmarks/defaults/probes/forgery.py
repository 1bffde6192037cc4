"""Requests from other sites (CSRF)."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.visitor import Site, Visitor
from shared_tests.harness.browser import Response
from shared_tests.harness.implementations import PASSWORD

# The old password is wrong: what is not refused before that is not refused for where it came from.
FIELDS = {
    "old_password": "not the password",
    "new_password1": "violet-harbour-93",
    "new_password2": "violet-harbour-93",
}


def refused(answer: Response) -> Finding:
    return held_if(answer.status_code in (400, 403), answer.status_code)


def send(visitor: Visitor, fields: dict[str, str], origin: str = "") -> Response:
    headers = {"Origin": origin or visitor.base_url, "Referer": f"{origin or visitor.base_url}/"}
    return visitor.request(
        "POST", visitor.subject.password_form, data=FIELDS | fields, headers=headers
    )


def form_without_its_token(site: Site) -> Finding:
    """A form without a token is refused"""
    return refused(send(site.as_user(), {}))


def form_from_another_origin(site: Site) -> Finding:
    """A form with its token, but from another `Origin`, is refused"""
    visitor = site.as_user()
    page = visitor.get(site.subject.password_page)
    name, token = visitor.hidden_token(page, site.subject.password_form)
    return refused(send(visitor, {name: token} if name else {}, "https://evil.example"))


def token_from_before_the_sign_in(site: Site) -> Finding:
    """A token from before the sign-in is refused after it"""
    visitor = site.visitor()
    name, token = visitor.hidden_token(visitor.get(site.subject.login), site.subject.login)
    if not name:
        return does_not_apply("no token")
    visitor.sign_in("reader", PASSWORD)
    return refused(send(visitor, {name: token}))


def link_changes_nothing(site: Site) -> Finding:
    """A link (`GET`) signs nobody out"""
    visitor = site.signed_in()
    answer = visitor.get(site.subject.logout)
    still = visitor.is_signed_in()
    return held_if(still, answer.status_code if still else f"{answer.status_code}, signed out")


ROWS = (
    form_without_its_token,
    form_from_another_origin,
    token_from_before_the_sign_in,
    link_changes_nothing,
)
