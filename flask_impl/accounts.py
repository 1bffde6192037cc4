"""Signing in and out, the account page, a new password."""

from collections.abc import Sequence

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_login import current_user, login_required
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo

from flask_impl import history
from flask_impl.passwords import authenticate, hash_password, is_right, weaknesses
from flask_impl.sessions import end_sessions, sign_in, sign_out
from flask_impl.throttling import limit_failures, seconds_left

bp = Blueprint("accounts", __name__)


class LoginForm(FlaskForm):
    username = StringField()
    password = PasswordField()


class PasswordForm(FlaskForm):
    old_password = PasswordField()
    new_password1 = PasswordField()
    new_password2 = PasswordField(validators=[EqualTo("new_password1", "The two new passwords differ.")])

    def validate_old_password(self, field: Field) -> None:
        if not is_right(current_user, field.data or ""):
            raise ValidationError("This is not your present password.")

    def validate_new_password1(self, field: Field) -> None:
        for weakness in weaknesses(field.data or "", current_user.username):
            raise ValidationError(weakness)


def is_local(target: str) -> bool:
    """Whether a browser stays on this host; it takes a backslash for a slash and drops control characters."""
    return target.startswith("/") and not target.startswith("//") and target.isprintable() and "\\" not in target


def login_page(status: int = 200, **why: bool) -> tuple[str, int]:
    return render_template("accounts/login.html", form=LoginForm(), next=request.values.get("next", ""), **why), status


@bp.route("/login/", methods=["GET", "POST"])
@limit_failures
def login() -> ResponseReturnValue:
    g.private = True
    if request.method == "POST":
        form, target = LoginForm(), request.values.get("next", "")
        user = authenticate(form.username.data or "", form.password.data or "")
        if user:
            sign_in(user)
            return redirect(target if is_local(target) else url_for("accounts.account"))
        return login_page(401, refused=True)
    return login_page()


@bp.errorhandler(RateLimitExceeded)
def refuse_unheard(error: RateLimitExceeded) -> ResponseReturnValue:
    g.private = True
    return *login_page(429, throttled=True), {"Retry-After": str(seconds_left())}


@bp.post("/logout/")
def logout() -> ResponseReturnValue:
    sign_out()
    return redirect(url_for("books.home"))


def account_page(status: int = 200, **errors: Sequence[str]) -> ResponseReturnValue:
    return render_template("accounts/account.html", errors=errors, role=current_user.role.name), status


@bp.get("/account/")
@login_required
def account() -> ResponseReturnValue:
    return account_page()


@bp.post("/account/password/")
@login_required
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate():
        return account_page(422, **form.errors)
    user = current_user._get_current_object()
    user.password_hash = hash_password(form.new_password1.data or "")
    history.record("changed", "user", user.id, "password")
    end_sessions(user)
    sign_in(user)
    return redirect(url_for("accounts.account"))


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.context_processor(lambda: {"user": current_user})
