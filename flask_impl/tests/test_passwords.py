"""Passwords are hashed slowly, and an unknown user takes as long as a wrong password."""

import pytest
from sqlalchemy import update
from werkzeug.security import generate_password_hash

from flask_impl.accounts import passwords
from flask_impl.accounts.models import User
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role


def test_a_hash_is_salted_and_slow(app):
    with app.app_context():
        first, second = passwords.hash_password("the same"), passwords.hash_password("the same")
    method, iterations = first.split("$")[0].rsplit(":", 1)
    assert (method, first != second) == ("pbkdf2:sha256", True)
    assert int(iterations) >= 600_000


@pytest.mark.parametrize("username", ["reader", "inactive", "nobody"])
def test_every_refusal_computes_one_hash_of_the_same_cost(app, monkeypatch, username: str):
    costs: list[str] = []
    monkeypatch.setattr(
        passwords, "check_password_hash", lambda stored, given: costs.append(stored.split("$")[0])
    )
    with app.app_context():
        for name, active in (("reader", True), ("inactive", False)):
            hashed = f"{passwords.method()}$salt$hash"
            db.session.add(
                User(username=name, password_hash=hashed, role=Role.reader, active=active)
            )
        assert passwords.authenticate(username, "wrong") is None
        assert costs == [passwords.method()]


@pytest.mark.parametrize(
    "password",
    ["short1!", "password123", "user-name-77", "bookshelf-2024"],
    ids=["short", "common", "user name", "our name"],
)
def test_a_weak_password_is_reported(password: str):
    assert passwords.weaknesses(password, "user-name-7")


def test_a_long_password_is_fine():
    assert passwords.weaknesses("비밀번호는 아주 길어도 됩니다 " * 500, "reader") == []


WEAK = {
    "fewer rounds": "pbkdf2:sha256:1000",
    "another function": "pbkdf2:sha512:1000",
    "another method": "scrypt",
}


@pytest.mark.parametrize("method", WEAK.values(), ids=WEAK)
def test_a_weak_hash_is_renewed_by_the_right_password_alone(app, method: str):
    weak = generate_password_hash("right", method)
    with app.app_context():
        db.session.execute(update(User).values(password_hash=weak))
        assert passwords.authenticate("manager", "wrong") is None
        assert db.session.query(User.password_hash).scalar() == weak
        user = passwords.authenticate("manager", "right")
        assert user
        assert user.version == 1
        assert db.session.query(User.password_hash).scalar().startswith(f"{passwords.method()}$")


def test_a_hash_that_was_replaced_meanwhile_is_not_changed(app):
    with app.app_context():
        user = db.session.query(User).one()
        changed = (
            update(User)
            .values(password_hash="another")
            .execution_options(synchronize_session=False)
        )
        db.session.execute(changed)
        passwords.strengthen(user, "old")
        assert db.session.query(User.password_hash).scalar() == "another"


def test_a_stronger_hash_is_kept(app):
    with app.app_context():
        assert not passwords.is_weak(f"pbkdf2:sha256:{app.config['PASSWORD_ROUNDS'] + 1}$salt$hash")
