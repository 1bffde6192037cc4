"""Passwords are stored as required, and a manager stays a manager."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User


def test_a_password_is_hashed_a_million_times():
    algorithm, iterations, salt, _ = make_password("x").split("$")
    assert (algorithm, int(iterations) >= 1_000_000, len(salt) >= 16) == (
        "pbkdf2_sha256",
        True,
        True,
    )


@pytest.mark.parametrize(("group", "is_superuser"), [("manager", True), ("editor", False)])
def test_a_superuser_is_a_manager_like_others(signed_in, group: str, is_superuser: bool):
    user = User.objects.create_superuser("root", password="copper-lighthouse-58-ferry")
    fields: dict[str, object] = {
        "username": "root",
        "is_active": "on",
        "is_staff": "on",
        "opened": user.version,
    }
    fields["groups"] = [Group.objects.get(name=group).pk]
    manager = signed_in("manager")
    assert manager.post(f"/admin/accounts/user/{user.pk}/change/", fields).status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.role) == (is_superuser, group)


def test_a_manager_cannot_become_more(signed_in):
    manager = signed_in("manager")
    user = User.objects.get()
    more = Permission.objects.get(codename="add_group").pk
    fields: dict[str, object] = {
        "username": "manager",
        "is_active": "on",
        "is_staff": "on",
        "opened": 1,
    }
    fields |= {"groups": [user.groups.get().pk], "is_superuser": "on", "user_permissions": more}
    assert manager.post(f"/admin/accounts/user/{user.pk}/change/", fields).status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)


def test_signing_in_again_begins_a_new_session(db: None):
    User.objects.create_user("reader", password="quiet-otter-sings-42")
    client, ids = Client(), set()
    for _ in range(2):
        client.post("/login/", {"username": "reader", "password": "quiet-otter-sings-42"})
        ids.add(client.session.session_key)
    assert len(ids) == 2
    assert {one.session_key for one in Session.objects.all()} == {client.session.session_key}
