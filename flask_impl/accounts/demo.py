"""Users that a command creates: one of each role for a demo, and the first manager."""

import secrets

from sqlalchemy import select

from flask_impl.accounts.models import User
from flask_impl.accounts.names import username_key
from flask_impl.accounts.passwords import hash_password
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role


def add_user(username: str, password: str, role: Role) -> bool:
    """False when a user of that name exists; that user is not changed."""
    if db.session.scalar(select(User.id).filter_by(username_key=username_key(username))):
        return False
    db.session.add(User(username=username, password_hash=hash_password(password), role=role))
    return True


def create_users(password: str | None) -> dict[str, str]:
    """Create the missing users; return the passwords that were generated."""
    made_up: dict[str, str] = {}
    for role in Role:
        own = password or secrets.token_urlsafe(12)
        if add_user(role.name, own, role) and not password:
            made_up[role.name] = own
    return made_up
