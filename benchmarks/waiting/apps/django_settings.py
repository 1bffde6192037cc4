"""What the Django applications here have in common, and the lists of middleware to serve them
with."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

USUAL = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""As ``startproject`` writes it."""
MIDDLEWARE = {
    "none": [],
    "usual": USUAL,
    "synchronous": [*USUAL, f"{__name__}.synchronous"],
}
# As Flask writes errors by itself
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"]},
}
Respond = Callable[[HttpRequest], HttpResponse]


def synchronous(get_response: Respond) -> Respond:
    """A middleware as most are written: it knows nothing of coroutines."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return middleware


def configure(urls: str) -> None:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=MIDDLEWARE[os.environ.get("WAITING_MIDDLEWARE", "none")],
        ROOT_URLCONF=urls,
        LOGGING=LOGGING,
        SECRET_KEY="of what is measured on the loopback alone",
    )
