"""Django's application up to the step in the environment, for a WSGI server."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.steps.django_settings"
django.setup(set_prefix=False)

from core.handler import Handler  # type: ignore[import-not-found]  # noqa: E402  (reads the settings)

application = Handler()
