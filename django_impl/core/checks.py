"""Our checks of `check --deploy`; each message names the variable to change."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, Warning, register
from django.db import Error

from core import health, outages
from core.environment import DAY, DEVELOPMENT_KEY, is_redis, is_sqlite

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
FEW_CHARACTERS = 10
FEWEST_ROUNDS = 600_000  # of PBKDF2 with SHA-256, by OWASP ASVS 5
SHORTEST_LEASE = 10  # seconds
LONGEST_LIFETIME_DAYS = 400  # the maximum that browsers keep a cookie


def of_access() -> Iterator[CheckMessage]:
    """Access and disclosure."""
    if settings.DEBUG:
        yield Warning(
            "BOOKSHELF_DEBUG is on: errors show the source to everybody.", id="bookshelf.W001"
        )
    if settings.SECRET_KEY == DEVELOPMENT_KEY or len(set(settings.SECRET_KEY)) < FEW_CHARACTERS:
        yield Warning("BOOKSHELF_SECRET_KEY can be guessed.", id="bookshelf.W002")
    if not settings.TLS:
        yield Warning("BOOKSHELF_TLS is off: cookies travel in the clear.", id="bookshelf.W003")
    if "*" in settings.ALLOWED_HOSTS or set(settings.ALLOWED_HOSTS) <= LOCAL:
        yield Warning(
            "BOOKSHELF_ALLOWED_HOSTS should name the site's own hosts alone.", id="bookshelf.W004"
        )
    if settings.FAULT_ROUTES:
        yield Warning(
            "BOOKSHELF_FAULT_ROUTES is on: anybody can raise errors at /fail/.", id="bookshelf.W005"
        )
    if not settings.SECURE_CSP or not any("csp" in name.lower() for name in settings.MIDDLEWARE):
        yield Warning("No Content-Security-Policy is sent.", id="bookshelf.W006")


def of_limits() -> Iterator[CheckMessage]:
    """Limits."""
    if settings.SESSION_COOKIE_AGE > settings.SESSION_LIFETIME:
        yield Warning(
            "BOOKSHELF_SESSION_IDLE is longer than BOOKSHELF_SESSION_LIFETIME.", id="bookshelf.W008"
        )
    if settings.SESSION_LIFETIME > LONGEST_LIFETIME_DAYS * DAY:
        yield Warning(
            f"BOOKSHELF_SESSION_LIFETIME is over {LONGEST_LIFETIME_DAYS} days.", id="bookshelf.W009"
        )
    if 0 < settings.PASSWORD_ROUNDS < FEWEST_ROUNDS:
        yield Warning(f"BOOKSHELF_PASSWORD_ROUNDS is under {FEWEST_ROUNDS:,}.", id="bookshelf.W014")
    if settings.EXPORT_LEASE < SHORTEST_LEASE:
        yield Warning(
            f"BOOKSHELF_EXPORT_LEASE is under {SHORTEST_LEASE} s: a worker that is only slow "
            "loses its exports.",
            id="bookshelf.W012",
        )
    if is_sqlite(settings.DATABASE_URL) and is_redis(settings.BROKER_URL):
        yield Warning(
            "BOOKSHELF_BROKER_URL is Redis, for workers on other hosts, which SQLite has no room "
            "for.",
            id="bookshelf.W013",
        )


def of_the_database() -> Iterator[CheckMessage]:
    try:
        if health.lacks_migrations():
            yield Warning(
                "The database lacks migrations: run manage.py migrate.", id="bookshelf.W015"
            )
    except Error as error:
        if not outages.is_for_the_operator(error):
            raise
        yield Warning(f"The database does not serve: {outages.reason(error)}", id="bookshelf.W016")


def of_scale() -> Iterator[CheckMessage]:
    """Remarks that are not security problems."""
    if is_sqlite(settings.DATABASE_URL):
        yield Info(
            "BOOKSHELF_DATABASE_URL is SQLite: one machine, one writer at a time.",
            id="bookshelf.I007",
        )
    if settings.TLS and not settings.TRUSTED_PROXIES:
        yield Info(
            "BOOKSHELF_TRUSTED_PROXIES is 0: behind a proxy all clients have one address.",
            id="bookshelf.I010",
        )
    if not settings.BROKER_URL:
        yield Info(
            "BOOKSHELF_BROKER_URL is not set: the web processes write the exports.",
            id="bookshelf.I011",
        )


@register(Tags.security, deploy=True)
def safe_to_serve(**kwargs: Any) -> list[CheckMessage]:
    return [*of_access(), *of_limits(), *of_the_database(), *of_scale()]
