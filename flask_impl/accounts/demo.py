"""Users whom a command makes: one of each role to look around with, and the first manager."""

import secrets

import click
from sqlalchemy import select

from flask_impl.accounts.models import User
from flask_impl.accounts.names import key_of
from flask_impl.accounts.passwords import hash_password
from flask_impl.accounts.roles import Role
from flask_impl.core.extensions import db


def add_user(username: str, password: str, role: Role) -> bool:
    """False when there is a user of that name, who is left alone."""
    if db.session.scalar(select(User.id).filter_by(username_key=key_of(username))):
        return False
    db.session.add(User(username=username, password_hash=hash_password(password), role=role))
    db.session.commit()
    return True


def add_demo_users(password: str | None) -> None:
    for role in Role:
        own = password or secrets.token_urlsafe(12)
        if add_user(role.name, own, role) and not password:
            click.echo(f"{role.name} {own}")
