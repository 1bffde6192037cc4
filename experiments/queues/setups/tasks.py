"""The jobs as tasks of Django's own API, whatever the backend."""

from django import VERSION

from experiments.queues import jobs

if VERSION >= (6,):
    from django.tasks import task
else:
    from django_tasks import task


@task
def mark(name: str) -> None:
    jobs.mark(name)


@task
def hold(name: str) -> None:
    jobs.hold(name)
