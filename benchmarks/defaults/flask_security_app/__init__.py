"""The same with the extensions that protect more, each as its own documentation shows it.

Flask-Security ("Quick Start", "CSRF" with CSRFProtect, ``SECURITY_CHANGEABLE``), Flask-Talisman
(its readme), Flask-Session ("Quick Start", with the storage that needs no server), Flask-Limiter
("Rate limiting all routes in a Blueprint", with its 60 an hour), and Flask-Admin ("Authorization &
Permissions" with its example "auth"). It is served without TLS, so that what redirects to https is
off.

Settings: Flask-Security ("Generic Responses", "Password Validation and Complexity"; its question to
a service of breached passwords needs the internet and is off), Flask-Limiter ("Configuration",
``RATELIMIT_HEADERS_ENABLED``), Flask-Admin ("CSP support", with its policy for Flask-Talisman).
"""

from typing import Any

import click
from flask import Blueprint, Flask
from flask_admin import Admin
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import user_logged_in
from flask_security import Security, SQLAlchemyUserDatastore, hash_password
from flask_session import Session
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

from benchmarks.defaults.flask_catalogue import books
from benchmarks.defaults.flask_catalogue.models import Author, Book, db, fill_catalogue
from benchmarks.defaults.flask_security_app.accounts import GuardedIndex, GuardedView, bp
from benchmarks.defaults.flask_security_app.closed import begin_anew, isolate, user_and_address
from benchmarks.defaults.flask_security_app.models import Role, User

users = SQLAlchemyUserDatastore(db, User, Role)
SETTINGS = {
    "RATELIMIT_HEADERS_ENABLED": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_PASSWORD_COMPLEXITY_CHECKER": "zxcvbn",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_POST_CHANGE_VIEW": "/account",
    "SESSION_COOKIE_SAMESITE": "strict",
    "SESSION_TYPE": "sqlalchemy",
    "SESSION_SQLALCHEMY": db,
}
HEADERS: dict[str, Any] = {
    "force_https": False,
    "session_cookie_secure": False,
    "content_security_policy": {"default-src": "'self'"},
    "content_security_policy_nonce_in": ["script-src", "style-src"],
}


@click.command("fill")
@click.argument("password")
@click.argument("addresses", nargs=-1)
def fill(password: str, addresses: tuple[str, ...]) -> None:
    """The tables, one book, and users of these addresses; the manager is a superuser."""
    fill_catalogue()
    superuser = users.create_role(name="superuser")
    for address in addresses:
        roles = [superuser] if address.startswith("manager@") else []
        users.create_user(email=address, password=hash_password(password), roles=roles)
    db.session.commit()


def create_app(closed: bool = False) -> Flask:
    """``closed``: with what closes more rows, for the tests."""
    app = Flask(__name__)
    app.config.from_prefixed_env()
    app.config |= SETTINGS
    db.init_app(app)
    Session(app)
    Talisman(app, **HEADERS)
    CSRFProtect(app)
    Security(app, users)
    limiter = Limiter(user_and_address if closed else get_remote_address, app=app)
    signing_in = app.blueprints["security"]
    assert isinstance(signing_in, Blueprint)
    limiter.limit("60/hour")(signing_in)
    nonce = app.jinja_env.globals["csp_nonce"]
    admin = Admin(app, name="library", index_view=GuardedIndex(), csp_nonce_generator=nonce)
    for model in (User, Author, Book):
        admin.add_view(GuardedView(model, db))
    app.register_blueprint(bp)
    app.register_blueprint(books.bp)
    app.cli.add_command(fill)
    if closed:
        user_logged_in.connect(begin_anew, app)
        app.after_request(isolate)
    return app
