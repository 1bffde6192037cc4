"""Stores passwords as slow salted hashes, and validates new ones."""

from contextlib import suppress

from flask import current_app
from sqlalchemy import select, update
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.security import check_password_hash, generate_password_hash

from flask_impl.accounts import hashers as hashing
from flask_impl.accounts.models import User
from flask_impl.accounts.names import normalize_username
from flask_impl.core.extensions import db

SHORTEST = 8
LONGEST_MEASURED = 20  # characters; zxcvbn takes seconds for some of 72
GUESSES_NEEDED = 10**8


def method() -> str:
    """Werkzeug's default, scrypt with N = 2**15, does not meet OWASP ASVS 5."""
    return f"pbkdf2:sha256:{current_app.config['PASSWORD_ROUNDS']}"


def hash_password(password: str) -> str:
    return hashing.pool.run(generate_password_hash, password, method())


def nobody() -> str:
    """The dummy hash: refusing it takes as long as refusing a real one."""
    return f"{method()}$no-user-has-this$" + "0" * 64


def is_password_of(password_hash: str, password: str) -> bool:
    return hashing.pool.run(check_password_hash, password_hash, password)


def is_right(user: User, password: str) -> bool:
    return is_password_of(user.password_hash, password)


def authenticate(username: str, password: str) -> User | None:
    """Return the user, or None: in the same time for an unknown name, a wrong password and an
    inactive user."""
    user = db.session.scalar(select(User).filter_by(username=normalize_username(username)))
    right = is_password_of(user.password_hash if user else nobody(), password)
    if not (user and user.active and right):
        return None
    if is_weak(user.password_hash):
        with suppress(ServiceUnavailable):  # the pool is full; the next sign-in does it
            strengthen(user, password)
    return user


def is_weak(password_hash: str) -> bool:
    """Whether a hash is weaker than the current setting."""
    kind, _, rounds = password_hash.partition("$")[0].rpartition(":")
    return kind != "pbkdf2:sha256" or int(rounds) < current_app.config["PASSWORD_ROUNDS"]


def strengthen(user: User, password: str) -> None:
    """Hash a correct password with the current setting, unless it has been changed in the
    meantime."""
    present = update(User).where(User.id == user.id, User.password_hash == user.password_hash)
    db.session.execute(present.values(password_hash=hash_password(password)))


def weaknesses(password: str, username: str) -> list[str]:
    """The reasons to refuse a new password, one sentence each."""
    # Imported here, because its word lists take as long to load as the rest of the application
    from zxcvbn import zxcvbn

    if len(password) < SHORTEST:
        return [f"A password has at least {SHORTEST} characters."]
    known = [username[:LONGEST_MEASURED], "bookshelf"]
    if zxcvbn(password[:LONGEST_MEASURED], known)["guesses"] < GUESSES_NEEDED:
        return ["This password is too easy to guess."]
    return []
