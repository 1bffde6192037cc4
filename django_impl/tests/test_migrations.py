"""The migrations say what the models say, and lead up and down again."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from accounts.roles import APPS


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_they_lead_down_to_nothing_and_up_again():
    for app in ("books", "admin", "accounts"):
        call_command("migrate", app, "zero", verbosity=0)
    assert not {"books_book", "accounts_user"} & set(connection.introspection.table_names())
    call_command("migrate", verbosity=0)
    assert {"books_book", "accounts_user"} <= set(connection.introspection.table_names())


@pytest.mark.django_db
def test_they_make_the_roles_each_with_what_the_one_before_may():
    may = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert may["reader"] < may["viewer"] < may["editor"] < may["manager"]
    own = Permission.objects.filter(content_type__app_label__in=APPS)
    assert may["manager"] == set(own.values_list("codename", flat=True))
