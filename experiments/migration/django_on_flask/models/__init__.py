"""Flask's tables: generated with ``inspectdb``, never created or altered from here."""

from experiments.migration.django_on_flask.models.accounts import Change, SignIn, User
from experiments.migration.django_on_flask.models.books import Author, Book

__all__ = ["Author", "Book", "Change", "SignIn", "User"]
