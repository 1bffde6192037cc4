"""The extensions, made once and bound to each application."""

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
    """What every model is derived from; constraints get names, so that migrations can speak of
    them."""

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
    """Flask-Login without its remember cookie, for which it reads the session at every response,
    static files too."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


# What was committed stays as it is known: to read it again would fail when somebody has deleted it
# since.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
login_manager = LoginManager()
csrf = CSRFProtect()
# Without Redis each process counts in its own memory. What fails between the test and the count is
# logged, no more.
limiter = Limiter(get_remote_address, in_memory_fallback_enabled=True, swallow_errors=True)


@event.listens_for(Engine, "connect")
def enforce_foreign_keys(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA foreign_keys = ON")  # SQLite leaves them unchecked otherwise


@event.listens_for(Engine, "connect")
def write_ahead(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        # Who reads, a stopped worker too, holds up no writer
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


@event.listens_for(Engine, "do_connect")
def give_up_silent_servers(
    dialect: Dialect, entry: ConnectionPoolEntry, args: Any, options: Any
) -> Any:
    if dialect.name != "postgresql":
        return None
    # Here, for who has no PostgreSQL needs no driver for it
    from flask_impl.core.postgresql import Connection

    return Connection.connect(*args, **options)


def init_app(app: Flask) -> None:
    db.init_app(app)
    # Its context processor would load the user for every page, the error pages among them.
    login_manager.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    limiter.init_app(app)  # after csrf: a form without its token is 403 and no attempt
