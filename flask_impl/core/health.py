"""Liveness and readiness for a load balancer."""

import threading
from concurrent.futures import Future

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from flask_impl.core.extensions import db
from flask_impl.core.migrating import PENDING, are_pending
from flask_impl.core.outages import set_statement_timeout

TIMEOUT = 0.5  # seconds

bp = Blueprint("health", __name__)


class Question:
    """Queries the database in a thread, because one that hangs would reply too late.

    Concurrent requests wait for the same reply, so that there is at most one such thread.
    """

    def __init__(self, app: Flask) -> None:
        self.app, self.lock = app, threading.Lock()
        self.response: Future[str] | None = None
        self.migrated = False
        """Once no migration is pending, this is not checked again."""

    def ask(self) -> str:
        """The problem with the database, or nothing."""
        with self.lock:
            if self.response is None or self.response.done():
                self.response = Future()
                threading.Thread(target=self._ask, args=[self.response], daemon=True).start()
            response = self.response
        try:
            return response.result(TIMEOUT)
        except (TimeoutError, SQLAlchemyError):
            return "database unavailable"

    def _ask(self, response: Future[str]) -> None:
        set_statement_timeout()
        try:
            with self.app.app_context(), db.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
                self.migrated = self.migrated or not are_pending(connection)
        except Exception as error:
            response.set_exception(error)
        else:
            response.set_result("" if self.migrated else PENDING)


def plain(words: str, status: int = 200) -> Response:
    return Response(words, status, mimetype="text/plain")


@bp.get("/healthz")
def healthz() -> Response:
    return plain("ok")


@bp.get("/readyz")
def readyz() -> Response:
    question: Question = current_app.extensions["health"]
    if trouble := question.ask():
        return plain(trouble, 503)
    return plain("ok")


def init_app(app: Flask) -> None:
    app.extensions["health"] = Question(app)
    app.register_blueprint(bp)
