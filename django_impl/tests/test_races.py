"""Of two concurrent writes one succeeds, and the other gets the same error as from the check."""

import pytest
from django.db import transaction

from books.admin import AuthorAdmin, BookAdmin
from books.models import Author, Book
from core.versions import StaleError


def change_behind_the_back(book: Book) -> None:
    theirs = Book.objects.get(pk=book.pk)
    theirs.title = "Theirs"
    theirs.save()


def test_a_book_read_before_a_change_cannot_be_saved(books):
    book = books(1)
    change_behind_the_back(book)
    book.title = "Mine"
    with pytest.raises(StaleError), transaction.atomic():
        book.save()
    book.refresh_from_db()
    assert (book.title, book.version) == ("Theirs", 2)


@pytest.fixture
def blind_once(monkeypatch: pytest.MonkeyPatch):
    """Make the next check of a kind miss the rival, as it does when that is another process."""

    def blind(owner: type, check: str, seen) -> None:
        original = getattr(owner, check)

        def late(*args, **kwargs):
            monkeypatch.setattr(owner, check, original)
            return seen(original(*args, **kwargs))

        monkeypatch.setattr(owner, check, late)

    return blind


def test_a_concurrent_duplicate_is_a_conflict(books, blind_once, signed_in):
    book = books(1)
    blind_once(Book, "_perform_unique_checks", lambda errors: {})
    fields = {"title": "Mine", "slug": book.slug, "author": book.author.slug, "year": 1900}
    response = signed_in("editor").post("/api/books/", fields, content_type="application/json")
    assert (response.status_code, list(response.json()["errors"])) == (409, ["slug"])


def form(book: Book) -> dict[str, object]:
    return {"title": "Mine", "slug": book.slug, "author": book.author_id, "year": 5, "opened": 1}


def first_version(book: Book) -> Book:
    book.version = 1
    return book


def test_a_concurrent_change_is_reported_in_the_admin(books, blind_once, signed_in):
    book = books(1)
    change_behind_the_back(book)
    blind_once(BookAdmin, "get_object", first_version)
    response = signed_in("editor").post(f"/admin/books/book/{book.pk}/change/", form(book))
    assert "Somebody has changed this book" in response.content.decode()
    book.refresh_from_db()
    assert (book.title, book.version) == ("Theirs", 2)


def test_a_concurrent_duplicate_is_reported_in_the_admin(books, blind_once, signed_in):
    book = books(1)
    blind_once(Book, "_perform_unique_checks", lambda errors: {})
    response = signed_in("editor").post("/admin/books/book/add/", form(book))
    assert "Book with this Slug already exists." in response.content.decode()


def test_an_author_who_gets_a_book_meanwhile_is_not_deleted(books, blind_once, signed_in):
    author = books(1).author
    blind_once(AuthorAdmin, "get_deleted_objects", lambda found: (*found[:3], []))
    response = signed_in("manager").post(
        f"/admin/books/author/{author.pk}/delete/", {"post": "yes"}
    )
    assert (response.status_code, "protected" in response.content.decode()) == (200, True)
    assert Author.objects.filter(pk=author.pk).exists()
