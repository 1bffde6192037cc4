"""What closes another row, as the documentation of django-axes shows it: code of one's own, so that
it is no part of the application."""

from collections.abc import Mapping

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None, credentials: Mapping[str, str]
) -> HttpResponse:
    """``AXES_LOCKOUT_CALLABLE``: "Configuration"."""
    wait = get_cool_off(request).total_seconds()
    return HttpResponse(status=429, headers={"Retry-After": f"{wait:.0f}"})
