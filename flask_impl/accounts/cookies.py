"""The session's cookie: expires with an idle session, trusts no clock, and moves to a new key."""

from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadData


class Session(SecureCookieSession):
    outdated = False
    """Signed with a former key."""


class Cookies(SecureCookieSessionInterface):
    session_class = Session

    def open_session(self, app: Flask, request: Request) -> Session | None:
        """Without a maximum age, which the table of sessions enforces: hosts' clocks differ."""
        serializer = self.get_signing_serializer(app)
        value = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not value:
            return Session()
        try:
            session = Session(serializer.loads(value))
        except BadData:
            return Session()
        serializer.secret_keys = serializer.secret_keys[-1:]  # the current key
        session.outdated = not serializer.make_signer(serializer.salt).validate(value)
        return session

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Also to sign it with the current key, but not on a file, which shared caches keep."""
        return session.modified or (session.accessed and getattr(session, "outdated", False))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """As Flask does, but with ``Max-Age``."""
        name, serializer = self.get_cookie_name(app), self.get_signing_serializer(app)
        attributes: dict[str, Any] = {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
        }
        if session.accessed:
            response.vary.add("Cookie")
        if response.status_code >= 500:  # nothing changed, so the browser keeps its cookie
            return
        if session and serializer and self.should_set_cookie(app, session):
            value = serializer.dumps(dict(session))
            response.set_cookie(name, value, max_age=app.config["SESSION_IDLE"], **attributes)
        elif session.modified:
            response.delete_cookie(name, **attributes)


def init_app(app: Flask) -> None:
    app.session_interface = Cookies()
