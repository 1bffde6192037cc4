"""Authors in the admin."""

from typing import Any

from sqlalchemy import exists, select
from wtforms import ValidationError

from flask_impl.admin.records import SLUG_ARGS, Records, stripped
from flask_impl.extensions import db
from flask_impl.models import Book


class Authors(Records):
    column_list = ["name", "slug"]
    column_searchable_list = ["name", "slug"]
    column_sortable_list = ["name", "slug"]
    column_default_sort = "name"
    form_columns = ["name", "slug"]
    form_args = {"name": {"filters": [stripped]}, "slug": SLUG_ARGS}

    def on_model_delete(self, model: Any) -> None:
        if db.session.scalar(select(exists().where(Book.author_id == model.id))):
            raise ValidationError(f"{model.name} has books in the catalogue; delete these first.")
        super().on_model_delete(model)
