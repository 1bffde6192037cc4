"""Books in the admin."""

from typing import Any

from flask import flash
from flask_admin.actions import action
from flask_admin.contrib.sqla.filters import BooleanEqualFilter, FilterEqual
from sqlalchemy import select, update
from sqlalchemy.orm import Query
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.validators import Length, NumberRange, Optional, Regexp

from flask_impl import history
from flask_impl.admin.records import SLUG_ARGS, STALE, Records, stripped
from flask_impl.catalogue import Search
from flask_impl.extensions import db
from flask_impl.models import EARLIEST, ISBN, LATEST, LONGEST_SUMMARY, Author, Book
from flask_impl.spreadsheet import COLUMNS, cell


def authors() -> list[tuple[int, str]]:
    return [(author.id, author.name) for author in db.session.scalars(select(Author).order_by(Author.name))]


class VersionField(HiddenField):
    """The version from which a form was made: compared with the present one, never stored."""

    def pre_validate(self, form: Any) -> None:
        book = form._obj
        if book is not None and self.data != str(book.version):
            flash(STALE, "error")
            raise ValidationError(STALE)

    def populate_obj(self, obj: Any, name: str) -> None:
        pass


class Books(Records):
    column_list = ["title", "author", "year", "isbn", "available", "slug"]
    column_details_list = [*column_list, "summary", "version", "created_at", "updated_at"]
    column_labels = {"isbn": "ISBN"}
    column_searchable_list = ["title", "author.name"]
    column_filters = [FilterEqual("author.name", "Author"), BooleanEqualFilter(Book.available, "Available")]
    column_sortable_list = [("title", ("title", "id")), ("year", ("year", "id"))]
    page_size = 50  # as many rows as the other admin shows, so that the two lists can be compared
    column_default_sort = [("title", False), ("id", False)]
    can_export = True
    form_columns = ["title", "slug", "author_id", "year", "isbn", "summary", "available", "version"]
    form_extra_fields = {
        # Flask-Admin's own field for a relation makes WTForms warn.
        "author_id": SelectField("Author", coerce=int, choices=authors, render_kw={"data-role": "select2"}),
        "version": VersionField(),
    }
    form_args = {
        "title": {"filters": [stripped]},
        "slug": SLUG_ARGS,
        "year": {"validators": [NumberRange(EARLIEST, LATEST)]},
        "isbn": {"validators": [Optional(), Regexp(rf"{ISBN}\Z", message="An ISBN is 13 digits.")]},
        "summary": {"filters": [stripped], "validators": [Length(max=LONGEST_SUMMARY)]},
    }

    def _apply_search(self, query: Query[Book], count_query: None, joins: Any, count_joins: Any, search: str) -> Any:
        """As the catalogue searches; Flask-Admin takes ``%`` and ``_`` for wildcards."""
        return query.filter(Search(search.strip(), "", None).condition), count_query, joins, count_joins

    def get_export_columns(self) -> list[tuple[str, str]]:
        return [(column, column) for column in COLUMNS]

    def get_export_value(self, model: Book, name: Any) -> str:
        return cell(model, name)

    @action("unavailable", "Mark as unavailable", "Mark the selected books as unavailable?")
    def mark_unavailable(self, ids: list[str]) -> None:
        chosen = update(Book).where(Book.id.in_(map(int, ids)), Book.available)
        marked = db.session.scalars(chosen.values(available=False, version=Book.version + 1).returning(Book.id)).all()
        for book_id in marked:
            history.record("changed", self.endpoint, book_id, "available")
        db.session.commit()
        flash(f"{len(marked)} marked as unavailable.", "success")
