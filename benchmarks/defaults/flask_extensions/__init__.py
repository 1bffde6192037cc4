"""The same with the usual extensions, each as its own documentation shows it.

Flask-SQLAlchemy ("Quick Start"), Flask-Login ("Configuring your Application", "Login Example"),
Flask-WTF ("Quickstart", "CSRF Protection"), Flask-Admin ("Getting Started", "Authorization &
Permissions" with its rule that users who are signed in may enter).
"""

import click
from flask import Flask
from flask_admin import Admin
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.security import generate_password_hash

from benchmarks.defaults.flask_catalogue import books
from benchmarks.defaults.flask_catalogue.models import Author, Book, db, fill_catalogue
from benchmarks.defaults.flask_extensions import accounts
from benchmarks.defaults.flask_extensions.models import User


@click.command("fill")
@click.argument("password")
@click.argument("usernames", nargs=-1)
def fill(password: str, usernames: tuple[str, ...]) -> None:
    """The tables, one book, and users of these names."""
    fill_catalogue()
    db.session.add_all(
        User(username=name, password=generate_password_hash(password)) for name in usernames
    )
    db.session.commit()


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_prefixed_env()
    db.init_app(app)
    login_manager = LoginManager()
    login_manager.init_app(app)
    login_manager.login_view = "accounts.login"
    login_manager.user_loader(lambda user_id: db.session.get(User, int(user_id)))
    CSRFProtect(app)
    admin = Admin(app, name="library", index_view=accounts.GuardedIndex())
    for model in (User, Author, Book):
        admin.add_view(accounts.GuardedView(model, db))
    app.register_blueprint(accounts.bp)
    app.register_blueprint(books.bp)
    app.cli.add_command(fill)
    return app
