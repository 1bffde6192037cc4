"""Bad bytes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx2 as httpx

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.visitor import Site
from shared_tests.harness.browser import form_of
from shared_tests.harness.implementations import PASSWORD

MEBIBYTE = 1024 * 1024
LARGEST = 2**63
DIGITS = "9" * 26


def malformed_json(site: Site) -> Finding:
    """Malformed JSON is answered 4xx"""
    visitor = site.as_user("manager")
    headers = {
        "X-CSRFToken": visitor.token(),
        "Content-Type": "application/json",
        "Origin": site.base_url,
    }
    answer = visitor.request("POST", site.subject.api, content=b'{"title": ', headers=headers)
    return held_if(400 <= answer.status_code < 500, answer.status_code)


def json_without_a_field(site: Site) -> Finding:
    """JSON without a field that is needed is answered 4xx"""
    answer = site.as_user("manager").api("POST", site.subject.api, json={"title": "Of no author"})
    return held_if(400 <= answer.status_code < 500, answer.status_code)


def form_without_a_field(site: Site) -> Finding:
    """A form without a field that is needed is no server error"""
    visitor = site.as_user()
    page = visitor.get(site.subject.password_page)
    name, token = visitor.hidden_token(page, site.subject.password_form)
    answer = visitor.post(site.subject.password_form, {name: token} if name else {})
    return held_if(answer.status_code < 500, answer.status_code)


def body_too_large(site: Site) -> Finding:
    """A form of more than 1 MiB is answered 413"""
    answers = []
    for size in (MEBIBYTE + 1, 3 * MEBIBYTE):
        visitor = site.visitor()
        page = visitor.get(site.subject.login)
        try:
            answer = visitor.submit(page, site.subject.login, username="x" * size, password="x")
            answers.append(str(answer.status_code))
        except httpx.TransportError:
            answers.append("no answer")
    refused = answers == ["413", "413"]
    return held_if(refused, "413" if refused else f"{answers[0]}; of 3 MiB: {answers[1]}")


def chunked_form(site: Site) -> Finding:
    """A form sent in chunks is read, or refused with 411"""
    visitor = site.visitor()
    shown = dict(form_of(visitor.get(site.subject.login), site.subject.login).form_values())
    body = urlencode(shown | {"username": "reader", "password": PASSWORD}).encode()

    def chunks() -> Iterator[bytes]:
        yield body

    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.base_url}
    answer = visitor.request("POST", site.subject.login, content=chunks(), headers=headers)
    fine = answer.status_code == 411 or visitor.is_signed_in()
    return held_if(fine, answer.status_code if fine else f"{answer.status_code}: taken for empty")


def numbers_too_large(site: Site) -> Finding:
    """A page number of 26 digits and an id of 2⁶³ are no server error"""
    visitor = site.as_user("manager")
    page = visitor.get(site.subject.books, page=DIGITS).status_code
    ids = [visitor.get(address.format(LARGEST)).status_code for address in site.subject.numbered]
    return held_if(max(page, *ids) < 500, f"page {page}, id {max(ids)}")


def unknown_methods(site: Site) -> Finding:
    """`TRACE` and made-up methods are answered 405"""
    visitor = site.as_user("manager")
    paths = (site.subject.books, site.subject.api)
    answers = {
        (method, visitor.request(method, path).status_code)
        for method in ("TRACE", "BREW")
        for path in paths
    }
    heard = sorted(f"{method} {status}" for method, status in answers if status != 405)
    return held_if(not heard, ", ".join(heard) or 405)


ROWS = (
    malformed_json,
    json_without_a_field,
    form_without_a_field,
    body_too_large,
    chunked_form,
    numbers_too_large,
    unknown_methods,
)
