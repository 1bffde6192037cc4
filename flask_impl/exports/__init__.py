"""Exports: the catalogue written to a file by a job that outlives the request."""

from flask import Flask

from flask_impl.exports import queue, views


def init_app(app: Flask) -> None:
    queue.init_app(app)
    app.register_blueprint(views.bp)
