"""Turns every error into a page of the library's own, or into a problem document under /api/."""

import sys
from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import select_template

from core.logs import request_id
from core.outages import retry_after


def error_response(
    request: HttpRequest,
    code: int,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    **members: object,
) -> HttpResponse:
    """The response for an error; ``detail`` and ``headers`` are optional."""
    status = HTTPStatus(code)
    if request.path_info.startswith("/api/"):
        document = {"type": "about:blank", "title": status.phrase, "status": code}
        document |= {"detail": detail or status.description or status.phrase} | members
        return JsonResponse(
            document, status=code, headers=headers, content_type="application/problem+json"
        )
    # Without the request: it needs neither the user nor the database, either of which may be
    # broken.
    template = select_template([f"{code}.html", "error.html"])
    page = template.render(
        {"status": code, "reason": status.phrase, "request_id": request_id.get()}
    )
    return HttpResponse(page, status=code, headers=headers)


class Problem(Exception):
    """Ends a request to the API with an error."""

    def __init__(
        self,
        code: int,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
        **members: object,
    ):
        super().__init__(detail)
        self.code, self.detail, self.headers, self.members = code, detail, headers, members

    def error_response(self, request: HttpRequest) -> HttpResponse:
        return error_response(request, self.code, self.detail, self.headers, **self.members)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_response(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is handled."""
    if seconds := retry_after(sys.exc_info()[1]):
        return error_response(request, 503, headers={"Retry-After": str(seconds)})
    return error_response(request, 500)
