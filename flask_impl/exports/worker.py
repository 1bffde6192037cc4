"""Processes exports: Huey's consumer in its own process, or in a thread of each web process."""

import atexit
import logging
import threading
from datetime import datetime
from typing import Any

from flask import current_app
from huey import consumer

from flask_impl.core.outages import is_away, reason, statement_timeout
from flask_impl.exports import leases
from flask_impl.exports.queue import Queue, queue

STOP_WITHIN = 5  # seconds, enough for a batch of an export
POLL_INTERVAL = 1  # seconds between two polls of an empty queue
SWEEP_EVERY = 5
# Seconds for one statement: no user waits, but an unreachable server must be noticed
STATEMENT_TIMEOUT = 30.0

logger = logging.getLogger(__name__)


class Worker(consumer.Worker):
    """Processes each message in its own application context; logs one line per failed attempt while
    the queue is unavailable."""

    def create_logger(self) -> logging.Logger:
        logger = super().create_logger()
        logger.addFilter(in_one_line)
        return logger

    def loop(self, now: datetime | None = None) -> None:
        statement_timeout.set(STATEMENT_TIMEOUT)
        with self.huey.app.app_context():
            super().loop(now)


def in_one_line(record: logging.LogRecord) -> bool:
    """A traceback would only name the place in Huey that noticed the outage."""
    if record.exc_info and record.exc_info[1] and is_away(record.exc_info[1]):
        record.msg, record.args = f"{record.getMessage()}: {reason(record.exc_info[1])}", None
        record.exc_info = None
    return True


class Sweeper(consumer.Scheduler):
    """Replaces Huey's scheduler: queues lost exports and those of dead workers again, and deletes
    old ones."""

    def loop(self, now: datetime | None = None) -> None:
        statement_timeout.set(STATEMENT_TIMEOUT)
        with self.huey.app.app_context():
            pause = min(SWEEP_EVERY, current_app.config["EXPORT_LEASE"].total_seconds() / 3)
            try:
                for export_id in leases.take_back():
                    logger.warning("export %s is queued again", export_id)
                    self.huey.add(export_id)
                leases.delete_old()
            except Exception as error:  # the database or the queue is unavailable for now
                logger.warning("no sweep: %s", reason(error), exc_info=not is_away(error))
        self.stop_flag.wait(pause)


class Consumer(consumer.Consumer):
    worker_class = Worker
    scheduler_class = Sweeper

    def __init__(self, queue: Queue, workers: int = 1) -> None:
        super().__init__(
            queue,
            workers,
            periodic=False,
            max_delay=POLL_INTERVAL,
            graceful_signal="TERM",
            shutdown_timeout=STOP_WITHIN,
        )
        queue.stopping = self.stop_flag


class EmbeddedConsumer(Consumer):
    """Leaves signal handling to the web server."""

    def _set_signal_handlers(self) -> None:
        pass


starting = threading.Lock()


def ensure_worker() -> None:
    """Start a worker in this process, unless others do the work or one has started already."""
    extensions: dict[str, Any] = current_app.extensions
    with starting:
        if current_app.config["BROKER_URL"] is None and "export_worker" not in extensions:
            extensions["export_worker"] = embedded = EmbeddedConsumer(queue())
            embedded.start()
            atexit.register(embedded.stop, graceful=True)


def work(workers: int) -> None:
    """Work until the process is asked to stop."""
    Consumer(queue(), workers).run()
