"""Sessions that end: the signed cookie carries a token, and the database says for how long it is
good."""

import hashlib
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_login import login_user
from sqlalchemy import bindparam, delete, or_, select, update
from werkzeug import Response

from flask_impl.accounts.models import SignIn, User
from flask_impl.core.extensions import db, login_manager
from flask_impl.core.fields import now

CLOCKS_DIFFER = timedelta(minutes=1)
# Made once, so that SQLAlchemy works out only once, too, that it has compiled it before.
BY_HASH = select(SignIn).where(SignIn.token_hash == bindparam("token_hash"))


def touch_every() -> timedelta:
    """A session in use is written down once in so long."""
    return min(timedelta(minutes=1), current_app.config["SESSION_IDLE"] / 10)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# What begins or ends a session is stored when its view commits.


def sign_in(user: User) -> None:
    """Begin a session; a form that was opened before it is worth nothing any more."""
    sign_out()
    session.clear()
    begin_session(user)


def continue_session(user: User) -> None:
    """Under another id, for instance after all sessions of the user have ended; forms that are open
    here stay good.

    It lasts no longer than it would have lasted.
    """
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
    """End the session of this browser. The CSRF token stays, so that to sign out once more is no
    error."""
    if token := session.get("_user_id"):
        db.session.execute(delete(SignIn).filter_by(token_hash=digest(token)))
    for name in session.keys() - {"csrf_token"}:
        session.pop(name)


def end_sessions(user: User) -> None:
    db.session.execute(delete(SignIn).filter_by(user_id=user.id))


def clear_sessions() -> int:
    """Delete what has ended by itself; how many that were. No request does, for the clock of its
    host may be wrong."""
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
    found = db.session.scalar(BY_HASH, {"token_hash": digest(token)})
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
        # The one commit outside a view: the user is loaded before a view writes anything, and no
        # reading view commits
        db.session.commit()
        session.modified = True  # so that the browser keeps its cookie for as long again
    found.user.token = token
    g.username = found.user.username
    g.session_began = found.created_at
    g.private = True  # no cache may keep a response that shows the user
    return found.user


@login_manager.unauthorized_handler
def ask_to_sign_in() -> Response:
    if "api" in request.blueprints:
        abort(401)
    wanted = url_for("accounts.account")
    if request.method in ("GET", "HEAD"):
        query = request.query_string.decode()
        wanted = f"{request.path}?{query}" if query else request.path
    return redirect(f"{url_for('accounts.login')}?next={quote(wanted)}")
