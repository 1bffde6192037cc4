"""Authors in the admin."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from wtforms import ValidationError

from flask_impl.admin.fields import SLUG_ARGS, TITLE_ARGS, VersionField
from flask_impl.admin.records import Records
from flask_impl.extensions import db
from flask_impl.models import Author, Book
from flask_impl.text import fold


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
