"""Five abilities of a view tried in coroutines, in Flask and in Quart: in ``same`` as a synchronous
view writes them, with Flask's extensions; in ``own`` with what there is for coroutines (the asyncio
extension of SQLAlchemy, Quart-Auth, forms of WTForms alone, as those of Django are)."""

from __future__ import annotations

import types
from typing import Any

import flask
import quart
import quart_auth
from flask_login import UserMixin, current_user, login_user
from flask_wtf import FlaskForm
from sqlalchemy import Engine, event, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from wtforms import Form as PlainForm
from wtforms import StringField

from flask_impl.books.models import Book
from flask_impl.core import config
from flask_impl.core.extensions import db, give_up_silent_servers, login_manager


class User(UserMixin):
    id = 1


class Form(FlaskForm):
    title = StringField()


class OwnForm(PlainForm):
    title = StringField()


login_manager.user_loader(lambda _: User())
first = select(Book).limit(1)


def routes(framework: types.ModuleType, app: Any) -> Any:
    """The application with its extensions and views."""
    app.config.from_mapping(config.from_environment())
    login_manager.init_app(app)

    @app.get("/sign-in")
    async def sign_in() -> str:
        return str(login_user(User()))

    @app.get("/same/user")
    async def user() -> str:
        return str(current_user.id)

    @app.get("/same/session")
    async def session() -> str:
        framework.session["seen"] = 1
        return "seen"

    return with_data(app)


def with_data(app: Any) -> Any:
    """With views that read and check."""

    @app.get("/same/query")
    async def query() -> str:
        return db.session.scalars(first).one().title

    @app.get("/same/transaction")
    async def transaction() -> str:
        with db.session.begin():
            return db.session.scalars(first).one().title

    @app.get("/same/form")
    async def form() -> str:
        return str(Form().title())

    return app


def signing_in(app: quart.Quart) -> quart.Quart:
    """Views with Quart-Auth, and one with a form."""
    app.config["QUART_AUTH_COOKIE_SECURE"] = False  # it is tried without TLS
    quart_auth.QuartAuth(app)

    @app.get("/own/sign-in")
    async def own_sign_in() -> str:
        quart_auth.login_user(quart_auth.AuthUser("1"))
        return "signed in"

    @app.get("/own/user")
    async def own_user() -> str:
        return str(quart_auth.current_user.auth_id)

    @app.get("/own/form")
    async def own_form() -> str:
        return str(OwnForm().title())

    return app


def asynchronous(app: quart.Quart) -> quart.Quart:
    """Views with SQLAlchemy's asyncio extension."""
    event.remove(Engine, "do_connect", give_up_silent_servers)
    engine = create_async_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    session = async_sessionmaker(engine)

    async def title(one: AsyncSession) -> str:
        return (await one.scalars(first)).one().title

    @app.get("/own/query")
    async def own_query() -> str:
        async with session() as one:
            return await title(one)

    @app.get("/own/transaction")
    async def own_transaction() -> str:
        async with session.begin() as one:
            return await title(one)

    return app


def of_flask() -> flask.Flask:
    app = routes(flask, flask.Flask(__name__))
    db.init_app(app)
    return app


def of_quart() -> quart.Quart:
    return signing_in(asynchronous(routes(quart, quart.Quart(__name__))))


def of_quart_with_database() -> quart.Quart:
    """With Flask-SQLAlchemy as its documentation says: it does not start."""
    app: Any = of_quart()
    db.init_app(app)
    return app
