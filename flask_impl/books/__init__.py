"""The catalogue: its pages, API, admin, CSV and seed data."""

from flask import Flask


def init_app(app: Flask) -> None:
    # Imported here, so that code which needs only a model does not load the rest. The API's views
    # register themselves.
    from flask_impl.books import admin, api, views  # noqa: F401

    views.init_app(app)
    admin.init_app(app)
