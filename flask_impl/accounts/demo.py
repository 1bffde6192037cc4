"""Users whom a command makes: one of each role to look around with, and the first manager."""

import secrets

from sqlalchemy import select

from flask_impl.accounts.models import User
from flask_impl.accounts.names import key_of
from flask_impl.accounts.passwords import hash_password
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role


def add_user(username: str, password: str, role: Role) -> bool:
    """False when there is a user of that name, who is left alone."""
    if db.session.scalar(select(User.id).filter_by(username_key=key_of(username))):
        return False
    db.session.add(User(username=username, password_hash=hash_password(password), role=role))
    return True


def create_users(password: str | None) -> dict[str, str]:
    """Make those that are missing; the password of each that got one made up."""
    made_up: dict[str, str] = {}
    for role in Role:
        own = password or secrets.token_urlsafe(12)
        if add_user(role.name, own, role) and not password:
            made_up[role.name] = own
    return made_up
