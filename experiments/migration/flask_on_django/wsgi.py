"""The application for a WSGI server."""

from experiments.migration.flask_on_django.application import create_app

app = create_app()
