"""Start here, in Django: a sign-in that refuses with 401, a custom 404, a model with its admin.

Served by `nox -s serve -- --minimal`. What it leaves out and Bookshelf has: migrations of its
model, a user model of its own (`AUTH_USER_MODEL`, before the first migration), a limit on failed
sign-ins, `WWW-Authenticate`, signing out outside the admin, a content security policy.

Without nox: install the groups `django` and `serve` of pyproject.toml, set BOOKSHELF_SECRET_KEY,
BOOKSHELF_PASSWORD and BOOKSHELF_DATABASE (an absolute path), then
`gunicorn django_start:application` in this folder, because there is no manage.py.
"""

import os

import django
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.urls import path
from django.views.generic import ListView, RedirectView

BOOKS = """<!doctype html><title>Books</title><h1>Books</h1>
{% for book in book_list %}<p>{{ book.title }}</p>{% endfor %}
<p><a href="/admin/">Admin</a></p>"""
SIGN_IN = """<!doctype html><title>Sign in</title>
<form method="post">{% csrf_token %} {{ form }}
<button>Sign in</button></form>"""
NOT_FOUND = """<!doctype html><title>Not found</title>
<h1>This page is not on our shelves</h1>
<p><a href="/">Books</a></p>"""
PAGES = {
    "books.html": BOOKS,
    "sign_in.html": SIGN_IN,
    "404.html": NOT_FOUND,
}

database = os.environ["BOOKSHELF_DATABASE"]
settings.configure(
    SECRET_KEY=os.environ["BOOKSHELF_SECRET_KEY"],
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    STATIC_URL="/static/",
    WHITENOISE_USE_FINDERS=True,  # serves the admin's own files from where they are installed
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        __name__,  # the model below
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", PAGES),
                    "django.template.loaders.app_directories.Loader",
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
)
django.setup()

# Only now, because these need the models of the apps.
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200)

    def __str__(self):
        return self.title


admin.site.register(Book)


class SignIn(LoginView):
    template_name = "sign_in.html"
    next_page = "/"

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 401  # LoginView leaves 200
        return response


books = ListView.as_view(model=Book, template_name="books.html")
to_sign_in = RedirectView.as_view(url="/sign-in/", query_string=True)
urlpatterns = [
    path("", books),
    path("sign-in/", SignIn.as_view()),
    # Before admin/, whose own form leaves 200 too.
    path("admin/login/", to_sign_in),
    path("admin/", admin.site.urls),
]
application = get_wsgi_application()

# By one process: two at once would collide. Applications have migrations instead.
call_command("migrate", verbosity=0)
if not User.objects.exists():
    with connection.schema_editor() as editor:
        # Without migrations, migrate makes no table for it.
        editor.create_model(Book)
    User.objects.create_superuser("demo", password=os.environ["BOOKSHELF_PASSWORD"])
    Book.objects.create(title="Emma", author="Jane Austen")
