"""What closes more rows, as the documentation of Flask and of its packages shows it: code of one's
own, so that it is no part of the application."""

from typing import Any

from flask import Flask, Response, request, session
from flask_limiter.util import get_remote_address


def user_and_address() -> str:
    """Flask-Limiter, "Rate Limit Key Functions"."""
    return f"{get_remote_address()} {request.form.get('email')}"


def begin_anew(app: Flask, **_: Any) -> None:
    """After a sign-in: Flask-Session, "Session fixation"."""
    app.session_interface.regenerate(session)  # type: ignore[attr-defined]


def isolate(response: Response) -> Response:
    """Flask, "Security Considerations", which sends other headers in this way."""
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
