"""Celery with the Django project: imported first, so that the tasks find their application."""

from experiments.queues.setups.celery_django.celery import app

__all__ = ["app"]
