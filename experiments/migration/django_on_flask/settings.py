"""The settings of Django's side, with the differences while Flask owns the tables."""

from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, MIDDLEWARE, SESSION_COOKIE_AGE, TEMPLATES, TLS

ROOT_URLCONF = "experiments.migration.django_on_flask.urls"
INSTALLED_APPS = [
    "core.apps.BookshelfAdminConfig",
    *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "messages", "staticfiles")),
    "experiments.migration.django_on_flask.apps.BooksConfig",
]
THEIRS = "django.contrib.auth.middleware.AuthenticationMiddleware"
OURS = {THEIRS: "experiments.migration.django_on_flask.sign_in.SharedSignIn"}
MIDDLEWARE = [
    OURS.get(name, name) for name in MIDDLEWARE if name != "accounts.sessions.SignedInMiddleware"
]
TEMPLATES = [TEMPLATES[0] | {"DIRS": [Path(__file__).parent / "templates", BASE_DIR / "templates"]}]
TASKS = {}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"  # Flask's ids have four bytes

AUTH_USER_MODEL = "books.User"
LOGIN_URL, LOGOUT_REDIRECT_URL = "/login/", "/"

SESSION_ENGINE = "experiments.migration.django_on_flask.sessions"
# Flask's cookie, with Flask's attributes
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
SESSION_IDLE = SESSION_COOKIE_AGE
CSRF_USE_SESSIONS = True  # ends with the session, as Flask's token does

STATIC_URL = "/static/django/"  # /static/ is Flask's, and both have a bookshelf-admin.css
