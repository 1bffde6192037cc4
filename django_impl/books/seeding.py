"""Seeds the database: the catalogue from a file, and synthetic books for measuring."""

import json
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.forms import modelform_factory

from books import payload
from books.models import Author, Book
from core.errors import Problem

MADE_UP_AUTHORS = 100
BATCH_SIZE = 10_000
TEXTS = {"name", "slug"}
AuthorForm = modelform_factory(Author, fields=sorted(TEXTS))
AuthorForm.base_fields["slug"].strip = False  # type: ignore[attr-defined]  # as in the API


def load(file: Path) -> tuple[int, int]:
    """Add missing authors and books; return how many of each. OSError or ValueError for a broken
    file."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    return add_authors(entries(document, "authors")), add_books(entries(document, "books"))


def entries(document: Any, name: str) -> list[dict[str, Any]]:
    found = document.get(name) if isinstance(document, dict) else None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ValueError(f"holds no list of {name}")
    return found


def add_authors(found: list[dict[str, Any]]) -> int:
    stored = set(Author.objects.values_list("slug", flat=True))
    new = [entry for entry in found if str(entry.get("slug")) not in stored]
    for entry in new:
        # A form makes a text of any value, and ignores other fields
        if entry.keys() - TEXTS or not all(isinstance(value, str) for value in entry.values()):
            raise ValueError(f"author {entry}: is more than a name and a slug, both texts")
        form = AuthorForm(entry)
        if not form.is_valid():
            raise ValueError(f"author {entry}: {form.errors.as_json()}")
        form.save()
    return len(new)


def add_books(found: list[dict[str, Any]]) -> int:
    """Validates each book as if it had been sent to the API."""
    stored = set(Book.objects.values_list("slug", flat=True))
    new = [entry for entry in found if str(entry.get("slug")) not in stored]
    for entry in new:
        try:
            payload.check(entry, Book()).save()
        except Problem as problem:
            raise ValueError(f"book {entry.get('slug')}: {problem.members['errors']}") from None
    return len(new)


def made_up_authors() -> list[Author]:
    names = [f"Made-up author {number:03}" for number in range(MADE_UP_AUTHORS)]
    return [
        Author.objects.get_or_create(slug=name.lower().replace(" ", "-"), name=name)[0]
        for name in names
    ]


def made_up_book(number: int, authors: list[Author]) -> Book:
    return Book(
        title=f"Made-up book {number:07}",
        slug=f"made-up-book-{number:07}",
        author=authors[number % len(authors)],
        year=1000 + number % 1000,
        summary=f"Nobody has written this book; it is the {number}th that stands here so that "
        "something can be "
        "measured.",
    )


def fill_up(total: int) -> int:
    """Add synthetic books until there are ``total``; return how many were added."""
    missing = max(0, total - Book.objects.count())
    authors = made_up_authors() if missing else []
    # Never reuses the number of a deleted book
    first = (Book.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1
    for start in range(first, first + missing, BATCH_SIZE):
        numbers = range(start, min(start + BATCH_SIZE, first + missing))
        Book.objects.bulk_create(made_up_book(number, authors) for number in numbers)
    return missing
