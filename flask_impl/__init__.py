"""Bookshelf in Flask: the application factory."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from flask_impl.core import config


def create_app(test_config: Mapping[str, Any] | None = None) -> Flask:
    """An application made from the environment; ``test_config`` overrides single values of its
    configuration."""
    app = Flask(__name__, instance_path=str(Path(__file__).parent / "instance"))
    app.config.from_mapping(config.from_environment())
    app.config.from_mapping(test_config)
    return with_parts(app)


# They import everything else: a wrong variable stops the start before that.
def with_parts(app: Flask) -> Flask:
    from flask_impl import (
        accounts,
        books,
        cli,
        exports,
    )
    from flask_impl.accounts import cookies
    from flask_impl.core import (
        admin,
        api,
        errors,
        extensions,
        faults,
        health,
        logs,
        migrating,
        outages,
        policy,
    )

    for part in (logs, outages, policy, cookies, extensions, migrating, errors, health, faults):
        part.init_app(app)
    admin.init_app(app)
    books.init_app(app)
    accounts.init_app(app)
    exports.init_app(app)
    api.init_app(app)
    cli.init_app(app)
    return app
