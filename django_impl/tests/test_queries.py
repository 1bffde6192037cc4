"""A page needs the same number of queries for any number of books."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from books.models import Author

PUBLIC = {
    "the catalogue": ("/books/", 2),
    "a search": ("/books/?q=book&sort=-year", 2),
    "the API": ("/api/books/", 1),
}


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("path", "few"), PUBLIC.values(), ids=PUBLIC)
def test_a_public_page_costs_as_much_with_many_books_as_with_few(books, path: str, few: int):
    for total in (25, 250):
        books(total)
        assert queries(Client(), path) == few


def test_a_book_costs_one_query(books):
    assert queries(Client(), books(5).get_absolute_url()) == 1


def test_the_admin_s_list_costs_as_much_with_many_books_as_with_few(books, signed_in):
    editor, costs = signed_in("editor"), set()
    for total in (25, 250):
        books(total)
        costs.add(queries(editor, "/admin/books/book/"))
    assert len(costs) == 1
    assert costs.pop() <= 10


def test_the_count_of_books_is_capped(books):
    books(1100)
    with CaptureQueriesContext(connection) as captured:
        Client().get("/books/")
    (count,) = [one["sql"] for one in captured.captured_queries if "COUNT" in one["sql"]]
    assert "LIMIT 1001" in count


def test_the_admin_s_list_does_not_count_the_books_of_each_author(signed_in):
    names = [f"Author {number}" for number in range(2001)]
    Author.objects.bulk_create(
        Author(name=name, name_folded=name.lower(), slug=name.replace(" ", "-")) for name in names
    )
    assert queries(signed_in("editor"), "/admin/books/book/?_facets=1")
