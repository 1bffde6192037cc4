"""What a WSGI server imports."""

from experiments.migration.flask_on_django.application import create_app

app = create_app()
