"""The base of the lists of books, authors and users: permissions, history, own error messages."""

import re
from typing import Any

from flask import Blueprint, abort, flash, g, request
from flask.typing import ResponseReturnValue
from flask_admin import Admin, expose
from flask_admin.contrib.sqla import ModelView
from flask_admin.model.template import EndpointLinkRowAction
from flask_wtf.csrf import CSRFError
from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from wtforms import HiddenField, ValidationError

from flask_impl.core import history
from flask_impl.core.admin import StaffOnly, may
from flask_impl.core.errors import refuse_token
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role

STALE = (
    "Somebody else has changed this in the meantime. Nothing was stored; open it again to see "
    "what is there now."
)
FORMS = {"create_view", "edit_view"}
OUT_OF_DATE = "This form was out of date. Nothing was done; send it again."
LONGEST_SEARCH = 200  # as in the catalogue
CLASH = "Something else has this already, or still needs it. Nothing was stored."


class VersionField(HiddenField):
    """The version that a form was opened with: compared with the current one, never stored."""

    def pre_validate(self, form: Any) -> None:
        record = form._obj
        if record is not None and self.data != str(record.version):
            flash(STALE, "error")
            raise ValidationError(STALE)

    def populate_obj(self, obj: Any, name: str) -> None:
        pass


class Records(StaffOnly, ModelView):
    """The list and the forms of one model."""

    least_for = {
        "create_view": Role.editor,
        "edit_view": Role.editor,
        "action_view": Role.editor,
        "delete_view": Role.manager,
    }
    can_view_details = True
    simple_list_pager = True  # otherwise every page counts all rows
    named_filter_urls = True
    # Records are deleted one by one, each with a history entry
    action_disallowed_list = ["delete"]
    column_extra_row_actions = [EndpointLinkRowAction("fa fa-history", ".history_view", "History")]

    can_create = property(lambda self: may(self.least_for["create_view"]))
    can_edit = property(lambda self: may(self.least_for["edit_view"]))
    can_delete = property(lambda self: may(self.least_for["delete_view"]))

    def create_blueprint(self, admin: Admin) -> Blueprint:
        blueprint = super().create_blueprint(admin)
        blueprint.register_error_handler(CSRFError, self.show_again)
        return blueprint

    def show_again(self, error: CSRFError) -> ResponseReturnValue:
        """The form with its input and a fresh token; ``validate_form`` prevents any write."""
        name = str(request.endpoint).partition(".")[2]
        if name not in FORMS or not may(self.least) or not may(self.least_for[name]):
            return refuse_token(error)
        g.stale_form = True
        try:
            page = getattr(self, name)()
        except HTTPException:  # the record does not exist
            return refuse_token(error)
        finally:
            db.session.rollback()
        return page, 403

    def validate_form(self, form: Any) -> bool:
        if "stale_form" in g:
            flash(OUT_OF_DATE, "error")
        return "stale_form" not in g and super().validate_form(form)

    def is_action_allowed(self, name: str) -> bool:
        return may(self.least_for["action_view"]) and super().is_action_allowed(name)

    def matching(self, search: str) -> ColumnElement[bool]:
        """The result of a search; each list defines it."""
        raise NotImplementedError

    def _apply_search(
        self, query: Any, count_query: None, joins: Any, count_joins: Any, search: str
    ) -> Any:
        """Flask-Admin treats ``%`` and ``_`` as wildcards; SQLite fails on a very long pattern."""
        if len(search) > LONGEST_SEARCH:
            abort(400)
        return query.filter(self.matching(search.strip())), count_query, joins, count_joins

    def _get_list_extra_args(self) -> Any:
        """Drops unknown parameters, which are passed to ``url_for`` and make it fail."""
        return super()._get_list_extra_args().clone(extra_args={})

    def on_model_change(self, form: Any, model: Any, is_created: bool) -> None:
        fields = history.changed_fields(model)
        db.session.flush()  # assigns the id of a new record
        if is_created:
            history.record("added", self.endpoint, model.id)
        elif fields:
            history.record("changed", self.endpoint, model.id, fields)

    def on_model_delete(self, model: Any) -> None:
        history.record("deleted", self.endpoint, model.id)

    def handle_view_exception(self, exc: Exception) -> bool:
        """Flask-Admin would show the database's message."""
        if isinstance(exc, StaleDataError):
            flash(STALE, "error")
        elif isinstance(exc, IntegrityError):
            flash(CLASH, "error")
        elif isinstance(exc, ValidationError):
            flash(str(exc), "error")
        else:
            raise exc
        return True

    def get_one(self, id: Any) -> Any:
        return super().get_one(id) or abort(404)

    @expose("/history/")
    def history_view(self) -> Any:
        record = self.get_one(request.args.get("id"))
        if not re.fullmatch("[0-9]{1,6}", number := request.args.get("page", "0")):
            abort(404)
        page = int(number)
        changes, older = history.changes_of(self.endpoint, record.id, page)
        return self.render(
            "admin/history.html", record=record, changes=changes, page=page, older=older
        )
