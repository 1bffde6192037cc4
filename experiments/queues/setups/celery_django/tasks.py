"""The jobs as Celery's tasks, and the project's own export."""

from celery import shared_task

from experiments.queues import jobs
from exports import tasks

mark = shared_task(jobs.mark)
hold = shared_task(jobs.hold)


@shared_task
def write(export_id: str) -> None:
    tasks.write.func(export_id)
