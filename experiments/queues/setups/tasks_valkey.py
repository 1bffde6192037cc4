"""Settings: Django's tasks in Valkey, through RQ."""

import os

SECRET_KEY = "for measuring alone"
USE_TZ = True
INSTALLED_APPS = ["django_tasks", "django_rq", "django_tasks_rq"]
TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
RQ_QUEUES = {"default": {"URL": os.environ["QUEUE_URL"]}}
