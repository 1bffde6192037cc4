"""The JSON API: books, who the user is, and its own description."""

import functools
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from wtforms import ValidationError

from flask_impl.api import books
from flask_impl.extensions import csrf
from flask_impl.security import UNSAFE_METHODS

DESCRIPTION = Path(__file__).parents[2] / "shared_tests" / "openapi.yaml"

bp = Blueprint("api", __name__, url_prefix="/api")
bp.register_blueprint(books.bp)


@bp.before_request
def refuse_without_token() -> None:
    """In place of Flask-WTF's check, which takes a token from the body too."""
    if request.method in UNSAFE_METHODS:
        try:
            validate_csrf(request.headers.get("X-CSRFToken"))
        except ValidationError as error:
            raise CSRFError(str(error)) from None


@bp.get("/me/")
@login_required
def me() -> ResponseReturnValue:
    return jsonify(username=current_user.username, roles=[current_user.role.name], csrf_token=generate_csrf())


@functools.cache
def description() -> Any:
    import yaml  # here, for nothing else has need of it

    return yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    return jsonify(description())


def init_app(app: Flask) -> None:
    for blueprint in (bp, books.bp):
        csrf.exempt(blueprint)
    app.register_blueprint(bp)
