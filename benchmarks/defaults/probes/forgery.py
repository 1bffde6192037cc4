"""Requests from other sites (CSRF)."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.defaults.finding import HELD, Finding, does_not_apply, held_if
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.browser import Response
from shared_tests.harness.implementations import PASSWORD

# The old password is wrong: what is not refused before that is not refused for where it came from.
FIELDS = {
    "old_password": "not the password",
    "new_password1": "violet-harbour-93",
    "new_password2": "violet-harbour-93",
}
# As from a proxy on the same host: gunicorn believes it, so each application takes the request for
# HTTPS. Over plain HTTP, Flask-WTF does not ask where a form comes from.
OVER_HTTPS = {"X-Forwarded-Proto": "https"}


def refused(response: Response) -> Finding:
    return held_if(response.status_code in (400, 403), response.status_code)


def send(
    user: SimulatedUser,
    fields: dict[str, str],
    origin: str = "",
    forwarded: Mapping[str, str] | None = None,
) -> Response:
    origin = origin or user.base_url
    headers = {"Origin": origin, "Referer": f"{origin}/", **(forwarded or {})}
    data = user.subject.named(FIELDS) | fields
    return user.request("POST", user.subject.password_form, data=data, headers=headers)


def form_without_its_token(site: Site) -> Finding:
    """A form without a token is refused"""
    return refused(send(site.as_user(), {}))


def form_from_another_origin(site: Site) -> Finding:
    """A form with its token, but from another `Origin`, is refused over HTTPS"""
    user = site.as_user()
    page = user.request("GET", site.subject.password_page, headers=OVER_HTTPS)
    name, token = user.hidden_token(page, site.subject.password_form)
    fields = {name: token} if name else {}
    own = site.base_url.replace("http://", "https://")
    if refused(send(user, fields, own, OVER_HTTPS)).verdict == HELD:
        raise RuntimeError("a form from the application's own origin is refused")
    return refused(send(user, fields, "https://evil.example", OVER_HTTPS))


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
