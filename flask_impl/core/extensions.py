"""The extensions, created once and bound to each application."""

import sqlite3
from typing import Any

import flask_login
from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Dialect, Engine, MetaData, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry


class Base(DeclarativeBase):
    """The base of all models; constraints get names, so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class LoginManager(flask_login.LoginManager):
    """Flask-Login without its remember cookie, which makes it read the session at every response,
    including static files."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


# Objects stay loaded after a commit: reading them again would fail for a row that was deleted
# since.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
login_manager = LoginManager()
csrf = CSRFProtect()
# Without Redis each process counts in its own memory. A failure between the check and the count is
# only logged.
limiter = Limiter(get_remote_address, in_memory_fallback_enabled=True, swallow_errors=True)


@event.listens_for(Engine, "connect")
def enforce_foreign_keys(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA foreign_keys = ON")  # SQLite does not check them by default


@event.listens_for(Engine, "connect")
def write_ahead(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        # Readers, including a stopped worker, do not block writers
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


@event.listens_for(Engine, "do_connect")
def give_up_silent_servers(
    dialect: Dialect, entry: ConnectionPoolEntry, args: Any, options: Any
) -> Any:
    if dialect.name != "postgresql":
        return None
    # Imported here, because the driver is optional
    from flask_impl.core.postgresql import Connection

    return Connection.connect(*args, **options)


def init_app(app: Flask) -> None:
    db.init_app(app)
    # Its context processor would load the user for every page, including error pages.
    login_manager.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    limiter.init_app(app)  # after csrf: a form without its token is 403 and does not count
