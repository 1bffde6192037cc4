"""A sign-in at Django is valid here, as long as Django's session is valid."""

from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.core.signing import BadSignature, JSONSerializer, loads
from django.utils.crypto import salted_hmac
from flask import Flask, Request, Response, abort, current_app, g
from sqlalchemy import update

from experiments.migration.flask_on_django.accounts import Session, User
from experiments.migration.flask_on_django.models import db
from flask_impl.core.extensions import LoginManager
from flask_impl.core.fields import now

STORED = "django.contrib.sessions.SessionStore"
AUTHENTICATED = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
ROLES = ("manager", "editor", "viewer", "reader")

login_manager = LoginManager()


def keys() -> list[str | bytes]:
    """The current key, then the former ones."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]


def content_of(session: Session) -> dict[str, Any]:
    present, *former = keys()
    try:
        return loads(
            session.session_data,
            key=present,
            fallback_keys=former,
            salt=STORED,
            serializer=JSONSerializer,
        )
    except BadSignature:
        return {}


def is_of(user: User, stored: str) -> bool:
    """Whether the session began with the user's current password, and after the user's last
    activation."""
    hashes = (
        salted_hmac(AUTHENTICATED, user.password, key, algorithm="sha256").hexdigest()
        for key in keys()
    )
    return any(compare_digest(f"{one}-{user.deactivations}", stored) for one in hashes)


def renew(session: Session, began: float) -> None:
    """As Django does: once a minute the session is extended, but never beyond its lifetime, and the
    cookie with it."""
    idle = current_app.config["SESSION_IDLE"]
    last = datetime.fromtimestamp(began, UTC) + current_app.config["PERMANENT_SESSION_LIFETIME"]
    end = min(now() + idle, last)
    if end - session.expire_date >= min(timedelta(minutes=1), idle / 10):
        db.session.execute(
            update(Session).filter_by(session_key=session.session_key).values(expire_date=end)
        )
        db.session.commit()
        g.renewed = session.session_key


def send_again(response: Response) -> Response:
    if "renewed" in g:
        config = current_app.config
        attributes: dict[str, Any] = {"secure": config["TLS"], "httponly": True, "samesite": "Lax"}
        response.set_cookie(
            config["DJANGO_SESSION_COOKIE"], g.renewed, max_age=config["SESSION_IDLE"], **attributes
        )
    return response


@login_manager.request_loader
def user_of(request: Request) -> User | None:
    key = request.cookies.get(current_app.config["DJANGO_SESSION_COOKIE"], "")
    session = db.session.get(Session, key) if key.isalnum() else None
    if session is None or session.expire_date <= now():
        return None
    content = content_of(session)
    user = db.session.get(User, int(content.get("_auth_user_id", 0)))
    if user is None or not user.is_active or not is_of(user, content.get("_auth_user_hash", "")):
        return None
    renew(session, content["began"])
    g.private = True  # a response for a user must not be cached
    g.username = user.username  # for the log
    return user


def role_of(user: User) -> str:
    """The highest of the user's groups; a user without one is a reader, and a superuser is a
    manager."""
    if user.is_superuser:
        return "manager"
    groups = {group.name for group in user.groups}
    return next((role for role in ROLES if role in groups), "reader")


@login_manager.unauthorized_handler
def refuse() -> None:
    abort(401)


def init_app(app: Flask) -> None:
    prefix = "__Host-" if app.config["TLS"] else ""
    app.config.from_mapping(
        DJANGO_SESSION_COOKIE=f"{prefix}sessionid", DJANGO_CSRF_COOKIE=f"{prefix}csrftoken"
    )
    app.after_request(send_again)
    login_manager.init_app(app, add_context_processor=False)
