"""Signing in."""

from __future__ import annotations

import re
from itertools import product

from benchmarks.common.measures import median
from benchmarks.defaults.finding import Finding, does_not_apply, held_if
from benchmarks.defaults.probes.redirects import line_break_in_next, next_stays_here
from benchmarks.defaults.user import SimulatedUser, Site
from shared_tests.harness.browser import Response, html
from shared_tests.harness.implementations import PASSWORD

TRIES, TRIES_COUNTED = 15, 5
GUESSED, GUESSES = "viewer", 62
ENDED = {403, 429}
"""The responses that end guessing."""


def guess(user: SimulatedUser, page: Response, username: str) -> Response:
    return user.submit(page, user.subject.login, username=username, password="not the password")


def unknown_user_is_told_the_same(site: Site) -> Finding:
    """A wrong password and an unknown user get the same response"""
    said = set()
    for username in ("manager", "nobody"):
        page = html(site.user().sign_in(username, "not the password"))
        said.add(" ".join(page.text_content().split()))
    return held_if(len(said) == 1, "the same" if len(said) == 1 else "they differ")


def unknown_user_takes_as_long(site: Site) -> Finding:
    """An unknown user takes as long to refuse as a wrong password"""
    tries = TRIES_COUNTED if site.subject.counts_failures else TRIES
    ratios: list[float] = []
    alike = False
    for username, number in product((GUESSED, "editor", "manager"), range(1, tries + 1)):
        site.forget_failures()
        if site.subject.counts_failures:
            site.signed_in()  # what a first sign-in loads is no part of either time
        user = site.user()
        page = user.get(site.subject.login)
        names = [username, f"not-{username}"]
        order = names if number % 2 else names[::-1]  # the first of two is often the slower one
        tried = {name: guess(user, page, name) for name in order}
        if any(one.status_code in ENDED for one in tried.values()):
            continue  # no password was checked
        known, unknown = (tried[name].elapsed for name in names)
        ratios.append(unknown / known)
        if (alike := 0.75 <= median(ratios) <= 1.33) and number >= TRIES_COUNTED:
            break
    if not ratios:
        raise LookupError("guessing was ended before a password was checked")
    return held_if(alike, f"{median(ratios):.2f} × the time")


def hashes_are_slow(site: Site) -> Finding:
    """Password hashes cost what OWASP ASVS 5 asks for"""
    ((stored,),) = site.ask(site.subject.hash_query, "manager")
    scrypt = re.match(r"scrypt:(\d+):8:1\$", stored)
    pbkdf2 = re.match(r"pbkdf2(?::|_)sha256(?::|\$)(\d+)\$", stored)
    argon2 = re.match(r"\$argon2id\$v=\d+\$m=(\d+),t=(\d+),", stored)
    if scrypt:
        return held_if(int(scrypt[1]) >= 2**17, f"scrypt, N={scrypt[1]}")
    if argon2:  # the least that ASVS names: 19 MiB twice, or 46 MiB once
        kibibytes, passes = int(argon2[1]), int(argon2[2])
        held = kibibytes >= 47104 or (kibibytes >= 19456 and passes >= 2)
        return held_if(held, f"Argon2id, {kibibytes:,} KiB, {passes} passes")
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
    """Guessing one password is ended: 429, or 403"""
    user = site.user()
    page = user.get(site.subject.login)
    for number in range(GUESSES):
        response = guess(user, page, GUESSED)
        if response.status_code in ENDED:
            site.refusal, site.others_come_in = response, comes_in(site.user())
            return held_if(True, f"{response.status_code} after {number}")
    return held_if(False, f"{GUESSES} guesses, all checked")


def comes_in(other: SimulatedUser) -> bool:
    if other.get(other.subject.login).status_code == 200:  # the page itself may be refused
        other.sign_in("reader", PASSWORD)
    return other.is_signed_in()


def others_are_not_kept_out(site: Site) -> Finding:
    """Ending it keeps out no other user at that address"""
    if site.refusal is None:
        return does_not_apply("guessing is not ended")
    return held_if(site.others_come_in, "come in" if site.others_come_in else "kept out")


ROWS = (
    unknown_user_is_told_the_same,
    unknown_user_takes_as_long,
    hashes_are_slow,
    common_password_is_refused,
    guessing_is_ended,
    others_are_not_kept_out,
    next_stays_here,
    line_break_in_next,
)
