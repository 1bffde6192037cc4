"""Sessions with a server-side end: the signed cookie carries a token, the database its validity."""

import hashlib
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_login import login_user
from sqlalchemy import delete, or_, select, update
from werkzeug import Response

from flask_impl.accounts.models import SignIn, User
from flask_impl.core.addresses import path_as_sent
from flask_impl.core.extensions import db, login_manager
from flask_impl.core.fields import now

CLOCKS_DIFFER = timedelta(minutes=1)


def touch_every() -> timedelta:
    """The interval at which the use of a session is recorded."""
    return min(timedelta(minutes=1), current_app.config["SESSION_IDLE"] / 10)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# The functions below store nothing: the view commits.


def sign_in(user: User) -> None:
    """Begin a session; forms that were opened before become invalid."""
    sign_out()
    session.clear()
    begin_session(user)


def continue_session(user: User) -> None:
    """Continue under a new id, for instance after all sessions of the user have ended. Open forms
    stay valid, and the lifetime is not extended."""
    sign_out()
    begin_session(user, g.get("session_began"))


def begin_session(user: User, began: datetime | None = None) -> None:
    user.token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(token_hash=digest(user.token), user_id=user.id, created_at=began or now())
    )
    login_user(user)
    g.username = user.username  # for the log


def sign_out() -> None:
    """End the session of this browser. The CSRF token stays, so that signing out twice is not an
    error."""
    if token := session.get("_user_id"):
        db.session.execute(delete(SignIn).filter_by(token_hash=digest(token)))
    for name in session.keys() - {"csrf_token"}:
        session.pop(name)


def end_sessions(user: User) -> None:
    db.session.execute(delete(SignIn).filter_by(user_id=user.id))


def clear_sessions() -> int:
    """Delete expired sessions and return their number. Requests do not, because their host's clock
    may be wrong."""
    idlest = now() - current_app.config["SESSION_IDLE"] - CLOCKS_DIFFER
    oldest = now() - current_app.config["PERMANENT_SESSION_LIFETIME"] - CLOCKS_DIFFER
    ended = (
        delete(SignIn)
        .where(or_(SignIn.seen_at < idlest, SignIn.created_at < oldest))
        .returning(SignIn.token_hash)
    )
    return len(db.session.scalars(ended).all())


@login_manager.user_loader
def load_user(token: str) -> User | None:
    found = db.session.scalar(select(SignIn).filter_by(token_hash=digest(token)))
    oldest = now() - current_app.config["PERMANENT_SESSION_LIFETIME"]
    idlest = now() - current_app.config["SESSION_IDLE"]
    if (
        found is None
        or not found.user.active
        or found.created_at < oldest
        or found.seen_at < idlest
    ):
        return None
    if found.seen_at < now() - touch_every():
        db.session.execute(
            update(SignIn).filter_by(token_hash=found.token_hash).values(seen_at=now())
        )
        # The only commit outside a view: the user is loaded before a view writes anything, and
        # views that only read do not commit
        db.session.commit()
        session.modified = True  # so that the browser extends its cookie
    found.user.token = token
    g.username = found.user.username
    g.session_began = found.created_at
    g.private = True  # a response that shows the user must not be cached
    return found.user


@login_manager.unauthorized_handler
def ask_to_sign_in() -> Response:
    if "api" in request.blueprints:
        abort(401)
    wanted = url_for("accounts.account").encode()
    if request.method in ("GET", "HEAD"):
        # As sent: a decoded %3F would begin the query
        wanted = path_as_sent().encode("latin-1") or request.path.encode()
        wanted += b"?" * bool(request.query_string) + request.query_string
    return redirect(f"{url_for('accounts.login')}?next={quote(wanted)}")
