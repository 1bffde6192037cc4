"""Settings: Django's tasks in the project's database."""

import environ

SECRET_KEY = "for measuring alone"
USE_TZ = True
DATABASES = {"default": environ.Env().db_url("QUEUE_URL")}
INSTALLED_APPS = ["django_tasks", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
