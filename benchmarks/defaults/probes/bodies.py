"""Malformed requests."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx2 as httpx

from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.probes.injection import is_listed
from benchmarks.defaults.user import Site
from shared_tests.harness.browser import form_of
from shared_tests.harness.implementations import PASSWORD

MEBIBYTE = 1024 * 1024
LARGEST = 2**63
DIGITS = "9" * 26


def json_is_read(site: Site) -> Finding:
    """A book that is sent as JSON is stored"""
    manager = site.as_user("manager")
    book = site.subject.book("Sent as JSON")
    response = manager.api("POST", site.subject.api, json=book, Accept="application/json")
    stored = is_listed(manager, "Sent as JSON")
    return held_if(stored, response.status_code)


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
    """A form of more than 1 MiB gets 413"""
    responses = []
    for size in (MEBIBYTE + 1, 3 * MEBIBYTE):
        user = site.user()
        page = user.get(site.subject.login)
        try:
            response = user.submit(page, site.subject.login, username="x" * size, password="x")
            responses.append(str(response.status_code))
        except httpx.TransportError:
            responses.append("no response")
    refused = responses == ["413", "413"]
    return held_if(refused, "413" if refused else f"{responses[0]}; of 3 MiB: {responses[1]}")


def chunked_form(site: Site) -> Finding:
    """A form sent in chunks is read, or refused with 411"""
    user = site.user()
    shown = dict(form_of(user.get(site.subject.login), site.subject.login).form_values())
    typed = site.subject.named({"username": "reader", "password": PASSWORD})
    body = urlencode(shown | typed).encode()

    def chunks() -> Iterator[bytes]:
        yield body

    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.base_url}
    response = user.request("POST", site.subject.login, content=chunks(), headers=headers)
    fine = response.status_code == 411 or user.is_signed_in()
    return held_if(
        fine, response.status_code if fine else f"{response.status_code}: taken for empty"
    )


def numbers_too_large(site: Site) -> Finding:
    """A page number of 26 digits and an id of 2⁶³ are no server error"""
    user = site.as_user("manager")
    page = user.get(site.subject.books, page=DIGITS).status_code
    ids = [user.get(address.format(LARGEST)).status_code for address in site.subject.numbered]
    return held_if(max(page, *ids) < 500, f"page {page}, id {max(ids)}")


def unknown_methods(site: Site) -> Finding:
    """`TRACE` and made-up methods get 405"""
    user = site.as_user("manager")
    paths = (site.subject.books, site.subject.api)
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
    json_is_read,
    malformed_json,
    json_without_a_field,
    form_without_a_field,
    body_too_large,
    chunked_form,
    numbers_too_large,
    unknown_methods,
)
