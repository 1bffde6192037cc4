"""Two addresses for a load balancer: does the process live, and can it serve?"""

from flask import Blueprint, Flask, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from flask_impl.extensions import db

bp = Blueprint("health", __name__)


def plain(words: str, status: int = 200) -> Response:
    return Response(words, status, mimetype="text/plain")


@bp.get("/healthz")
def healthz() -> Response:
    return plain("ok")


@bp.get("/readyz")
def readyz() -> Response:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return plain("database unavailable", 503)
    return plain("ok")


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
