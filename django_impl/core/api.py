"""The base of the JSON API's views, and the description of the API."""

from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views import View

from core.errors import Problem
from core.versions import again_when_beaten

UNKNOWN_USER = {"WWW-Authenticate": 'Session realm="bookshelf"'}


class ApiView(View):
    """Declares the permission for each method; responds to an error with a problem document."""

    permissions: dict[str, str] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if permission := self.permissions.get(request.method or ""):
                self.demand(permission)
            return again_when_beaten(super().dispatch)(request, *args, **kwargs)
        except Problem as problem:
            return problem.error_response(request)

    def demand(self, permission: str) -> None:
        if not self.signed_in().has_perm(permission):
            raise PermissionDenied

    def signed_in(self) -> AbstractUser:
        if not self.request.user.is_authenticated:
            raise Problem(401, "Sign in first.", UNKNOWN_USER)
        return self.request.user


@cache
def description() -> dict[str, Any]:
    """The document that both implementations serve."""
    return yaml.safe_load((settings.SHARED / "openapi.yaml").read_text(encoding="utf-8"))


class DescriptionView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse(description())
