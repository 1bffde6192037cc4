"""Middleware of the whole site: request ids, early refusals, allowed methods."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    QueryDict,
    StreamingHttpResponse,
)
from django.utils.functional import empty

from core import addresses, bodies, errors, logs, policy

View = Callable[..., HttpResponse]


class Middleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response


def user_of(request: HttpRequest) -> str:
    """The name of the user whom this request has loaded or signed in; empty if Django has not
    loaded one."""
    user = getattr(request, "user", None)
    return "" if getattr(user, "_wrapped", user) is empty or user is None else user.get_username()


class RequestIdMiddleware(Middleware):
    """Assigns the request id to the request, its response and its log lines; adds the header that
    Django lacks."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id, begun = uuid.uuid4().hex, time.perf_counter()
        logs.request_id.set(request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        response["Permissions-Policy"] = policy.PERMISSIONS
        path, duration = addresses.sent_path(request), time.perf_counter() - begun
        client = request.META.get("REMOTE_ADDR", "")
        logs.write_line(
            request.method or "", path, response.status_code, duration, user_of(request), client
        )
        return response


class GuardMiddleware(Middleware):
    """Early refusals, in the order of the specification: first by address, then, once view and
    method are known, by body."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        addresses.check_host(request)
        if not addresses.is_understood(request):
            response = errors.error_response(request, 400)
        elif addresses.has_odd_slashes(request):
            response = errors.error_response(request, 404)
        else:
            response = self.get_response(request)
        if response.status_code >= 300:
            bodies.drain(request)
        return response

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        if code := bodies.refused_length(request):
            return errors.error_response(request, code)
        if request.path_info.startswith("/api/"):
            # Its bodies are JSON: they must not be parsed as forms, not even by the CSRF check
            request.POST = QueryDict()
        elif request.method == "POST" and not bodies.is_form_of_text(request):
            return errors.error_response(request, 400)
        return None


def methods_of(view: View) -> list[str]:
    """The methods that a view allows; the admin's views are functions, which do not declare
    them."""
    if (view_class := getattr(view, "view_class", None)) is None:
        return ["GET", "HEAD", "POST", "OPTIONS"]
    names = [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
    return [*names, "HEAD"] if "GET" in names else names


def without_body(response: HttpResponse | StreamingHttpResponse) -> None:
    """Django leaves that to the server, which may log a warning."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = []
    else:
        response.content = b""


class MethodMiddleware(Middleware):
    """Responds to OPTIONS, and with a 405 page: before the CSRF check, which would return 403, and
    before any sign-in."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD":
            without_body(response)
        if response.status_code != 405:
            return response
        allowed = {"Allow": response["Allow"]}
        if request.method == "OPTIONS":
            return HttpResponse(headers=allowed)
        return errors.error_response(request, 405, headers=allowed)

    def process_view(self, request: HttpRequest, view: View, *args: Any) -> HttpResponse | None:
        allowed = methods_of(view)
        refused = request.method == "OPTIONS" or request.method not in allowed
        return HttpResponseNotAllowed(allowed) if refused else None
