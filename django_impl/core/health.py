"""Liveness and readiness for a load balancer."""

import threading

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views import View

TIMEOUT = 0.5  # seconds


def plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


class LiveView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return plain("ok")


def lacks_migrations() -> bool:
    """Whether migrations are pending."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Question(threading.Thread):
    """Queries the database in a thread: no client-side timeout ends the wait for a stopped
    server."""

    answered, pending = False, True

    def run(self) -> None:
        try:
            if self.pending:
                # Stored once none is pending: migrations are not removed
                Question.pending = lacks_migrations()
            else:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
            self.answered = True
        except DatabaseError:
            pass
        finally:
            connection.close()


class Asker:
    """One query at a time: concurrent requests wait for the same reply."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.question: Question | None = None

    def ask(self) -> Question:
        with self.lock:
            if self.question is None or not self.question.is_alive():
                self.question = Question(daemon=True)
                self.question.start()
            question = self.question
        question.join(TIMEOUT)
        return question


asker = Asker()


class ReadyView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        question = asker.ask()
        if not question.answered:
            return plain("database unavailable", 503)
        if question.pending:
            return plain("migrations pending", 503)
        return plain("ok")
