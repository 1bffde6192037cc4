"""Keeps passwords as slow salted hashes, and says what is wrong with a new one."""

from contextlib import suppress

from flask import current_app
from sqlalchemy import select, update
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.security import check_password_hash, generate_password_hash

from flask_impl.accounts import hashers as hashing
from flask_impl.accounts.models import User
from flask_impl.accounts.names import normal
from flask_impl.core.extensions import db

SHORTEST = 8
LONGEST_MEASURED = 72
GUESSES_NEEDED = 10**8


def method() -> str:
    """Werkzeug's default, scrypt with N = 2**15, is below what OWASP ASVS 5 asks for."""
    return f"pbkdf2:sha256:{current_app.config['PASSWORD_ROUNDS']}"


def hash_password(password: str) -> str:
    return hashing.place.run(generate_password_hash, password, method())


def nobody() -> str:
    """The hash of nobody's password, which takes as long to refuse as anybody's."""
    return f"{method()}$no-user-has-this$" + "0" * 64


def is_password_of(password_hash: str, password: str) -> bool:
    return hashing.place.run(check_password_hash, password_hash, password)


def is_right(user: User, password: str) -> bool:
    return is_password_of(user.password_hash, password)


def authenticate(username: str, password: str) -> User | None:
    """The user, or None after the same time whether the name, the password or the permission to
    sign in is missing."""
    user = db.session.scalar(select(User).filter_by(username=normal(username)))
    right = is_password_of(user.password_hash if user else nobody(), password)
    if not (user and user.active and right):
        return None
    if is_weak(user.password_hash):
        with suppress(ServiceUnavailable):  # no room for it; the next sign-in does it
            strengthen(user, password)
    return user


def is_weak(password_hash: str) -> bool:
    """Whether a hash was made with less work than the present ones are."""
    kind, _, rounds = password_hash.partition("$")[0].rpartition(":")
    return kind != "pbkdf2:sha256" or int(rounds) < current_app.config["PASSWORD_ROUNDS"]


def strengthen(user: User, password: str) -> None:
    """Hash a right password as all are today, unless somebody has set another one in the
    meantime."""
    present = update(User).where(User.id == user.id, User.password_hash == user.password_hash)
    db.session.execute(present.values(password_hash=hash_password(password)))


def weaknesses(password: str, username: str) -> list[str]:
    """What is wrong with a new password, a sentence each."""
    # Here, for its word lists take as long to load as all the rest of the application
    from zxcvbn import zxcvbn

    if len(password) < SHORTEST:
        return [f"A password has at least {SHORTEST} characters."]
    if zxcvbn(password[:LONGEST_MEASURED], [username, "bookshelf"])["guesses"] < GUESSES_NEEDED:
        return ["This password is too easy to guess."]
    return []
