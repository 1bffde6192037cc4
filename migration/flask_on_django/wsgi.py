"""What a WSGI server imports."""

from migration.flask_on_django.application import create_app

app = create_app()
