"""Signing in."""

from __future__ import annotations

import re

from benchmarks.defaults.finding import Finding, held_if
from benchmarks.defaults.probes.redirects import next_stays_here
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.browser import Response, html
from shared_tests.harness.implementations import PASSWORD

TRIES = 15
GUESSED, GUESSES = "viewer", 22


def guess(user: SimulatedUser, page: Response, username: str) -> Response:
    return user.submit(page, user.subject.login, username=username, password="not the password")


def refused_sign_in_is_401(site: Site) -> Finding:
    """A refused sign-in is answered 401, with `WWW-Authenticate`"""
    response = site.user().sign_in("manager", "not the password")
    return held_if(
        response.status_code == 401 and "WWW-Authenticate" in response.headers, response.status_code
    )


def unknown_user_is_told_the_same(site: Site) -> Finding:
    """A wrong password and an unknown user are told the same"""
    said = set()
    for username in ("manager", "nobody"):
        page = html(site.user().sign_in(username, "not the password"))
        said.add(" ".join(page.text_content().split()))
    return held_if(len(said) == 1, "the same" if len(said) == 1 else "told apart")


def unknown_user_takes_as_long(site: Site) -> Finding:
    """An unknown user takes as long to refuse as a wrong password"""
    user = site.user()
    page = user.get(site.subject.login)
    known = unknown = float("inf")
    # What disturbs a try only adds: another round may find less
    for username in (GUESSED, "editor", "manager"):
        for _ in range(TRIES):
            known = min(known, guess(user, page, username).elapsed.total_seconds())
            unknown = min(unknown, guess(user, page, f"not-{username}").elapsed.total_seconds())
        if alike := 0.75 <= unknown / known <= 1.33:
            break
    return held_if(alike, f"{unknown / known:.2f} × the time")


def hashes_are_slow(site: Site) -> Finding:
    """Password hashes cost what OWASP ASVS 5 asks for"""
    ((stored,),) = site.ask(site.subject.hash_query, "manager")
    scrypt = re.match(r"scrypt:(\d+):8:1\$", stored)
    pbkdf2 = re.match(r"pbkdf2(?::|_)sha256(?::|\$)(\d+)\$", stored)
    if scrypt:
        return held_if(int(scrypt[1]) >= 2**17, f"scrypt, N={scrypt[1]}")
    if pbkdf2:
        return held_if(int(pbkdf2[1]) >= 600_000, f"PBKDF2, {int(pbkdf2[1]):,} rounds")
    raise LookupError(f"a hash of a kind that is not known here: {stored.partition('$')[0]}")


def common_password_is_refused(site: Site) -> Finding:
    """`password` is refused as a new password"""
    user = site.signed_in()
    response = user.change_password(PASSWORD, "password")
    if changed := response.is_redirect:
        user.change_password("password", PASSWORD)
    return held_if(not changed, "taken" if changed else "refused")


def guessing_is_ended(site: Site) -> Finding:
    """Guessing one password is ended with 429 and `Retry-After`"""
    user = site.user()
    page = user.get(site.subject.login)
    # Those that were timed are guesses too.
    responses = [guess(user, page, GUESSED) for _ in range(GUESSES - TRIES)]
    ended = [
        response
        for response in responses
        if response.status_code == 429 and "Retry-After" in response.headers
    ]
    return held_if(
        ended, f"429 after {GUESSES - len(ended)}" if ended else f"{GUESSES} guesses, all heard"
    )


ROWS = (
    refused_sign_in_is_401,
    unknown_user_is_told_the_same,
    unknown_user_takes_as_long,
    hashes_are_slow,
    common_password_is_refused,
    guessing_is_ended,
    next_stays_here,
)
