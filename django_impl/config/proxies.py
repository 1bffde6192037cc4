"""Whose address a request has when it comes through proxies of our own."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from config.security import Middleware


class ClientAddressMiddleware(Middleware):
    """Each of our proxies appends whom it heard: the first of these is the client; what stands before is its word."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not settings.TRUSTED_PROXIES:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(entries) >= settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = entries[-settings.TRUSTED_PROXIES].strip()
        return self.get_response(request)
