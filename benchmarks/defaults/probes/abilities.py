"""Abilities."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.probes.admin import statuses, words
from benchmarks.defaults.probes.injection import is_listed
from benchmarks.defaults.user import Site
from shared_tests.harness.browser import form_of
from shared_tests.harness.implementations import PASSWORD, run


def refused_sign_in_is_401(site: Site) -> Finding:
    """A refused sign-in gets 401, with `WWW-Authenticate`"""
    response = site.user().sign_in("manager", "not the password")
    return held_if(
        response.status_code == 401 and "WWW-Authenticate" in response.headers, response.status_code
    )


def end_of_guessing_says_how_long(site: Site) -> Finding:
    """The response that ends guessing names the wait: 429 with `Retry-After`"""
    if site.refusal is None:
        return does_not_apply("guessing is not ended")
    status, wait = site.refusal.status_code, site.refusal.headers.get("Retry-After")
    return held_if(status == 429 and wait, f"{status}, {'with' if wait else 'no'} Retry-After")


def json_is_read(site: Site) -> Finding:
    """A book that is sent as JSON is stored"""
    manager = site.as_user("manager")
    book = site.subject.book("Sent as JSON")
    response = manager.api("POST", site.subject.api, json=book, Accept="application/json")
    stored = is_listed(manager, "Sent as JSON")
    return held_if(stored, response.status_code)


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


def admin_for_staff(site: Site) -> Finding:
    """There is an admin for staff"""
    if not site.subject.admin:
        return held_if(False, site.user().get("/admin/").status_code)
    found = statuses(site.as_user("manager"))
    return held_if(found == {200}, words(found))


def check_before_serving(site: Site) -> Finding:
    """A command says that this plain-HTTP set-up is not safe to serve"""
    implementation = site.subject.implementation
    done = run(implementation, *implementation.check, env=site.subject.env)
    missing = "No such command" in done.stderr
    return held_if(
        done.returncode == 1, "no such command" if missing else f"exit code {done.returncode}"
    )


ROWS = (
    refused_sign_in_is_401,
    end_of_guessing_says_how_long,
    json_is_read,
    chunked_form,
    admin_for_staff,
    check_before_serving,
)
