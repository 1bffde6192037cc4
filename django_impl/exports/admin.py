"""Keeps the queues' own pages out of the admin: they ignore our roles and fail on malformed ids."""

from django.apps import apps
from django.contrib import admin

for label in ("django_tasks_database", "django_rq"):
    if label in apps.app_configs:
        admin.site.unregister(list(apps.get_app_config(label).get_models()))
