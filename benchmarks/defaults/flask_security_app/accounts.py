"""The page of a user, and the admin closed to others: Flask-Security's "Quick Start", Flask-Admin's
"Authorization & Permissions" with its example "auth"."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_security import auth_required, current_user

bp = Blueprint("accounts", __name__)


@bp.route("/account")
@auth_required()
def account() -> ResponseReturnValue:
    return render_template("account.html")


class Guarded:
    def is_accessible(self) -> bool:
        return (
            current_user.is_active
            and current_user.is_authenticated
            and current_user.has_role("superuser")
        )

    def _handle_view(self, name: str, **kwargs: object) -> ResponseReturnValue | None:
        if not self.is_accessible():
            if current_user.is_authenticated:
                abort(403)
            return redirect(url_for("security.login", next=request.url))
        return None


class GuardedView(Guarded, ModelView):
    pass


class GuardedIndex(Guarded, AdminIndexView):
    pass
