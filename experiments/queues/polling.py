"""The default polling interval of each queue's worker, read from the library."""

from __future__ import annotations

import inspect
from functools import cache

from huey.consumer_options import config_defaults
from huey.storage import PostgresStorage, RedisStorage

from experiments.queues.subjects import Subject


def looks(subject: Subject) -> str:
    if subject.module == "huey_sqlite":
        option = dict(config_defaults)
        return (
            f"every {option['initial_delay']} s, when idle up to every {option['max_delay']:.0f} s"
        )
    if subject.module.startswith("huey"):
        storage = RedisStorage if subject.broker == "valkey" else PostgresStorage
        seconds = inspect.signature(storage.__init__).parameters["read_timeout"].default
        return f"is woken; asks anew every {seconds} s"
    if subject.settings.endswith("tasks_database"):
        return f"every {database_interval()} s"
    return "is woken"


@cache
def database_interval() -> float:
    import django
    from django.conf import settings

    settings.configure(INSTALLED_APPS=["django_tasks_db"])
    django.setup()
    from django_tasks_db.management.commands.db_worker import Command

    return Command().create_parser("manage.py", "db_worker").get_default("interval")
