"""Malformed requests."""

from __future__ import annotations

import httpx2 as httpx

from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.user import Site

MEBIBYTE = 1024 * 1024
LARGEST = 2**63
DIGITS = "9" * 26


def malformed_json(site: Site) -> Finding:
    """Malformed JSON gets 4xx"""
    if not site.subject.reads_json:
        return does_not_apply("no JSON is read")
    user = site.as_user("manager")
    headers = {
        "X-CSRFToken": user.token(),
        "Content-Type": "application/json",
        "Origin": site.base_url,
    }
    response = user.request("POST", site.subject.api, content=b'{"title": ', headers=headers)
    return held_if(400 <= response.status_code < 500, response.status_code)


def json_without_a_field(site: Site) -> Finding:
    """JSON without a field that is needed gets 4xx"""
    if not site.subject.reads_json:
        return does_not_apply("no JSON is read")
    response = site.as_user("manager").api("POST", site.subject.api, json={"title": "Of no author"})
    return held_if(400 <= response.status_code < 500, response.status_code)


def form_without_a_field(site: Site) -> Finding:
    """A form without a field that is needed is no server error"""
    user = site.as_user()
    page = user.get(site.subject.password_page)
    name, token = user.hidden_token(page, site.subject.password_form)
    response = user.post(site.subject.password_form, {name: token} if name else {})
    return held_if(response.status_code < 500, response.status_code)


def body_too_large(site: Site) -> Finding:
    """A form of more than 1 MiB gets 4xx"""
    # A sign-in that is read and refused may be 4xx too
    read, large, larger = (sign_in_of(site, size) for size in (1, MEBIBYTE + 1, 3 * MEBIBYTE))
    refused = {str(status) for status in range(400, 500)} - {read}
    return held_if({large, larger} <= refused, f"{large}; of 3 MiB: {larger}")


def sign_in_of(site: Site, size: int) -> str:
    """The status for a user name of that many characters."""
    user = site.user()
    page = user.get(site.subject.login)
    try:
        response = user.submit(page, site.subject.login, username="x" * size, password="x")
    except httpx.TransportError:
        return "no response"
    return str(response.status_code)


def numbers_too_large(site: Site) -> Finding:
    """A page number of 26 digits and an id of 2⁶³ are no server error"""
    user = site.as_user("manager")
    page = user.get(site.subject.books, page=DIGITS).status_code
    ids = [user.get(address.format(LARGEST)).status_code for address in site.subject.numbered]
    return held_if(max(page, *ids) < 500, f"page {page}, id {max(ids)}")


def unknown_methods(site: Site) -> Finding:
    """`TRACE` and made-up methods get 405"""
    user = site.as_user("manager")
    paths = (site.subject.books, site.subject.api, *site.subject.admin)
    # With its token: what is refused is refused for the method
    headers = {"X-CSRFToken": user.token(), "Origin": site.base_url}
    responses = {
        (method, user.request(method, path, headers=headers).status_code)
        for method in ("TRACE", "BREW")
        for path in paths
    }
    heard = sorted(f"{method} {status}" for method, status in responses if status != 405)
    return held_if(not heard, ", ".join(heard) or 405)


ROWS = (
    malformed_json,
    json_without_a_field,
    form_without_a_field,
    body_too_large,
    numbers_too_large,
    unknown_methods,
)
