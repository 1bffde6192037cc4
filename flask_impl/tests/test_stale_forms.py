"""A form whose token is out of date is shown again, and the database gets only queries."""

from typing import Any

import pytest

BOOK: dict[str, Any] = {
    "title": "Typed",
    "slug": "typed",
    "author_id": "1",
    "year": "1900",
    "version": "1",
}
AUTHOR = {"name": "Typed", "slug": "typed", "version": "1"}
USER = {
    "username": "Typed",
    "role": "manager",
    "active": "y",
    "password": "quiet-otter-sings-42",
    "version": "1",
}
FORMS = {
    f"/admin/{name}/{view}": fields
    for name, fields in (("book", BOOK), ("author", AUTHOR), ("user", USER))
    for view in ("new/", "edit/?id=1")
}


@pytest.mark.parametrize(("path", "fields"), FORMS.items(), ids=FORMS)
def test_it_is_stored_with_a_token_and_only_looked_at_without(
    manager, add_books, count_queries, path: str, fields: dict[str, str]
):
    add_books(1)
    with count_queries() as statements:
        response = manager.post(path, data=fields)
    assert (response.status_code, "Typed" in response.text, "out of date" in response.text) == (
        403,
        True,
        True,
    )
    assert "quiet-otter" not in response.text
    assert [sent for sent in statements if not sent.startswith("SELECT")] == []
    assert (
        manager.post(path, data=fields, headers={"X-CSRFToken": token(manager)}).status_code == 302
    )


def token(client: Any) -> str:
    return client.get("/api/me/").json["csrf_token"]
