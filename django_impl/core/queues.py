"""Where Django's tasks wait: in the database, or in Redis."""

from typing import Any

from django import VERSION

from core.connections import REDIS_TIMEOUT

BACKPORT = [] if VERSION >= (6,) else ["django_tasks"]  # Django's own tasks came with 6.0


def is_redis(broker_url: str) -> bool:
    return broker_url.startswith("redis")


def apps(broker_url: str) -> list[str]:
    # The tables of the first are there in any case, so that another broker asks for no migration.
    return [*BACKPORT, "django_tasks_db", *(["django_rq"] if is_redis(broker_url) else [])]


def tasks(broker_url: str) -> dict[str, dict[str, Any]]:
    backend = (
        "django_tasks_rq.RQBackend" if is_redis(broker_url) else "django_tasks_db.DatabaseBackend"
    )
    return {"default": {"BACKEND": backend, "QUEUES": ["default"]}}


def redis(broker_url: str) -> dict[str, dict[str, Any]]:
    """RQ's description of the queue; a task takes the time that it takes."""
    if not is_redis(broker_url):
        return {}
    waits = f"socket_connect_timeout={REDIS_TIMEOUT}&socket_timeout={REDIS_TIMEOUT}"
    url = f"{broker_url}{'&' if '?' in broker_url else '?'}{waits}"
    return {"default": {"URL": url, "DEFAULT_TIMEOUT": -1}}
