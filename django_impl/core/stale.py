"""A form whose token is out of date is shown again with its input and a fresh token; nothing is
stored."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import ResolverMatch

from core import errors

SENTENCE = "This form was out of date. Nothing was done; send it again."
PLAIN = "The write carries no valid token of this session, or comes from another site."
MARK = "bookshelf.stale"
OF_A_TOKEN = "CSRF "
"""The beginnings of Django's reasons about the token; those about Origin and Referer differ."""


def is_stale(request: HttpRequest) -> bool:
    return MARK in request.META


class StaleForm(forms.BaseForm):
    """A mixin that makes a form invalid without validating any field."""

    def full_clean(self) -> None:
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}
        self.add_error(None, SENTENCE)


def is_form_of_admin(match: ResolverMatch) -> bool:
    """Whether this is the address of an add or change form."""
    model_admin = getattr(match.func, "model_admin", None)
    if model_admin is None:
        return False
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    return match.url_name in (f"{name}_add", f"{name}_change")


def run(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    """The view's rendered response to a marked request; None if the view refuses the request."""
    request.META[MARK] = True
    request.csrf_processing_done = True  # type: ignore[attr-defined]  # for the view's own csrf_protect
    try:
        response = match.func(request, *match.args, **match.kwargs)
        if isinstance(response, TemplateResponse):
            response.render()
    except (PermissionDenied, Http404, SuspiciousOperation):
        return None
    return response


def form_of_admin(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    # Called outside the transaction: it may change the session's key
    if not request.user.is_authenticated:
        return None
    with transaction.atomic():
        response = run(request, match)
        transaction.set_rollback(True)  # whatever a form may do in future
    if response is None or response.status_code != 200:
        return None
    response.status_code = 403
    return response


def form_of_page(request: HttpRequest, match: ResolverMatch) -> HttpResponse | None:
    """The view checks `is_stale` itself, and then responds with 403."""
    response = run(request, match)
    return response if response is not None and response.status_code == 403 else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    match, response = request.resolver_match, None
    if match is not None and request.method == "POST" and reason.startswith(OF_A_TOKEN):
        if is_form_of_admin(match):
            response = form_of_admin(request, match)
        elif getattr(getattr(match.func, "view_class", None), "shows_stale_form", False):
            response = form_of_page(request, match)
    return errors.error_response(request, 403, PLAIN) if response is None else response
