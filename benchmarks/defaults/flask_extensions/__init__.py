"""The same with the usual extensions, each as the first page of its own documentation leaves it.

Flask-SQLAlchemy ("Quick Start"), Flask-Login ("Configuring your Application", "Login Example"),
Flask-WTF ("Quickstart", "CSRF Protection"), Flask-Admin ("Getting Started"). Flask-Limiter is left
out: its quick start gives each address 50 requests an hour for a page and knows no signing in.
"""

import click
from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.security import generate_password_hash

from benchmarks.defaults.flask_extensions import accounts, books
from benchmarks.defaults.flask_extensions.models import Author, Book, User, db


@click.command("fill")
@click.argument("password")
@click.argument("usernames", nargs=-1)
def fill(password: str, usernames: tuple[str, ...]) -> None:
    """The tables, one book, and users of these names."""
    db.create_all()
    users = [User(username=name, password=generate_password_hash(password)) for name in usernames]
    db.session.add_all(
        [Book(title="Pride and Prejudice", author=Author(name="Jane Austen")), *users]
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
    admin = Admin(app, name="library")
    for model in (User, Author, Book):
        admin.add_view(ModelView(model, db))
    app.register_blueprint(accounts.bp)
    app.register_blueprint(books.bp)
    app.cli.add_command(fill)
    return app
