"""Settings: Django's tasks in the database that the project has anyway."""

import environ

SECRET_KEY = "for measuring alone"
USE_TZ = True
DATABASES = {"default": environ.Env().db_url("QUEUE_URL")}
INSTALLED_APPS = ["django_tasks", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
