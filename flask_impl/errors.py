"""Turns every error into a page of the library's own, or into a problem document under ``/api/``."""

from contextlib import suppress
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    Conflict,
    Forbidden,
    HTTPException,
    LengthRequired,
    RequestEntityTooLarge,
    UnprocessableEntity,
)


class InvalidFields(UnprocessableEntity):
    """Some fields of a body are wrong: the name of each, with sentences."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.errors = errors


class Duplicate(Conflict):
    """Another record has what only one may have."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.errors = errors


def problem(error: HTTPException) -> Response:
    """RFC 9457; an error that has ``errors`` tells them field by field."""
    document = {"type": "about:blank", "title": error.name, "status": error.code, "detail": error.description}
    if errors := getattr(error, "errors", None):
        document["errors"] = errors
    response = jsonify(document)
    response.mimetype = "application/problem+json"
    return response


def page(error: HTTPException) -> Response:
    """Drawn without the user and without the database, which may be what is broken."""
    templates: Any = [f"{error.code}.html", "error.html"]
    return make_response(
        render_template(templates, status=error.code, reason=error.name, request_id=g.get("request_id"))
    )


def answer(error: HTTPException) -> Response:
    response = problem(error) if request.path.startswith("/api/") else page(error)
    response.status_code = error.code or 500
    response.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return response


def refuse_token(error: CSRFError) -> Response:
    return answer(Forbidden(error.description))  # Flask-WTF takes it for a bad request


def refuse_body(error: RequestEntityTooLarge | LengthRequired) -> Response:
    """Reads on for a while and drops it: a server that closes on unread bytes may take the answer with it."""
    left = 8 * current_app.config["MAX_CONTENT_LENGTH"]
    if request.environ.get("wsgi.input_terminated"):  # or reading could wait for ever
        with suppress(Exception):  # what is refused may be malformed too
            while left > 0 and (piece := request.environ["wsgi.input"].read(2**16)):
                left -= len(piece)
    return answer(error)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(CSRFError, refuse_token)
    for refused in (RequestEntityTooLarge, LengthRequired):
        app.register_error_handler(refused, refuse_body)
