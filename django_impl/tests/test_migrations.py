"""The migrations match the models, and are reversible."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from books.models import Book
from core.roles import APPS


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_they_are_reversible():
    for app in ("books", "admin", "accounts"):
        call_command("migrate", app, "zero", verbosity=0)
    assert not {"books_book", "accounts_user"} & set(connection.introspection.table_names())
    call_command("migrate", verbosity=0)
    assert {"books_book", "accounts_user"} <= set(connection.introspection.table_names())


@pytest.mark.django_db
def test_they_make_the_roles_each_with_what_the_one_before_may():
    may = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    assert may["reader"] < may["viewer"] < may["editor"] < may["manager"]
    own = Permission.objects.filter(content_type__app_label__in=APPS)
    assert may["manager"] == set(own.values_list("codename", flat=True))


def rows_before(*names: str) -> None:
    """Migrate back to users without a key and books without a folded title, with these users and
    one book."""
    call_command("migrate", "books", "0002", verbosity=0)
    call_command("migrate", "accounts", "0002", verbosity=0)
    then = (
        MigrationExecutor(connection)
        .loader.project_state([("accounts", "0002_deactivations")])
        .apps
    )
    for name in names:
        then.get_model("accounts", "User").objects.create(username=name)
    then = (
        MigrationExecutor(connection)
        .loader.project_state([("books", "0002_books_of_an_author")])
        .apps
    )
    author = then.get_model("books", "Author").objects.create(
        name="Charlotte Brontë", slug="charlotte-bronte"
    )
    then.get_model("books", "Book").objects.create(
        title="Émile", slug="emile", author=author, year=1762
    )


@pytest.mark.django_db(transaction=True)
def test_they_fill_derived_columns():
    rows_before("Reader")
    call_command("migrate", verbosity=0)
    assert list(User.objects.values_list("username_key", "version")) == [("reader", 1)]
    assert list(Book.objects.values_list("title_folded", "author__name_folded")) == [
        ("emile", "charlotte bronte")
    ]


@pytest.mark.django_db(transaction=True)
def test_they_stop_where_two_names_differ_only_in_case():
    rows_before("reader", "Reader", "editor")
    with pytest.raises(CommandError, match=r"case alone: Reader and reader. Rename"):
        call_command("migrate", verbosity=0)
    assert "username_key" not in {
        column.name
        for column in connection.introspection.get_table_description(
            connection.cursor(), "accounts_user"
        )
    }
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user WHERE username = 'Reader'")
    call_command("migrate", verbosity=0)
