"""Bookshelf's own settings, with only these views and without its middleware,
but for what a sign-in needs."""

from __future__ import annotations

import os

from benchmarks.waiting.apps.django_settings import LOGGING as errors_to_console
from config.settings import *  # type: ignore[import-not-found]  # noqa: F403

SIGNING_IN = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
MIDDLEWARE = SIGNING_IN if os.environ.get("WAITING_MIDDLEWARE") == "signing in" else []
TEMPLATES: list[dict[str, object]] = []  # its error pages link to its other pages
LOGGING = errors_to_console
ROOT_URLCONF = os.environ["WAITING_URLS"]
