"""A password has at least 8 characters and is hard to guess, wherever it can be set. There are no
other rules.

Hard to guess means that zxcvbn needs at least 10**8 guesses for its first 20 characters. zxcvbn
knows common passwords, keyboard patterns and repetitions, the user's name and the site's name.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, text
from shared_tests.harness.implementations import Implementation, quick_environment, run

SHORT = "A password has at least 8 characters."
EASY = "This password is too easy to guess."
PASSWORDS = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "passwords.toml").read_text(encoding="utf-8")
)
WEAK: dict[str, list[str]] = PASSWORDS["weak"]
TOO_SHORT: list[str] = PASSWORDS["short"]["passwords"]
STRONG: list[str] = PASSWORDS["strong"]["passwords"]


def shown_sentences(response: Response) -> list[str]:
    """The sentences about passwords that the page shows."""
    shown = text(response)
    return [sentence for sentence in (SHORT, EASY) if sentence in shown]


def expected(weak: str) -> list[str]:
    return [SHORT if len(weak) < 8 else EASY]


def every_weak(username: str) -> list[str]:
    return [one.replace("{user}", username) for kind in WEAK.values() for one in kind] + TOO_SHORT


def one_of_each_kind(username: str) -> list[str]:
    return [kind[-1].replace("{user}", username) for kind in WEAK.values()] + TOO_SHORT[:1]


def test_no_new_user_gets_a_weak_password(manager: Browser, admin: AdminDriver, new_slug):
    username, opened = f"user-{new_slug()}", admin.open_add(manager, "user")
    for weak in every_weak(username):
        response = admin.save(manager, opened, username=username, password=weak, role="reader")
        assert (weak, response.status_code, shown_sentences(response)) == (
            weak,
            200,
            expected(weak),
        )


def test_a_long_name_is_no_password(manager: Browser, admin: AdminDriver, new_slug):
    username = f"orchid-lantern-{new_slug()}-violet-harbour"
    opened = admin.open_add(manager, "user")
    for weak in (username, f"{username}1"):
        response = admin.save(manager, opened, username=username, password=weak, role="reader")
        assert (response.status_code, shown_sentences(response)) == (200, [EASY])


def test_no_user_is_given_a_weak_password(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_user
):
    user = new_user()
    for weak in every_weak(user.username):
        response = admin.set_password(manager, user.username, weak)
        assert (weak, response.status_code, shown_sentences(response)) == (
            weak,
            200,
            expected(weak),
        )
    assert anonymous.sign_in(user.username, user.password).status_code == 302


def test_no_user_can_choose_a_weak_password(anonymous: Browser, new_user):
    user = new_user()
    anonymous.sign_in(user.username, user.password)
    for weak in one_of_each_kind(user.username):
        fields = {"old_password": user.password, "new_password1": weak, "new_password2": weak}
        response = anonymous.submit(anonymous.get("/account/"), "/account/password/", **fields)
        assert (weak, response.status_code, shown_sentences(response)) == (
            weak,
            422,
            expected(weak),
        )
    assert anonymous.sign_in(user.username, user.password).status_code == 302


def test_every_strong_password_is_taken(manager: Browser, admin: AdminDriver):
    opened = admin.open_add(manager, "user")
    # The name is taken, so nothing is stored and no hash is computed
    for strong in STRONG:
        response = admin.save(manager, opened, username="reader", password=strong, role="reader")
        assert (strong, response.status_code, shown_sentences(response)) == (strong, 200, [])


@pytest.mark.parametrize(
    "strong", [STRONG[0], STRONG[1], STRONG[-1]], ids=["shortest", "limit", "longest"]
)
def test_a_password_at_the_limit_signs_in(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_user, strong: str
):
    user = new_user()
    assert admin.set_password(manager, user.username, strong).status_code == 302
    assert anonymous.sign_in(user.username, strong).status_code == 302


@pytest.mark.parametrize("weak", ["Xk9$mQ2", "Bookshelf.1987"], ids=["short", "easy"])
def test_no_demo_user_gets_a_weak_password(
    implementation: Implementation, empty_database, tmp_path, weak: str
):
    database = empty_database.copy()
    env = quick_environment(tmp_path, DATABASE_URL=database.url)
    done = run(implementation, "seed", "--demo", "--password", weak, env=env)
    (line,) = done.stderr.strip().splitlines()
    assert (done.returncode, expected(weak)[0] in line) == (1, True)
    assert weak not in done.stdout + done.stderr
    assert not any(rows for name, rows in database.rows("user").items())
