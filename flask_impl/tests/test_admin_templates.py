"""Flask-Admin's templates reach the browser without anything that the content security policy
forbids."""

from pathlib import Path

import flask_admin
import pytest

from flask_impl.core.admin_csp import REPLACED
from flask_impl.core.extensions import db
from flask_impl.core.history import PER_PAGE, Change

THEIRS = Path(flask_admin.__file__).parent / "templates" / "bootstrap4" / "admin"
LISTS = [f"/admin/{name}/" for name in ("book", "author", "user")]
PAGES = [
    "/admin/",
    *LISTS,
    *(f"{path}new/" for path in LISTS),
    *(f"{path}edit/?id=1" for path in LISTS),
]
PAGES += [
    *(f"{path}details/?id=1" for path in LISTS),
    "/admin/book/?page=1",
    "/admin/book/history/?id=1",
]
FORBIDDEN = ("javascript:", "onclick=", "<style", 'style="', "<script>")


@pytest.mark.parametrize("forbidden", REPLACED)
def test_the_replaced_code_exists_in_the_installed_version(forbidden: str):
    assert any(
        forbidden in template.read_text(encoding="utf-8") for template in THEIRS.rglob("*.html")
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_that_is_forbidden(manager, add_books, path: str):
    add_books(45)
    response = manager.get(path)
    assert response.status_code == 200
    assert [text for text in FORBIDDEN if text in response.text] == []


def test_the_history_has_a_second_page(app, manager, add_books):
    add_books(1)
    made = [f"change {number}." for number in range(PER_PAGE + 1)]
    with app.app_context():
        db.session.add_all(Change(who="x", action=one, kind="book", object_id=1) for one in made)
        db.session.commit()
    pages = [manager.get(f"/admin/book/history/?id=1&page={number}").text for number in (0, 1)]
    assert [[one for one in made if one in page] for page in pages] == [made[1:], made[:1]]
    assert ["Older" in page for page in pages] == [True, False]
    assert ["Newer" in page for page in pages] == [False, True]
    assert manager.get("/admin/book/history/?id=1&page=x").status_code == 404


def test_the_marks_for_our_own_script_are_there(manager, add_books):
    add_books(1)
    page = manager.get("/admin/book/").text
    assert 'data-bulk-action="unavailable"' in page
    assert 'data-confirm="Are you sure' in page
    assert page.count('<link rel="icon" href="data:,">') == 1
