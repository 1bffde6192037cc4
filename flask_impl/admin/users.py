"""Users in the admin: a manager makes them, gives them a role, lets them in or not."""

from typing import Any

from wtforms import PasswordField, SelectField, ValidationError
from wtforms.validators import InputRequired, Regexp

from flask_impl.admin.records import Records
from flask_impl.passwords import hash_password, weaknesses
from flask_impl.sessions import end_sessions
from flask_impl.users import Role, normal

USERNAME = r"[\w.@+-]+"
LETTERS = "A user name is made of letters, digits and @ . + - _ alone."
ROLES = list(Role.__members__)


def as_role(value: Any) -> Role | None:
    return Role.__members__.get(value) if isinstance(value, str) else value


class NewPassword(PasswordField):
    """Needed for a new user; left empty, the present password stays."""

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
    form_columns = ["username", "role", "active", "password"]
    form_args = {"username": {"filters": [normal], "validators": [Regexp(rf"{USERNAME}\Z", message=LETTERS)]}}
    form_extra_fields = {
        "role": SelectField(
            choices=ROLES,  # type: ignore[arg-type]  # the stubs know pairs alone, which WTForms is giving up
            coerce=as_role,
            validators=[InputRequired()],
        ),
        "password": NewPassword("New password", render_kw={"autocomplete": "new-password"}),
    }

    def on_model_change(self, form: Any, model: Any, is_created: bool) -> None:
        super().on_model_change(form, model, is_created)
        if form["password"].data or not model.active:
            end_sessions(model)
