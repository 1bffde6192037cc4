"""Two addresses for a load balancer: does the process live, and can it serve?"""

import threading
from concurrent.futures import Future

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from flask_impl.extensions import db
from flask_impl.outages import be_impatient

DEADLINE = 0.5  # seconds

bp = Blueprint("health", __name__)


class Question:
    """Asks the database in a thread, for the answer of one that hangs would come too late.

    Whoever asks meanwhile waits for the same answer, so that there is one such thread at most.
    """

    def __init__(self, app: Flask) -> None:
        self.app, self.lock = app, threading.Lock()
        self.answer: Future[None] | None = None

    def ask(self) -> bool:
        with self.lock:
            if self.answer is None or self.answer.done():
                self.answer = Future()
                threading.Thread(target=self._ask, args=[self.answer], daemon=True).start()
            answer = self.answer
        try:
            answer.result(DEADLINE)
        except (TimeoutError, SQLAlchemyError):
            return False
        return True

    def _ask(self, answer: Future[None]) -> None:
        be_impatient()
        try:
            with self.app.app_context(), db.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except Exception as error:
            answer.set_exception(error)
        else:
            answer.set_result(None)


def plain(words: str, status: int = 200) -> Response:
    return Response(words, status, mimetype="text/plain")


@bp.get("/healthz")
def healthz() -> Response:
    return plain("ok")


@bp.get("/readyz")
def readyz() -> Response:
    question: Question = current_app.extensions["health"]
    if not question.ask():
        return plain("database unavailable", 503)
    return plain("ok")


def init_app(app: Flask) -> None:
    app.extensions["health"] = Question(app)
    app.register_blueprint(bp)
