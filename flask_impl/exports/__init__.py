"""Exports: the catalogue written to a file by a job that outlives the request."""

from flask import Flask

from flask_impl.exports import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
