"""Signing in and out, the account page, a new password."""

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_login import current_user, login_required
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired

from flask_impl.accounts.names import normalize_username
from flask_impl.accounts.passwords import authenticate, hash_password, is_right, weaknesses
from flask_impl.accounts.sessions import continue_session, end_sessions, sign_in, sign_out
from flask_impl.accounts.throttling import limit_failures, seconds_left
from flask_impl.core import history
from flask_impl.core.errors import refuse_token
from flask_impl.core.extensions import db
from flask_impl.core.policy import is_local

bp = Blueprint("accounts", __name__)


PRESENT = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}


class LoginForm(FlaskForm):
    username = StringField(validators=[InputRequired()], render_kw={"autocomplete": "username"})
    password = PasswordField(validators=[InputRequired()], render_kw=PRESENT)


class PasswordForm(FlaskForm):
    old_password = PasswordField(validators=[InputRequired()], render_kw=PRESENT)
    new_password1 = PasswordField(validators=[InputRequired()], render_kw=NEW)
    new_password2 = PasswordField(validators=[InputRequired()], render_kw=NEW)

    def validate_old_password(self, field: Field) -> None:
        if not is_right(current_user, field.data or ""):
            g.wrong_password = True
            raise ValidationError("This is not your present password.")

    def validate_new_password2(self, field: Field) -> None:
        if self.new_password1.data and field.data != self.new_password1.data:
            raise ValidationError("The two new passwords differ.")
        for weakness in weaknesses(field.data or "", current_user.username):
            raise ValidationError(weakness)


def target_of_request() -> str:
    """The target after signing in, or nothing: from the form, otherwise from the query string."""
    target = request.form.get("next", request.args.get("next", ""))
    return target if is_local(target) else ""


def login_page(status: int = 200, **why: bool) -> tuple[str, int]:
    return render_template(
        "accounts/login.html", form=LoginForm(request.form), next=target_of_request(), **why
    ), status


@bp.route("/login/", methods=["GET", "POST"])
@limit_failures(lambda: normalize_username(request.form.get("username")))
def login() -> ResponseReturnValue:
    g.private = True
    if request.method == "POST":
        form, target = LoginForm(request.form), target_of_request()
        user = authenticate(form.username.data or "", form.password.data or "")
        if user:
            sign_in(user)
            db.session.commit()
            return redirect(target or url_for("accounts.account"))
        return login_page(401, refused=True)
    return login_page()


@bp.post("/logout/")
def logout() -> ResponseReturnValue:
    sign_out()
    db.session.commit()
    return redirect(url_for("books.home"))


def account_page(
    status: int = 200, form: PasswordForm | None = None, **why: bool
) -> tuple[str, int]:
    return render_template(
        "accounts/account.html",
        form=form or PasswordForm(None),
        role=current_user.role.name,
        **why,
    ), status


@bp.get("/account/")
@login_required
def account() -> ResponseReturnValue:
    return account_page()


@bp.post("/account/password/")
@login_required
@limit_failures(lambda: current_user.username)
def change_password() -> ResponseReturnValue:
    form = PasswordForm(request.form)  # explicit, because FlaskForm would read JSON too
    if not form.validate():
        return account_page(422, form)
    user = current_user._get_current_object()
    user.password_hash = hash_password(form.new_password1.data or "")
    history.record("changed", "user", user.id, "password")
    try:
        end_sessions(user)
        continue_session(user)
        db.session.commit()
    except StaleDataError:
        db.session.rollback()
        form.new_password1.errors = ["Your account was changed in the meantime. Try again."]
        return account_page(422, form)
    return redirect(url_for("accounts.account"))


@bp.errorhandler(RateLimitExceeded)
def make_wait(error: RateLimitExceeded) -> ResponseReturnValue:
    g.private = True
    page = login_page if request.endpoint == "accounts.login" else account_page
    return *page(429, throttled=True), {"Retry-After": str(seconds_left())}


@bp.errorhandler(CSRFError)
def show_again(error: CSRFError) -> ResponseReturnValue:
    """The form with its input and a fresh token; the view is not called."""
    g.private = True
    if request.endpoint == "accounts.login":
        return login_page(403, stale=True)
    if request.endpoint == "accounts.change_password" and current_user.is_authenticated:
        return account_page(403, stale=True)
    return refuse_token(error)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.context_processor(lambda: {"user": current_user})
