"""The application factory; it uses the variables of Django's process, including its secret and its
database."""

from flask import Flask, Response

from experiments.migration.flask_on_django import api, sign_in
from experiments.migration.flask_on_django.models import db
from flask_impl.core import config, errors, logs, outages
from flask_impl.core import policy as security


def healthz() -> Response:
    return Response("ok", mimetype="text/plain")


def create_app() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config.from_environment())
    for part in (logs, outages, security, db, errors, sign_in, api):
        part.init_app(app)
    app.add_url_rule("/healthz", view_func=healthz)
    return app
