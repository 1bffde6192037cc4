"""Turns every error into a page of the library's own, or into a problem document under
``/api/``."""

from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import (
    Conflict,
    Forbidden,
    HTTPException,
    NotFound,
    UnprocessableEntity,
)


class InvalidFields(UnprocessableEntity):
    """Some fields of a body are invalid: name of the field → sentences."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.errors = errors


class Duplicate(Conflict):
    """Another record has the same value in a unique field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.errors = errors


def problem(error: HTTPException) -> Response:
    """RFC 9457; an error that has ``errors`` lists them field by field."""
    document = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": error.description,
    }
    if errors := getattr(error, "errors", None):
        document["errors"] = errors
    response = jsonify(document)
    response.mimetype = "application/problem+json"
    return response


def page(error: HTTPException) -> Response:
    """Rendered without the user and the database, either of which may be broken."""
    templates: Any = [f"{error.code}.html", "error.html"]
    return make_response(
        render_template(
            templates, status=error.code, reason=error.name, request_id=g.get("request_id")
        )
    )


def error_response(error: HTTPException) -> Response:
    # Werkzeug's path begins with one slash even if two were sent
    is_api = request.environ["PATH_INFO"].startswith("/api/")
    response = problem(error) if is_api else page(error)
    response.status_code = error.code or 500
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name != "Content-Type"
    )
    return response


def handle_race(error: ObjectDeletedError | StaleDataError) -> Response:
    """Handles a lost race for which the view has no message of its own."""
    return error_response(NotFound() if isinstance(error, ObjectDeletedError) else Conflict())


def refuse_token(error: CSRFError) -> Response:
    return error_response(Forbidden(error.description))  # Flask-WTF treats it as a bad request


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, error_response)
    app.register_error_handler(CSRFError, refuse_token)
    for late in (ObjectDeletedError, StaleDataError):
        app.register_error_handler(late, handle_race)
