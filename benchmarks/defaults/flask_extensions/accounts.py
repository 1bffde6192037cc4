"""Signing in and out and a new password, and the admin closed to others: Flask-Login's "Login
Example", Flask-WTF's "Quickstart", Flask-Admin's "Authorization & Permissions"."""

from urllib.parse import urljoin, urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import AdminIndexView
from flask_admin.contrib.sqla import ModelView
from flask_login import current_user, login_required, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo

from benchmarks.defaults.flask_catalogue.models import db
from benchmarks.defaults.flask_extensions.models import User

bp = Blueprint("accounts", __name__)


class LoginForm(FlaskForm):
    username = StringField(validators=[DataRequired()])
    password = PasswordField(validators=[DataRequired()])


class PasswordForm(FlaskForm):
    old_password = PasswordField(validators=[DataRequired()])
    new_password1 = PasswordField(validators=[DataRequired()])
    new_password2 = PasswordField(validators=[EqualTo("new_password1")])


def next_is_valid(target: str) -> bool:
    """Flask-Login's page says that ``next`` must be checked and leaves it to the reader, who
    compares the hosts."""
    return urlsplit(urljoin(request.host_url, target)).netloc == request.host


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    form = LoginForm()
    if form.validate_on_submit():
        user = db.session.execute(db.select(User).filter_by(username=form.username.data)).scalar()
        if (
            user
            and check_password_hash(user.password, form.password.data or "")
            and login_user(user)
        ):
            target = request.args.get("next", "")
            if not next_is_valid(target):
                abort(400)
            return redirect(target or url_for("accounts.account"))
        flash("Wrong user name or password.")
    return render_template("form.html", form=form)


@bp.route("/logout")
@login_required
def logout() -> ResponseReturnValue:
    logout_user()
    return redirect(url_for("books.index"))


@bp.route("/account", methods=["GET", "POST"])
@login_required
def account() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit():
        if check_password_hash(current_user.password, form.old_password.data or ""):
            current_user.password = generate_password_hash(form.new_password1.data or "")
            db.session.commit()
            return redirect(url_for("accounts.account"))
        flash("Wrong password.")
    return render_template("form.html", form=form)


class Guarded:
    def is_accessible(self) -> bool:
        return current_user.is_authenticated

    def inaccessible_callback(self, name: str, **kwargs: object) -> ResponseReturnValue:
        return redirect(url_for("accounts.login", next=request.url))


class GuardedView(Guarded, ModelView):
    pass


class GuardedIndex(Guarded, AdminIndexView):
    pass
