"""Flask-Admin's templates reach the browser without anything that the content security policy
forbids."""

from pathlib import Path

import flask_admin
import pytest

from flask_impl.core.admin_csp import REPLACED

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


def test_the_marks_for_our_own_script_are_there(manager, add_books):
    add_books(1)
    page = manager.get("/admin/book/").text
    assert 'data-bulk-action="unavailable"' in page
    assert 'data-confirm="Are you sure' in page
    assert page.count('<link rel="icon" href="data:,">') == 1
