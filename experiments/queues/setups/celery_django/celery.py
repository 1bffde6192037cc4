"""Celery's application, configured by the project's settings, as Celery's documentation shows."""

from celery import Celery

app = Celery("bookshelf")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["experiments.queues.setups.celery_django"])
