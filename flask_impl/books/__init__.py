"""The catalogue: its pages, API and admin, its files for spreadsheets, and what fills it."""

from flask import Flask


def init_app(app: Flask) -> None:
    # Here, for who needs a model alone has no need of the rest; the views of the API register themselves.
    from flask_impl.books import admin, api, views  # noqa: F401

    views.init_app(app)
    admin.init_app(app)
