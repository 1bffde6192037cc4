"""Unique names, a version for each change only, and always one manager."""

from collections.abc import Callable
from unittest.mock import Mock, call

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import last_manager
from accounts.admin import HALF_A_ROLE, UserForm
from accounts.models import User
from core.versions import StaleError

PASSWORD = "quiet-otter-sings-42"


@pytest.fixture
def reader(db: None, settings) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    return User.objects.create_user("reader", password=PASSWORD)


@pytest.mark.parametrize(
    "name", ["READER", " Reader ", "\uff32eader"], ids=["case", "spaces", "wide"]
)
def test_the_database_itself_refuses_a_name_in_another_case(reader: User, name: str):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username=name)
    with pytest.raises(ValidationError):
        User(username=name, password="x").full_clean()
    with pytest.raises(CommandError, match=r"already exists|valid username"):
        call_command("createsuperuser", "--noinput", "--username", name)


def test_a_name_is_stored_as_it_is_compared(db: None):
    user = User.objects.create_user(" \uff32ea\u0301der ")
    assert (user.username, user.username_key) == ("Re\u00e1der", "re\u00e1der")


def test_the_first_superuser_needs_a_good_password_too(db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "password")
    with pytest.raises(CommandError):
        call_command("createsuperuser", "--noinput", "--username", "root")
    assert not User.objects.exists()


def test_a_sign_in_and_a_renewed_hash_are_no_change(reader: User, settings):
    hash_before = reader.password
    monkey = "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"
    settings.PASSWORD_HASHERS = [monkey, *settings.PASSWORD_HASHERS]
    assert Client().post("/login/", {"username": "reader", "password": PASSWORD}).status_code == 302
    opened = reader
    reader = User.objects.get()
    assert (reader.password != hash_before, reader.last_login is not None, reader.version) == (
        True,
        True,
        1,
    )
    opened.is_staff = True
    opened.save()
    assert opened.version == 2
    with pytest.raises(StaleError):
        reader.save()


def test_changing_the_own_password_survives_a_concurrent_change(
    reader: User, monkeypatch: pytest.MonkeyPatch
):
    client = Client()
    client.force_login(reader)
    original = User.check_password

    def late(user: User, password: str) -> bool:
        """A manager stores the user while the old password is being checked."""
        monkeypatch.setattr(User, "check_password", original)
        rival = User.objects.get()
        rival.is_staff = True
        rival.save()
        return original(user, password)

    monkeypatch.setattr(User, "check_password", late)
    new = "violet-harbour-93-lantern"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/password/", fields).status_code == 302
    reader.refresh_from_db()
    assert (reader.version, reader.is_staff, reader.check_password(new)) == (3, True, True)
    (line,) = LogEntry.objects.all()
    assert (line.user, line.get_change_message()) == (reader, "Changed password.")


@pytest.fixture
def managers(db: None) -> Callable[[int], list[User]]:
    def make(number: int) -> list[User]:
        made = [
            User.objects.create(username=f"manager{one}", is_staff=True) for one in range(number)
        ]
        Group.objects.get(name="manager").user_set.add(*made)
        return made

    return make


def test_of_two_managers_each_may_go_but_not_both(managers):
    one, other = managers(2)
    assert not last_manager.would_be_missed([one.pk])
    assert last_manager.would_be_missed([one.pk, other.pk])
    other.is_active = False
    other.save()
    assert last_manager.would_be_missed([one.pk])
    assert not last_manager.would_be_missed([other.pk])


def test_a_superuser_may_give_roles_too(managers):
    (one,) = managers(1)
    User.objects.create_superuser("root", password="copper-lighthouse-58-ferry")
    assert not last_manager.would_be_missed([one.pk])


@pytest.mark.parametrize("lost", ["is_active", "is_staff", "groups"])
def test_the_last_manager_keeps_the_role(managers, lost: str):
    (one,) = managers(1)
    kept = {
        "username": one.username,
        "is_active": "on",
        "is_staff": "on",
        "groups": [one.groups.get().pk],
        "opened": 1,
    }
    client = Client()
    client.force_login(one)
    page = f"/admin/accounts/user/{one.pk}/change/"
    refused = client.post(page, {name: value for name, value in kept.items() if name != lost})
    assert (refused.status_code, "last manager" in refused.content.decode()) == (200, True)
    assert client.post(page, kept).status_code == 302
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("group", "staff"), [("manager", {}), ("reader", {"is_staff": "on"}), ("", {"is_staff": "on"})]
)
def test_nobody_gets_half_a_role(signed_in, group: str, staff: dict[str, str]):
    new = {"username": "halved", "password1": "copper-ferry-58", "password2": "copper-ferry-58"}
    fields = new | staff | {"groups": [one.pk for one in Group.objects.filter(name=group)]}
    response = signed_in("manager").post("/admin/accounts/user/add/", fields)
    assert (response.status_code, HALF_A_ROLE in response.content.decode()) == (200, True)
    assert not User.objects.filter(username="halved").exists()


def test_the_managers_are_locked_before_they_are_counted(managers, monkeypatch: pytest.MonkeyPatch):
    (one,) = managers(1)
    asked = Mock(**{"would_be_missed.return_value": False})
    monkeypatch.setattr(last_manager, "lock_managers", asked.lock)
    monkeypatch.setattr(last_manager, "would_be_missed", asked.would_be_missed)
    UserForm({"username": one.username, "opened": 1}, instance=one).is_valid()
    assert asked.mock_calls == [call.lock(), call.would_be_missed([one.pk])]


@pytest.mark.parametrize(
    "key", ["x", "9" * 30, "\u0661"], ids=["a word", "more than fits", "other digits"]
)
def test_an_unknown_group_is_refused_by_the_form(reader: User, signed_in, key: str):
    fields = {"username": "reader", "is_active": "on", "opened": 1, "groups": [key]}
    response = signed_in("manager").post(f"/admin/accounts/user/{reader.pk}/change/", fields)
    assert (response.status_code, "errorlist" in response.content.decode()) == (200, True)
