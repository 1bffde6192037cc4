"""What closes more rows, as the documentation of Django and of django-axes shows it: code of one's
own, so that it is no part of the application."""

from collections.abc import Mapping

from axes.helpers import get_cool_off
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None, credentials: Mapping[str, str]
) -> HttpResponse:
    """``AXES_LOCKOUT_CALLABLE``: "Configuration"."""
    wait = get_cool_off(request).total_seconds()
    return HttpResponse(status=429, headers={"Retry-After": f"{wait:.0f}"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``: "Customizing error views"."""
    return HttpResponse(status=413 if isinstance(exception, RequestDataTooBig) else 400)
