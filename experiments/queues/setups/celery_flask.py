"""Celery with the Flask application: every task runs in its context, as Flask's documentation
shows."""

import os
from typing import Any

from celery import Celery, Task, shared_task
from flask import Flask

from experiments.queues import jobs
from flask_impl import create_app
from flask_impl.exports import tasks as job


def celery_init_app(app: Flask) -> Celery:
    class FlaskTask(Task):
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            with app.app_context():
                return self.run(*args, **kwargs)

    celery_app = Celery(app.name, task_cls=FlaskTask)
    celery_app.config_from_object(app.config["CELERY"])
    celery_app.set_default()
    app.extensions["celery"] = celery_app
    return celery_app


app = create_app()
app.config["CELERY"] = {"broker_url": os.environ["QUEUE_URL"], "task_ignore_result": True}
celery_app = celery_init_app(app)

mark = shared_task(jobs.mark)
hold = shared_task(jobs.hold)


@shared_task
def write(export_id: str) -> None:
    """The application's own export."""
    job.write(export_id, stopping=lambda: False, queue_again=write.delay)
