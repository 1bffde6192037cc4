"""Works off the exports: Huey's consumer in a process of its own, or in a thread of each web
process."""

import atexit
import logging
import threading
from datetime import datetime
from typing import Any

from flask import current_app
from huey import consumer

from flask_impl.core.outages import is_away, patience, reason
from flask_impl.exports import leases
from flask_impl.exports.queue import Queue, queue

STOP_WITHIN = 5  # seconds, in which a piece of an export is written
LONGEST_PAUSE = 1  # seconds between two looks at an empty queue
SWEEP_EVERY = 5
# Seconds, with one statement: no user waits for the result, but a server that is gone is to be
# noticed
PATIENCE = 30.0

log = logging.getLogger(__name__)


class Worker(consumer.Worker):
    """Takes messages, each in an application context of its own; of a queue that is away it writes
    one line a try."""

    def create_logger(self) -> logging.Logger:
        logger = super().create_logger()
        logger.addFilter(in_one_line)
        return logger

    def loop(self, now: datetime | None = None) -> None:
        patience.set(PATIENCE)
        with self.huey.app.app_context():
            super().loop(now)


def in_one_line(record: logging.LogRecord) -> bool:
    """A traceback names but the place in Huey where it was noticed that the database or the queue
    is away."""
    if record.exc_info and record.exc_info[1] and is_away(record.exc_info[1]):
        record.msg, record.args = f"{record.getMessage()}: {reason(record.exc_info[1])}", None
        record.exc_info = None
    return True


class Sweeper(consumer.Scheduler):
    """In place of Huey's scheduler: queues again what was lost or whose worker has died, and
    deletes what is old."""

    def loop(self, now: datetime | None = None) -> None:
        patience.set(PATIENCE)
        with self.huey.app.app_context():
            pause = min(SWEEP_EVERY, current_app.config["EXPORT_LEASE"].total_seconds() / 3)
            try:
                for export_id in leases.take_back():
                    log.warning("export %s is queued again", export_id)
                    self.huey.add(export_id)
                leases.delete_old()
            except Exception as error:  # the database or the queue is away, and comes back
                log.warning("no sweep: %s", reason(error), exc_info=not is_away(error))
        self.stop_flag.wait(pause)


class Consumer(consumer.Consumer):
    worker_class = Worker
    scheduler_class = Sweeper

    def __init__(self, queue: Queue, workers: int = 1) -> None:
        super().__init__(
            queue,
            workers,
            periodic=False,
            max_delay=LONGEST_PAUSE,
            graceful_signal="TERM",
            shutdown_timeout=STOP_WITHIN,
        )
        queue.stopping = self.stop_flag


class EmbeddedConsumer(Consumer):
    """Leaves the signals to the web server."""

    def _set_signal_handlers(self) -> None:
        pass


starting = threading.Lock()


def ensure_worker() -> None:
    """Begin to work in this process, unless that is left to others or has begun already."""
    extensions: dict[str, Any] = current_app.extensions
    with starting:
        if current_app.config["BROKER_URL"] is None and "export_worker" not in extensions:
            extensions["export_worker"] = embedded = EmbeddedConsumer(queue())
            embedded.start()
            atexit.register(embedded.stop, graceful=True)


def work(workers: int) -> None:
    """Until the process is to end."""
    Consumer(queue(), workers).run()
