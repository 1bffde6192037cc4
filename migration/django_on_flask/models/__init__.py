"""Flask's tables: begun with ``inspectdb``, none is made or altered from here."""

from migration.django_on_flask.models.accounts import Change, SignIn, User
from migration.django_on_flask.models.books import Author, Book

__all__ = ["Author", "Book", "Change", "SignIn", "User"]
