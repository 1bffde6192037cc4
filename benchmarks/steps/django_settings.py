"""Django's steps: the project's own settings with their lists reduced to the step in the
environment."""

from __future__ import annotations

import os

from benchmarks.steps.steps import STEP, STEPS
from config import settings as project  # type: ignore[import-not-found]
from config.settings import *  # type: ignore[import-not-found]  # noqa: F403

REACHED = STEPS[: int(os.environ[STEP])]
ADDED_BY = {
    "core.addresses.SlashMiddleware": "framework",  # without it, a response has no Content-Length
    "django.contrib.sessions.middleware.SessionMiddleware": "sessions and sign-in",
    "django.contrib.auth.middleware.AuthenticationMiddleware": "sessions and sign-in",
    "accounts.sessions.SignedInMiddleware": "sessions and sign-in",
    "django.contrib.auth.context_processors.auth": "sessions and sign-in",
    "django.template.context_processors.request": "templates",
    "django.middleware.csrf.CsrfViewMiddleware": "CSRF",
    "django.middleware.security.SecurityMiddleware": "headers and checks",
    "django.middleware.csp.ContentSecurityPolicyMiddleware": "headers and checks",
    "csp.middleware.CSPMiddleware": "headers and checks",
    "django.middleware.clickjacking.XFrameOptionsMiddleware": "headers and checks",
    "core.middleware.GuardMiddleware": "headers and checks",
    "core.middleware.MethodMiddleware": "headers and checks",
}
"""Other entries come with the last step, which is the project itself."""


def reached(names: list[str]) -> list[str]:
    """The project's entries that the steps so far have added, in the project's order."""
    return [name for name in names if ADDED_BY.get(name) in REACHED]


MIDDLEWARE = reached(project.MIDDLEWARE)
TEMPLATES = [
    one | {"OPTIONS": {"context_processors": reached(one["OPTIONS"]["context_processors"])}}
    for one in project.TEMPLATES
]
INSTALLED_APPS = [
    name for name in project.INSTALLED_APPS if "Admin" not in name and "ORM" in REACHED
]
if "ORM" in REACHED:
    # Only the admin's table of changes, which the API's module writes: no page is registered.
    INSTALLED_APPS.append("django.contrib.admin.apps.SimpleAdminConfig")
DATABASES = project.DATABASES if "ORM" in REACHED else {}
ROOT_URLCONF = "benchmarks.steps.django_urls"
LOGGING: dict[str, object] = {}  # Django's own
