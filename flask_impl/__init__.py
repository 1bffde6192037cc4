"""Bookshelf in Flask: the application factory."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from flask_impl import config


def create_app(test_config: Mapping[str, Any] | None = None) -> Flask:
    """An application made from the environment; ``test_config`` overrides single values of its configuration."""
    app = Flask(__name__, instance_path=str(Path(__file__).parent / "instance"))
    app.config.from_mapping(config.from_environment())
    app.config.from_mapping(test_config)

    # Here, for they import all the rest: a wrong variable ends the start before that.
    from flask_impl import (
        accounts,
        admin,
        api,
        books,
        cli,
        cookies,
        errors,
        exports,
        extensions,
        faults,
        health,
        logs,
        migrating,
        outages,
        security,
    )

    for part in (logs, outages, security, cookies, extensions, migrating, errors, health, faults):
        part.init_app(app)
    for part in (books, accounts, exports, api, admin, cli):
        part.init_app(app)
    return app
