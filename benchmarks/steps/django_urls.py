"""The URLs of Django's steps: the project's own, with the step's version of the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from benchmarks.steps import page


def by_sql(request: HttpRequest) -> HttpResponse:
    return HttpResponse(page.by_sql())


urlpatterns: list[URLPattern | URLResolver] = []
if "templates" not in settings.REACHED:
    view = by_sql
    if "ORM" in settings.REACHED:
        # Imported here, because the first step has no models
        from benchmarks.steps.django_views import by_models, by_search

        view = by_search if "search and pages" in settings.REACHED else by_models
    urlpatterns.append(path("", include([path("", view)])))
if "ORM" in settings.REACHED:
    urlpatterns += [path("", include(f"{name}.urls")) for name in ("books", "accounts", "exports")]
