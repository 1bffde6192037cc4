"""The measured queues: command of a worker, call to queue a job, own code and packages."""

from __future__ import annotations

from dataclasses import dataclass

SETUPS = "experiments.queues.setups"
FLASK, DJANGO = ("flask", "psycopg"), ("django", "psycopg")


@dataclass(frozen=True)
class Subject:
    """A queue as in its quick start; commands are arguments of this Python."""

    name: str
    broker: str
    """``sqlite``, ``postgresql`` or ``valkey``."""
    module: str
    """The module of the jobs ``mark`` and ``hold``, under ``SETUPS``."""
    way: str
    """The method of a job that queues it."""
    worker: tuple[str, ...]
    base: tuple[str, ...]
    """Packages that are there without a queue."""
    packages: tuple[str, ...]
    written: tuple[str, ...]
    """The code written for it, besides the jobs: files or objects in them."""
    settings: str = ""
    """The module of Django's settings, under ``SETUPS``."""
    prepare: tuple[str, ...] = ()
    one_job: tuple[str, ...] = ()
    """The option by which one worker takes one job at a time, as the others do by default."""

    @property
    def processes(self) -> int:
        """Processes besides the web server: a worker, and a broker that is not the application's
        own database."""
        return 1 + (self.broker == "valkey")


def huey(name: str, broker: str, module: str, *packages: str) -> Subject:
    worker = ("-m", "huey.bin.huey_consumer", f"{SETUPS}.{module}.huey")
    written = (f"setups/{module}.py:huey",)
    return Subject(name, broker, module, "__call__", worker, FLASK, ("huey", *packages), written)


def tasks(
    name: str, broker: str, settings: str, worker: tuple[str, ...], *packages: str, **more: object
) -> Subject:
    names = ("INSTALLED_APPS", "TASKS", *(["RQ_QUEUES"] if broker == "valkey" else []))
    written = tuple(f"setups/{settings}.py:{one}" for one in names)
    command = ("-m", "django", *worker)
    migrate = () if broker == "valkey" else ("-m", "django", "migrate", "--verbosity=0")
    return Subject(
        name, broker, "tasks", "enqueue", command, DJANGO, packages, written, settings, migrate
    )


def celery(
    name: str, module: str, application: str, base: tuple[str, ...], settings: str, *written: str
) -> Subject:
    worker = ("-m", "celery", "-A", f"{SETUPS}.{application}", "worker")
    return Subject(
        name,
        "valkey",
        module,
        "delay",
        worker,
        base,
        ("celery", "redis"),
        tuple(f"setups/{one}" for one in written),
        settings,
        one_job=("--concurrency=1",),
    )


RQWORKER = ("rqworker", "default", "--job-class", "django_tasks_rq.Job")
SUBJECTS = (
    huey("Huey on SQLite", "sqlite", "huey_sqlite"),
    huey("Huey on PostgreSQL", "postgresql", "huey_postgres"),
    huey("Huey on Valkey", "valkey", "huey_valkey", "redis"),
    tasks("Django Tasks on SQLite", "sqlite", "tasks_database", ("db_worker",), "django-tasks-db"),
    tasks(
        "Django Tasks on PostgreSQL",
        "postgresql",
        "tasks_database",
        ("db_worker",),
        "django-tasks-db",
    ),
    tasks("Django Tasks on Valkey (RQ)", "valkey", "tasks_valkey", RQWORKER, "django-tasks-rq"),
    celery(
        "Celery with Flask on Valkey",
        "celery_flask",
        "celery_flask:celery_app",
        FLASK,
        "",
        "celery_flask.py:celery_init_app",
        "celery_flask.py:celery_app",
    ),
    celery(
        "Celery with Django on Valkey",
        "celery_django.tasks",
        "celery_django",
        DJANGO,
        "celery_django.settings",
        "celery_django/__init__.py",
        "celery_django/celery.py",
        "celery_django/settings.py:CELERY_BROKER_URL",
        "celery_django/settings.py:CELERY_TASK_IGNORE_RESULT",
    ),
)
