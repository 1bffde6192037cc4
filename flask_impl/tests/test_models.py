"""Derived columns follow their source, however a row is stored."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import insert, update

from flask_impl.accounts.models import User
from flask_impl.books.models import Author, Book
from flask_impl.books.payload import NewBook, body
from flask_impl.core.errors import InvalidFields
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role

BOOK = {
    "title": "Les Misérables",
    "slug": "les-miserables",
    "author_id": 1,
    "year": 1862,
    "summary": "",
}


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def stored() -> Book:
    db.session.commit()
    db.session.expire_all()
    return db.session.query(Book).one()


def test_an_object_and_its_change_are_folded():
    book = Book(**BOOK)
    db.session.add(book)
    assert stored().title_folded == "les miserables"
    book.title = "ÉMILE"
    assert stored().title_folded == "emile"


def test_rows_inserted_at_once_are_folded():
    db.session.execute(insert(Book), [BOOK])
    assert stored().title_folded == "les miserables"


def test_an_update_of_rows_moves_the_time_of_the_last_change():
    db.session.add(Book(**BOOK))
    before = stored().updated_at
    db.session.execute(update(Book).values(available=False))
    assert stored().updated_at > before


def test_an_equal_value_is_not_a_change():
    db.session.add(Book(**BOOK))
    book, author = stored(), db.session.query(Author).one()
    book.title, book.author, author.name = "Les Misérables", author, "Jane Austen"
    assert db.session.query(Author).one().version == stored().version == 1


def test_a_user_name_has_one_spelling():
    db.session.add(User(username=" Ｒeader\n", password_hash="none", role=Role.reader))
    db.session.commit()
    user = db.session.query(User).filter_by(username_key="reader").one()
    assert (user.username, user.version) == ("Reader", 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [("slug", "a b"), ("isbn", "978-0-14-143951-8"), ("title", "a\0b"), ("summary", "a\0b")],
)
def test_a_pattern_is_said_in_words(app: Flask, name: str, value: str):
    book = {"title": "Emma", "slug": "emma", "author": "jane-austen", "year": 1815}
    sent = app.test_request_context(method="POST", json=book | {name: value})
    with sent, pytest.raises(InvalidFields) as refused:
        body(NewBook)
    ((field, (sentence,)),) = refused.value.errors.items()
    assert (field, "[" in sentence, sentence[-1]) == (name, False, ".")
