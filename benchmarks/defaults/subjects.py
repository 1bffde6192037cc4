"""The seven probed applications, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.defaults.django_project import django, django_with_packages
from benchmarks.defaults.flask_applications import bare_flask, flask_extensions, flask_security
from benchmarks.defaults.subject import FILE, Subject
from shared_tests.harness.implementations import (
    DJANGO,
    FLASK,
    PASSWORD,
    Implementation,
    demo,
    environment,
)


def slug_and_year(title: str) -> Mapping[str, object]:
    return {"slug": "".join(one if one.isalnum() else "-" for one in title), "year": 1813}


def bookshelf(
    side: Implementation,
    folder: Path,
    hash_query: str,
    shut_out: str,
    lists: tuple[str, ...],
    one: str,
) -> Subject:
    """One side of ours, with the demo catalogue."""
    file = folder / FILE
    return Subject(
        side,
        environment(folder, DATABASE_URL=f"sqlite:///{file}"),
        (side.migrate, demo(PASSWORD)),
        file,
        hash_query,
        shut_out,
        admin=("/admin/", *lists),
        numbered=("/books/{}/", one),
        authors=("jane-austen", "no-such-author"),
        other_fields=slug_and_year,
    )


def our_flask(folder: Path) -> Subject:
    return bookshelf(
        FLASK,
        folder,
        hash_query="SELECT password_hash FROM users WHERE username = ?",
        shut_out="UPDATE users SET active = 0 WHERE username = ?",
        lists=("/admin/book/", "/admin/user/"),
        one="/admin/book/edit/?id={}",
    )


def our_django(folder: Path) -> Subject:
    return bookshelf(
        DJANGO,
        folder,
        hash_query="SELECT password FROM accounts_user WHERE username = ?",
        shut_out="UPDATE accounts_user SET is_active = 0 WHERE username = ?",
        lists=("/admin/books/book/", "/admin/accounts/user/"),
        one="/admin/books/book/{}/change/",
    )


SUBJECTS: dict[str, Callable[[Path], Subject]] = {
    "bare Flask": bare_flask,
    "Flask with extensions": flask_extensions,
    "Flask with Flask-Security": flask_security,
    "Django": django,
    "Django with packages": django_with_packages,
    "Bookshelf in Flask": our_flask,
    "Bookshelf in Django": our_django,
}
PACKAGES: dict[str, tuple[str, ...]] = {
    "bare Flask": (),
    "Flask with extensions": ("Flask-SQLAlchemy", "Flask-Login", "Flask-WTF", "Flask-Admin"),
    "Flask with Flask-Security": (
        *("Flask-SQLAlchemy", "Flask-Login", "Flask-WTF", "Flask-Admin"),
        *("Flask-Security", "Flask-Talisman", "Flask-Session", "Flask-Limiter", "zxcvbn"),
    ),
    "Django": (),
    "Django with packages": (
        *("django-axes", "django-permissions-policy", "djangorestframework"),
        "django-csp (before Django 6)",
    ),
}
"""The packages of each application that is not ours, besides its framework."""
OURS = ("Bookshelf in Flask", "Bookshelf in Django")
