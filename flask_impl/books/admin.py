"""Authors and books in the admin."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, flash, request
from flask_admin.actions import action
from flask_admin.contrib.sqla.filters import BooleanEqualFilter, FilterEqual
from sqlalchemy import ColumnElement, exists, or_, select, true, update
from sqlalchemy.orm import Query
from wtforms import SelectField, ValidationError
from wtforms.validators import Length, NumberRange

from flask_impl.books.csv_export import COLUMNS, cell
from flask_impl.books.fields import ISBN_ARGS, SLUG_ARGS, TITLE_ARGS, YearField, as_id, lines
from flask_impl.books.models import EARLIEST, LATEST, LONGEST_SUMMARY, Author, Book
from flask_impl.books.search import matching
from flask_impl.core import history
from flask_impl.core.admin import site_of
from flask_impl.core.extensions import db
from flask_impl.core.text import fold
from flask_impl.core.versioned_admin import Records, VersionField

BATCH_SIZE = 1000
SHOWN = {"search", "sort", "desc"}
"""Parameters that select and sort a list, besides the filters."""


def authors() -> list[tuple[int, str]]:
    return [
        (author.id, author.name)
        for author in db.session.scalars(select(Author).order_by(Author.name))
    ]


def read_in_batches(query: Query[Book]) -> Iterator[Book]:
    """Uses its own session, because that of the view has ended when the first row is sent."""
    yield from query.with_session(db.session()).yield_per(BATCH_SIZE)


class Authors(Records):
    column_list = ["name", "slug"]
    column_searchable_list = ["name", "slug"]
    column_sortable_list = ["name", "slug"]
    column_default_sort = "name"
    form_columns = ["name", "slug", "version"]
    form_extra_fields = {"version": VersionField()}
    form_args = {"name": TITLE_ARGS, "slug": SLUG_ARGS}

    def matching(self, search: str) -> ColumnElement[bool]:
        slug = Author.slug.icontains(search, autoescape=True)
        return or_(Author.name_folded.contains(fold(search), autoescape=True), slug)

    def on_model_delete(self, model: Any) -> None:
        if db.session.scalar(select(exists().where(Book.author_id == model.id))):
            raise ValidationError(f"{model.name} has books in the catalogue; delete these first.")
        super().on_model_delete(model)


class Books(Records):
    column_list = ["title", "author", "year", "isbn", "available", "slug"]
    column_details_list = [*column_list, "summary", "version", "created_at", "updated_at"]
    column_labels = {"isbn": "ISBN"}
    column_searchable_list = ["title", "author.name"]
    column_filters = [
        FilterEqual("author.slug", "Author slug"),  # not the name, which is not unique
        BooleanEqualFilter(Book.available, "Available"),
    ]
    column_sortable_list = [("title", ("title", "id")), ("year", ("year", "id"))]
    page_size = 50  # as Django's admin, so that the two lists can be compared
    column_default_sort = [("title", False), ("id", False)]
    can_export = True
    form_columns = [
        "title",
        "slug",
        "author_id",
        "year",
        "isbn",
        "summary",
        "available",
        "version",
    ]
    form_overrides = {"year": YearField}
    form_extra_fields = {
        # Flask-Admin's own field for a relation makes WTForms warn.
        "author_id": SelectField(
            "Author", coerce=as_id, choices=authors, render_kw={"data-role": "select2"}
        ),
        "version": VersionField(),
    }
    form_args = {
        "title": TITLE_ARGS,
        "slug": SLUG_ARGS,
        "year": {"validators": [NumberRange(EARLIEST, LATEST)]},
        "isbn": ISBN_ARGS,
        "summary": {"filters": [lines], "validators": [Length(max=LONGEST_SUMMARY)]},
    }

    def matching(self, search: str) -> ColumnElement[bool]:
        """Uses the catalogue's search."""
        condition = matching(select(Book), q)[0].whereclause if (q := fold(search)) else None
        return true() if condition is None else condition

    def get_list(self, *args: Any, **options: Any) -> Any:
        """Streams the file; Flask-Admin would build a list of all books first."""
        if options.get("page_size") != self.export_max_rows:
            return super().get_list(*args, **options)
        count, query = super().get_list(*args, **options, execute=False)
        return count, read_in_batches(query)

    def export_url(self) -> str:
        """The export of the list with its search and filters, on all its pages."""
        shown = {
            name: value
            for name, value in request.args.items()
            if name in SHOWN or name.startswith("flt")
        }
        return self.get_url(".export", export_type="csv", **shown)

    def get_export_columns(self) -> list[tuple[str, str]]:
        return [(column, column) for column in COLUMNS]

    def get_export_value(self, model: Book, name: Any) -> str:
        return cell(model, name)

    @action("unavailable", "Mark as unavailable", "Mark the selected books as unavailable?")
    def mark_unavailable(self, ids: list[str]) -> None:
        chosen = update(Book).where(Book.id.in_(map(int, ids)), Book.available)
        marked = db.session.scalars(
            chosen.values(available=False, version=Book.version + 1).returning(Book.id)
        ).all()
        for book_id in marked:
            history.record("changed", self.endpoint, book_id, "available")
        db.session.commit()
        flash(f"{len(marked)} marked as unavailable.", "success")


def init_app(app: Flask) -> None:
    for view in (Books(Book, db, "Books"), Authors(Author, db, "Authors")):
        site_of(app).add_view(view)
