"""Users: signing in and out, roles, passwords, sessions, their admin."""

from flask import Flask


def init_app(app: Flask) -> None:
    # Here, for who needs a model alone has no need of the rest; the views of the API register themselves.
    from flask_impl.accounts import admin, api, views  # noqa: F401

    views.init_app(app)
    admin.init_app(app)
