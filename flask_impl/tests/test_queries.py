"""A page needs the same number of queries for any number of books."""

import pytest

from flask_impl.books import admin as books
from flask_impl.core.extensions import db

VISITED = {
    "/books/": 2,
    "/books/?author=jane-austen&q=book": 3,
    "/books/book-1/": 1,
    "/api/books/": 1,
}
MANAGED = {
    "/admin/book/": 2,
    "/admin/book/?search=book&sort=2": 3,
    "/admin/book/?flt0_author_slug_equals=jane-austen": 2,
}
MANAGED |= {"/admin/book/edit/?id=1": 3, "/admin/book/export/csv/": 2}
NONE = ["/healthz", "/no-such-page/", "/static/bookshelf.css"]


@pytest.mark.parametrize(("path", "queries"), VISITED.items(), ids=VISITED)
def test_for_an_anonymous_client(app, add_books, count_queries, path: str, queries: int):
    add_books(5)
    for more in (20, 200):
        add_books(more)
        with count_queries() as statements:
            assert app.test_client().get(path).status_code == 200
        assert len(statements) == queries, statements


@pytest.mark.parametrize(("path", "queries"), MANAGED.items(), ids=MANAGED)
def test_for_a_manager(manager, add_books, count_queries, path: str, queries: int):
    add_books(5)
    for more in (20, 200):
        add_books(more)
        with count_queries() as statements:
            assert manager.get(path, buffered=True).status_code == 200
        assert len(statements) == queries, statements


@pytest.mark.parametrize("path", NONE)
def test_none_where_none_is_needed(manager, count_queries, path: str):
    with count_queries() as statements:
        manager.get(path).close()
    assert statements == []


def test_the_admin_counts_no_rows(manager, add_books, count_queries):
    add_books(25)
    with count_queries() as statements:
        manager.get("/admin/book/")
    assert not any("count(" in statement.lower() for statement in statements)


def test_the_admin_s_file_is_read_while_it_is_sent_and_gives_its_connection_back(
    app, add_books, manager, monkeypatch
):
    monkeypatch.setattr(books, "BATCH_SIZE", 1)
    add_books(3)
    response = manager.get("/admin/book/export/csv/", buffered=False)
    assert not isinstance(response.response, list)
    assert response.text.count("\r\n") == 4
    response.close()
    with app.app_context():
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
