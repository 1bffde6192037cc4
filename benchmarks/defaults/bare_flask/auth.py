"""Signing in and out and a new password: the tutorial's page "Blueprints and Views".

``login_required`` and what becomes of its ``next`` follow the pattern "View Decorators".
"""

import functools
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.security import check_password_hash, generate_password_hash

from benchmarks.defaults.bare_flask.db import get_db

bp = Blueprint("auth", __name__, url_prefix="/auth")


@bp.before_app_request
def load_logged_in_user() -> None:
    g.user = (
        get_db().execute("SELECT * FROM user WHERE id = ?", (session.get("user_id"),)).fetchone()
    )


def login_required(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def wrapped_view(**kwargs: Any) -> Any:
        if g.user is None:
            return redirect(url_for("auth.login", next=request.url))
        return view(**kwargs)

    return wrapped_view


@bp.route("/login", methods=("GET", "POST"))
def login() -> ResponseReturnValue:
    if request.method == "POST":
        username, password = request.form["username"], request.form["password"]
        user = get_db().execute("SELECT * FROM user WHERE username = ?", (username,)).fetchone()
        if user is None:
            flash("Incorrect username.")
        elif not check_password_hash(user["password"], password):
            flash("Incorrect password.")
        else:
            session.clear()
            session["user_id"] = user["id"]
            return redirect(request.form["next"] or url_for("auth.account"))
    return render_template("login.html", next=request.args.get("next", ""))


@bp.route("/logout")
def logout() -> ResponseReturnValue:
    session.clear()
    return redirect(url_for("books.index"))


@bp.route("/account", methods=("GET", "POST"))
@login_required
def account() -> ResponseReturnValue:
    """The form that changes the password; the tutorial has none, this one is written as its other
    forms are."""
    if request.method == "POST":
        old, new, again = (
            request.form[name] for name in ("old_password", "new_password1", "new_password2")
        )
        if not check_password_hash(g.user["password"], old):
            flash("Incorrect password.")
        elif not new or new != again:
            flash("The two new passwords differ.")
        else:
            db = get_db()
            db.execute(
                "UPDATE user SET password = ? WHERE id = ?",
                (generate_password_hash(new), g.user["id"]),
            )
            db.commit()
            return redirect(url_for("auth.account"))
    return render_template("account.html")
