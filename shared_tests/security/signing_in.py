"""Signs in again and again with one form, as a client that guesses passwords does."""

from __future__ import annotations

import functools

from shared_tests.harness.browser import Browser, Response, form_of


def attempt(browser: Browser, username: str, password: str, **headers: str) -> Response:
    """A sign-in with the form that the page shows, with these headers of a proxy."""
    fields = form_shown_to(browser) | {"username": username, "password": password}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.request(
        "POST", "/login/", data=fields, headers={"Origin": browser.base_url} | named
    )


@functools.cache
def form_shown_to(browser: Browser) -> dict[str, str]:
    """The fields of the sign-in form, fetched once: the token stays valid while the client is
    signed out."""
    return dict(form_of(browser.get("/login/"), "/login/").form_values())
