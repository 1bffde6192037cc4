"""Prints the contents of a queue; run beside its workers."""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from typing import Any


def of_huey(tasks: Any) -> str:
    return f"{tasks.huey.pending_count()} waiting"


def of_the_database() -> str:
    from django_tasks_db.models import DBTaskResult

    results: Any = DBTaskResult.objects
    return f"{results.running().count()} RUNNING, {results.ready().count()} READY"


def of_rq() -> str:
    """RQ stores the time at which a job is abandoned; its worker checks for such jobs
    periodically."""
    import django_rq

    queue = django_rq.get_queue("default")
    started = queue.started_job_registry
    entries: Any = queue.connection.zrange(started.key, 0, -1, withscores=True)
    scores = [score for _, score in entries]
    until = f", given up as failed after {max(scores) - time.time():.0f} s more" if scores else ""
    return f"{len(scores)} started{until}, {queue.failed_job_registry.count} failed"


def of_celery() -> str:
    from celery import current_app

    with current_app.connection_for_read() as connection:
        channel = connection.default_channel
        waiting, reserved = channel.client.llen("celery"), channel.client.hlen("unacked")
        return f"{waiting} waiting, {reserved} reserved for {channel.visibility_timeout} s"


def main(module: str) -> None:
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        import django

        django.setup()
    tasks = import_module(module)
    if hasattr(tasks, "huey"):
        print(of_huey(tasks))
    elif "celery" in module:
        print(of_celery())
    else:
        from django.conf import settings

        print(of_rq() if hasattr(settings, "RQ_QUEUES") else of_the_database())


if __name__ == "__main__":
    main(*sys.argv[1:])
