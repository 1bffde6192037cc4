"""The application for a WSGI server."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "experiments.migration.django_on_flask.settings")
django.setup(set_prefix=False)

from core.handler import Handler  # noqa: E402  (reads the settings)

application = Handler()
