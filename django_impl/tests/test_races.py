"""Of two who write at once one wins, and the other is told as if the check had seen it."""

import pytest

from books.admin import AuthorAdmin, BookAdmin
from books.models import Author, Book, StaleError

FIELDS = {"title": "Mine", "slug": "mine", "author": "made-up-author-001", "year": 1900}


@pytest.fixture
def rival(monkeypatch: pytest.MonkeyPatch):
    """Do something between the next check and its write."""

    def let(act) -> None:
        save = Book.save

        def save_late(book: Book, *args, **kwargs) -> None:
            monkeypatch.setattr(Book, "save", save)
            act()
            save(book, *args, **kwargs)

        monkeypatch.setattr(Book, "save", save_late)

    return let


def change_behind_the_back(book: Book) -> None:
    theirs = Book.objects.get(pk=book.pk)
    theirs.title = "Theirs"
    theirs.save()


def test_a_book_read_before_a_change_cannot_be_saved(books):
    book = books(1)
    change_behind_the_back(book)
    book.title = "Mine"
    with pytest.raises(StaleError):
        book.save()
    book.refresh_from_db()
    assert (book.title, book.version) == ("Theirs", 2)


def test_a_duplicate_that_comes_in_between_is_a_conflict(books, rival, signed_in):
    author = books(2).author
    rival(lambda: Book.objects.create(title="Theirs", slug="mine", author=author, year=1))
    answer = signed_in("editor").post("/api/books/", FIELDS, content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["slug"])
    assert Book.objects.get(slug="mine").title == "Theirs"


@pytest.mark.parametrize(("wanted", "expected"), [('"1"', 412), ("*", 200)])
def test_a_change_that_comes_in_between_is_stale_for_the_api(books, rival, signed_in, wanted: str, expected: int):
    book = books(1)
    rival(lambda: change_behind_the_back(book))
    path, headers = f"/api/books/{book.slug}/", {"If-Match": wanted}
    answer = signed_in("editor").patch(path, {"year": 1}, content_type="application/json", headers=headers)
    assert answer.status_code == expected


@pytest.fixture
def blind_once(monkeypatch: pytest.MonkeyPatch):
    """Let the admin's next check of a kind see the past, as it does when the rival is another process."""

    def blind(owner: type, check: str, seen) -> None:
        original = getattr(owner, check)

        def late(*args, **kwargs):
            monkeypatch.setattr(owner, check, original)
            return seen(original(*args, **kwargs))

        monkeypatch.setattr(owner, check, late)

    return blind


def form(book: Book) -> dict[str, object]:
    return {"title": "Mine", "slug": book.slug, "author": book.author_id, "year": 5, "opened": 1}


def first_version(book: Book) -> Book:
    book.version = 1
    return book


def test_a_change_that_comes_in_between_is_told_in_the_admin(books, blind_once, signed_in):
    book = books(1)
    change_behind_the_back(book)
    blind_once(BookAdmin, "get_object", first_version)
    answer = signed_in("editor").post(f"/admin/books/book/{book.pk}/change/", form(book))
    assert "Somebody has changed this book" in answer.content.decode()
    book.refresh_from_db()
    assert (book.title, book.version) == ("Theirs", 2)


def test_a_duplicate_that_comes_in_between_is_told_in_the_admin(books, blind_once, signed_in):
    book = books(1)
    blind_once(Book, "_perform_unique_checks", lambda errors: {})
    answer = signed_in("editor").post("/admin/books/book/add/", form(book))
    assert "Book with this Slug already exists." in answer.content.decode()


def test_an_author_who_gets_a_book_in_between_is_not_deleted(books, blind_once, signed_in):
    author = books(1).author
    blind_once(AuthorAdmin, "get_deleted_objects", lambda found: (*found[:3], []))
    answer = signed_in("manager").post(f"/admin/books/author/{author.pk}/delete/", {"post": "yes"})
    assert (answer.status_code, "protected" in answer.content.decode()) == (200, True)
    assert Author.objects.filter(pk=author.pk).exists()
