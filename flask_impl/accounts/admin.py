"""Users in the admin: a manager creates them, assigns a role, activates and deactivates them."""

from typing import Any

from flask import Flask
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from wtforms import Field, PasswordField, SelectField, ValidationError
from wtforms.validators import InputRequired, Regexp, StopValidation

from flask_impl.accounts.last_manager import LAST_MANAGER, has_manager, lock_managers
from flask_impl.accounts.models import User
from flask_impl.accounts.names import LETTERS, USERNAME, normalize_username, username_key
from flask_impl.accounts.passwords import hash_password, weaknesses
from flask_impl.accounts.sessions import continue_session, end_sessions
from flask_impl.core.admin import site_of
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role
from flask_impl.core.versioned_admin import Records, VersionField

ROLES = list(Role.__members__)


def as_role(value: Any) -> Role | None:
    return Role.__members__.get(value) if isinstance(value, str) else value


def free(form: Any, field: Field) -> None:
    """Uses the key, which Flask-Admin's own check of unique columns ignores."""
    holder = db.session.scalar(select(User).filter_by(username_key=username_key(field.data)))
    if holder not in (None, form._obj):
        raise StopValidation("There is a user of this name, however it is written.")


class NewPassword(PasswordField):
    """Required for a new user; when empty, the current password stays."""

    def pre_validate(self, form: Any) -> None:
        if self.data or form._obj is None:
            for weakness in weaknesses(self.data or "", form["username"].data or ""):
                raise ValidationError(weakness)

    def populate_obj(self, obj: Any, name: str) -> None:
        if self.data:
            obj.password_hash = hash_password(self.data)


class Users(Records):
    least = Role.manager
    column_list = ["username", "role", "active"]
    column_details_list = column_list
    column_searchable_list = ["username"]
    column_sortable_list = ["username"]
    column_default_sort = "username"
    column_formatters = {"role": lambda view, context, user, name: user.role.name}
    form_columns = ["username", "role", "active", "password", "version"]
    form_args = {
        "username": {
            "filters": [normalize_username],
            "validators": [Regexp(rf"{USERNAME}\Z", message=LETTERS), free],
        }
    }
    form_extra_fields = {
        "role": SelectField(
            choices=ROLES,  # type: ignore[arg-type]  # the stubs know pairs alone, which WTForms is giving up
            coerce=as_role,
            validators=[InputRequired()],
        ),
        "password": NewPassword("New password", render_kw={"autocomplete": "new-password"}),
        "version": VersionField(),
    }

    def matching(self, search: str) -> ColumnElement[bool]:
        return User.username_key.contains(username_key(search), autoescape=True)

    def update_model(self, form: Any, model: User) -> bool:
        lock_managers()
        return super().update_model(form, model)

    def delete_model(self, model: User) -> bool:
        lock_managers()
        return super().delete_model(model)

    def on_model_change(self, form: Any, model: Any, is_created: bool) -> None:
        super().on_model_change(form, model, is_created)
        if form["password"].data or not model.active:
            end_sessions(model)
        if not has_manager():
            raise ValidationError(LAST_MANAGER)

    def on_model_delete(self, model: User) -> None:
        super().on_model_delete(model)
        db.session.flush()
        if not has_manager(besides=model):
            raise ValidationError(LAST_MANAGER)

    def after_model_change(self, form: Any, model: User, is_created: bool) -> None:
        """A manager's own new password ends every session, including this one. Flask-Admin has
        already committed."""
        if form["password"].data and model.active and model.id == current_user.id:
            continue_session(model)
            db.session.commit()


def init_app(app: Flask) -> None:
    site_of(app).add_view(Users(User, db, "Users"))
