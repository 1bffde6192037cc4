"""Bookshelf in one file with Django and its ORM: the catalogue, a page for each book, its own 404
and /healthz, from SQLite."""

# mypy: disable-error-code="var-annotated"
# The types of fields are known to mypy's plugin for Django alone, which knows one project.

import json
import os
import re
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import DetailView, ListView

PAGES = {
    "base.html": """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %} – Bookshelf</title></head>
<body><main>{% block content %}{% endblock %}</main></body>
</html>""",
    "list.html": """{% extends "base.html" %}
{% block title %}Catalogue{% endblock %}
{% block content %}
<h1>Catalogue</h1>
<p class="total">{{ paginator.count }} book{{ paginator.count|pluralize }}</p>
<ol class="books">
  {% for book in book_list %}
  <li>
    <a href="{% url 'detail' book.slug %}">{{ book.title }}</a>
    <span class="author">{{ book.author.name }}</span>
    <span class="year">{{ book.dated }}</span>
  </li>
  {% endfor %}
</ol>
<nav class="pages">
  {% if page_obj.has_previous %}
  <a rel="prev"
     href="{% url 'catalogue' %}?page={{ page_obj.previous_page_number }}">Previous page</a>
  {% endif %}
  {% if page_obj.has_next %}
  <a rel="next" href="{% url 'catalogue' %}?page={{ page_obj.next_page_number }}">Next page</a>
  {% endif %}
</nav>
{% endblock %}""",
    "detail.html": """{% extends "base.html" %}
{% block title %}{{ book.title }}{% endblock %}
{% block content %}
<h1>{{ book.title }}</h1>
<p>by <a href="{% url 'catalogue' %}?author={{ book.author.slug }}">{{ book.author.name }}</a>,
{{ book.dated }}</p>
<p class="summary">{{ book.summary }}</p>
<dl>
  {% if book.isbn %}<dt>ISBN</dt><dd>{{ book.isbn }}</dd>{% endif %}
  <dt>Shelf</dt><dd class="availability">{{ book.available|yesno:"available,not available" }}</dd>
</dl>
{% endblock %}""",
    "404.html": """{% extends "base.html" %}
{% block title %}Not Found{% endblock %}
{% block content %}
<h1>Not Found</h1>
<p>This page is not on our shelves.</p>
<p><a href="{% url 'home' %}">Back to the catalogue</a></p>
{% endblock %}""",
}


def add_request_id(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["X-Request-ID"] = uuid.uuid4().hex
        return response

    return middleware


settings.configure(
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("BOOKSHELF_DATABASE", "bookshelf.sqlite3"),
        }
    },
    INSTALLED_APPS=[__name__],
    MIDDLEWARE=[
        f"{__name__}.add_request_id",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", PAGES)]},
        }
    ],
    USE_I18N=False,
)
application = get_wsgi_application()  # before the models, which need what it sets up


class Author(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)

    class Meta:
        db_table = "authors"


class Book(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    author = models.ForeignKey(Author, on_delete=models.PROTECT)
    year = models.IntegerField()
    isbn = models.CharField(max_length=13, unique=True, null=True)  # noqa: DJ001  (many books have none)
    summary = models.TextField()
    available = models.BooleanField(default=True)

    class Meta:
        db_table = "books"
        indexes = [models.Index(fields=["title", "id"], name="books_title_id")]

    @property
    def dated(self) -> str:
        return str(self.year) if self.year >= 0 else f"{-self.year} BC"


class CatalogueView(ListView):
    queryset = Book.objects.select_related("author").order_by("title", "id")
    template_name = "list.html"
    paginate_by = 20

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        # Django also accepts "last", "+1" and other scripts' digits for pages.
        if not re.fullmatch("[1-9][0-9]{0,8}", self.request.GET.get("page", "1")):
            raise Http404
        return super().paginate_queryset(queryset, page_size)


class BookView(DetailView):
    queryset = Book.objects.select_related("author")
    template_name = "detail.html"


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("", CatalogueView.as_view(), name="home"),
    path("books/", CatalogueView.as_view(), name="catalogue"),
    path("books/<str:slug>/", BookView.as_view(), name="detail"),
    path("healthz", healthz),
]


def load(file: Path) -> None:
    """Create the tables and fill them with the catalogue of a JSON file."""
    catalogue: dict[str, list[dict[str, Any]]] = json.loads(file.read_text(encoding="utf-8"))
    with connection.schema_editor() as editor:
        for model in (Author, Book):
            editor.create_model(model)
    Author.objects.bulk_create(Author(**entry) for entry in catalogue["authors"])
    authors = {author.slug: author for author in Author.objects.all()}
    Book.objects.bulk_create(
        Book(**entry | {"author": authors[entry["author"]]}) for entry in catalogue["books"]
    )


if __name__ == "__main__":
    load(Path(sys.argv[1]))
