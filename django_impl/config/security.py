"""Middleware of the whole site: an id for each request, what no view needs to see, the methods that a view knows."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict

from config import errors, logs, policy

View = Callable[..., HttpResponse]
FORM = "application/x-www-form-urlencoded"


class Middleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response


class RequestIdMiddleware(Middleware):
    """Marks the request, its answer and its lines in the log; adds the one header that Django does not know."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        logs.request_id.set(request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        response["Permissions-Policy"] = policy.PERMISSIONS
        return response


def is_text(quoted: bytes) -> bool:
    """Whether percent-encoded bytes are UTF-8 without NUL."""
    try:
        return "\0" not in unquote_to_bytes(quoted).decode()
    except UnicodeDecodeError:
        return False


class GuardMiddleware(Middleware):
    """Refuses foreign hosts, bytes that are no text, and bodies that are too large or of unknown length."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # raises what becomes a 400, on static files too
        request.GET.keys()  # likewise, for too many fields
        # Django has quoted again what was no UTF-8 in the path.
        if not is_text(request.path_info.encode()) or not is_text(request.META["QUERY_STRING"].encode("latin-1")):
            return errors.answer(request, 400)
        if "HTTP_TRANSFER_ENCODING" in request.META:  # Django would take a chunked body for an empty one
            return errors.refuse_body(request, 411)
        if request.path_info.startswith("/api/"):
            request.POST = QueryDict()  # its bodies are JSON: nobody, the CSRF check least of all, reads them as forms
        elif int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return errors.refuse_body(request, 413)
        elif (request.content_type == FORM and not is_text(request.body)) or "%00" in request.POST.urlencode():
            return errors.answer(request, 400)
        return self.get_response(request)


def methods_of(view: View) -> list[str]:
    """What a view answers; the admin's views are functions, which do not say."""
    if (view_class := getattr(view, "view_class", None)) is None:
        return ["GET", "HEAD", "POST", "OPTIONS"]
    names = [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
    return [*names, "HEAD"] if "GET" in names else names


class MethodMiddleware(Middleware):
    """Answers OPTIONS, and 405 with a page: before the CSRF check, which would say 403, and before any sign-in."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        allowed = {"Allow": response["Allow"]}
        if request.method == "OPTIONS":
            return HttpResponse(headers=allowed)
        return errors.answer(request, 405, headers=allowed)

    def process_view(self, request: HttpRequest, view: View, *args: Any) -> HttpResponse | None:
        allowed = methods_of(view)
        refused = request.method == "OPTIONS" or request.method not in allowed
        return HttpResponseNotAllowed(allowed) if refused else None
