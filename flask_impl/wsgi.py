"""The application for a WSGI server: ``gunicorn flask_impl.wsgi:app``."""

from flask_impl import create_app

app = create_app()
