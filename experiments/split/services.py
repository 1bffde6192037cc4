"""The two services: the start on each side, their addresses, and the parts of the other."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = "whole"
SIDES = ("flask", "django")
ADMIN_DRIVERS = {
    "flask": "shared_tests.drivers.admin_flask:FlaskAdmin",
    "django": "shared_tests.drivers.admin_django:DjangoAdmin",
}


@dataclass(frozen=True)
class Service:
    """A part of the site with its own process."""

    pages: tuple[str, ...]
    """Some of its addresses; the other service has none of them."""
    variables: dict[str, dict[str, str]]
    """By side: the settings that make gunicorn serve this part, in addition to those of deploy/."""
    foreign: dict[str, tuple[str, ...]]
    """By side: modules and packages that only the other service may load."""


SERVICES = {
    "accounts": Service(
        pages=("/login/", "/logout/", "/account/", "/account/password/"),
        variables={
            "flask": {"SERVE_WSGI": "flask_impl:create_app(service='accounts')"},
            "django": {"DJANGO_SETTINGS_MODULE": "config.settings_accounts"},
        },
        foreign={
            "flask": (
                *(
                    f"flask_impl.{name}"
                    for name in ("admin", "api", "books", "catalogue", "exports", "models", "seed")
                ),
                *("flask_admin", "huey", "yaml"),
            ),
            "django": ("books", "exports", "accounts.admin", "core.admin", "django_tasks", "yaml"),
        },
    ),
    "catalogue": Service(
        pages=(
            "/",
            "/books/",
            "/books/emma/",
            "/exports/",
            "/api/books/",
            "/api/me/",
            "/api/openapi.json",
            "/admin/",
        ),
        variables={
            "flask": {"SERVE_WSGI": "flask_impl:create_app(service='catalogue')"},
            "django": {"DJANGO_SETTINGS_MODULE": "config.settings_catalogue"},
        },
        foreign={
            "flask": (
                "flask_impl.accounts.views",
                "flask_impl.accounts.throttling",
                "flask_limiter",
                "limits",
            ),
            "django": ("accounts.urls", "accounts.views", "accounts.throttling", "limits"),
        },
    ),
}

TABLES = {
    "flask": {"users", "sign_ins", "changes", "alembic_version"},
    "django": {
        *(
            "accounts_user",
            "accounts_user_groups",
            "accounts_user_user_permissions",
            "django_session",
        ),
        *(
            "auth_group",
            "auth_group_permissions",
            "auth_permission",
            "django_content_type",
            "django_admin_log",
        ),
        "django_migrations",
    },
}
"""Users, permissions, sessions, the history, and the migrations: the accounts may touch no other
table."""


def loaded_for_nothing(side: str, service: str, modules: list[str]) -> list[str]:
    """Modules of the other service that this one has loaded."""
    foreign = SERVICES[service].foreign[side]
    return [
        name
        for name in modules
        if any(name == one or name.startswith(f"{one}.") for one in foreign)
    ]
