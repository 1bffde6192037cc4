"""Requests from other sites (CSRF)."""

from __future__ import annotations

from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.browser import Response
from shared_tests.harness.implementations import PASSWORD

# The old password is wrong: what is not refused before that is not refused for where it came from.
FIELDS = {
    "old_password": "not the password",
    "new_password1": "violet-harbour-93",
    "new_password2": "violet-harbour-93",
}


def refused(response: Response) -> Finding:
    return held_if(response.status_code in (400, 403), response.status_code)


def send(user: SimulatedUser, fields: dict[str, str], origin: str = "") -> Response:
    headers = {"Origin": origin or user.base_url, "Referer": f"{origin or user.base_url}/"}
    data = user.subject.named(FIELDS) | fields
    return user.request("POST", user.subject.password_form, data=data, headers=headers)


def form_without_its_token(site: Site) -> Finding:
    """A form without a token is refused"""
    return refused(send(site.as_user(), {}))


def form_from_another_origin(site: Site) -> Finding:
    """A form with its token, but from another `Origin`, is refused"""
    user = site.as_user()
    page = user.get(site.subject.password_page)
    name, token = user.hidden_token(page, site.subject.password_form)
    return refused(send(user, {name: token} if name else {}, "https://evil.example"))


def token_from_before_the_sign_in(site: Site) -> Finding:
    """A token from before the sign-in is refused after it"""
    user = site.user()
    name, token = user.hidden_token(user.get(site.subject.login), site.subject.login)
    if not name:
        return does_not_apply("no token")
    user.sign_in("reader", PASSWORD)
    return refused(send(user, {name: token}))


def link_changes_nothing(site: Site) -> Finding:
    """A link (`GET`) signs nobody out"""
    user = site.signed_in()
    response = user.get(site.subject.logout)
    still = user.is_signed_in()
    return held_if(still, response.status_code if still else f"{response.status_code}, signed out")


ROWS = (
    form_without_its_token,
    form_from_another_origin,
    token_from_before_the_sign_in,
    link_changes_nothing,
)
