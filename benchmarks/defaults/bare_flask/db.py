"""A request's connection, and the commands that fill the database: the tutorial, "Define and Access
the Database"."""

import sqlite3

import click
from flask import Flask, current_app, g
from werkzeug.security import generate_password_hash


def get_db() -> sqlite3.Connection:
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"], detect_types=sqlite3.PARSE_DECLTYPES)
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(error: BaseException | None = None) -> None:
    if db := g.pop("db", None):
        db.close()


@click.command("init-db")
def init_db() -> None:
    with current_app.open_resource("schema.sql", "r") as schema:
        get_db().executescript(schema.read())


@click.command("fill")
@click.argument("password")
@click.argument("usernames", nargs=-1)
def fill(password: str, usernames: tuple[str, ...]) -> None:
    """One book, and users of these names."""
    db = get_db()
    db.execute("INSERT INTO author (name) VALUES ('Jane Austen')")
    db.execute("INSERT INTO book (title, author_id) VALUES ('Pride and Prejudice', 1)")
    users = [(name, generate_password_hash(password)) for name in usernames]
    db.executemany("INSERT INTO user (username, password) VALUES (?, ?)", users)
    db.commit()


def init_app(app: Flask) -> None:
    app.teardown_appcontext(close_db)
    app.cli.add_command(init_db)
    app.cli.add_command(fill)
