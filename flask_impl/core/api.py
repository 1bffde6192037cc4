"""The base of the JSON API's views, and the description of the API."""

import functools
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms import ValidationError

from flask_impl.core.extensions import csrf
from flask_impl.core.policy import UNSAFE_METHODS

DESCRIPTION = Path(__file__).parents[2] / "shared_tests" / "openapi.yaml"

bp = Blueprint("api", __name__, url_prefix="/api")
csrf.exempt(bp)


@bp.before_request
def refuse_without_token() -> None:
    """Replaces Flask-WTF's check, which also accepts a token from the body."""
    if request.method in UNSAFE_METHODS:
        try:
            validate_csrf(request.headers.get("X-CSRFToken"))
        except ValidationError as error:
            raise CSRFError(str(error)) from None


@functools.cache
def description() -> Any:
    import yaml  # imported here, because nothing else needs it

    return yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    return jsonify(description())


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
