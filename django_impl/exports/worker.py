"""Processes exports: in its own process, or in threads of the web process without a broker."""

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.utils.crypto import get_random_string

from core.environment import is_redis
from core.outages import reason, statement_timeout
from exports import tasks

POLL_INTERVAL = 1.0  # seconds between two polls of the queue, or two attempts
STATEMENT_TIMEOUT = 15.0  # seconds, longer than the server's own limit
logger = logging.getLogger(__name__)
starting = threading.Lock()
threads: list[threading.Thread] = []


def from_database() -> Callable[[], None]:
    """django-tasks-db's own worker."""
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=POLL_INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()  # on a request to stop, it finishes its export
    return worker.run


def from_redis() -> None:
    """RQ's worker without fork, because a child would share the database's connections."""
    from django_rq.workers import get_worker

    get_worker("default", worker_class="rq.SimpleWorker", job_class="django_tasks_rq.Job").work(
        logging_level=None
    )


def sweep_for_ever() -> None:
    while True:
        tasks.sweep()
        connection.close()
        time.sleep(min(5, settings.EXPORT_LEASE / 3))


def keep_trying(work: Callable[[], None]) -> None:
    """Work until asked to stop, through outages of database and broker."""
    statement_timeout.set(STATEMENT_TIMEOUT)
    while True:
        try:
            return work()
        except Exception as error:
            logger.warning("the worker tries again in %.0f s: %s", POLL_INTERVAL, reason(error))
            connection.close()
            time.sleep(POLL_INTERVAL)


def start(work: Callable[[], None]) -> None:
    threads.append(threading.Thread(target=keep_trying, args=[work], daemon=True))
    threads[-1].start()


def run() -> None:
    """Work in this process until asked to stop."""
    start(sweep_for_ever)
    keep_trying(from_redis if is_redis(settings.BROKER_URL) else from_database())


def start_embedded() -> None:
    """Start a worker beside the requests, once per process; not with a broker."""
    with starting:
        if not settings.BROKER_URL and not threads:
            start(sweep_for_ever)
            start(from_database())
