"""Requesting an export, its state, and its file."""

import logging
import re
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.urls.converters import UUIDConverter
from django.views import View

from accounts.models import User
from accounts.views import SignInFirstMixin
from books.csv_export import HEADERS
from core import errors
from core.outages import reason
from exports import content, tasks, worker
from exports.models import Export, ExportQuerySet, lease

MAX_UNFINISHED = 3  # exports of one user
LOOK_AGAIN = 5  # seconds, enough for some thousand books
logger = logging.getLogger(__name__)


def page(request: HttpRequest, export: Export, **options: Any) -> HttpResponse:
    return render(request, "exports/export.html", {"export": export}, **options)


class WorkingView(SignInFirstMixin, View):
    """Without a broker, a request for an export starts a worker in this process."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        worker.start_embedded()

    def own_exports(self, pk: str) -> ExportQuerySet:
        """The user's export with that id; other users get 404."""
        if not re.fullmatch(UUIDConverter.regex, pk):
            raise Http404
        return Export.objects.filter(owner=self.request.user.pk).filter(pk=pk)


class StartView(PermissionRequiredMixin, WorkingView):
    permission_required = "exports.add_export"

    @transaction.atomic
    def new_export(self) -> Export | None:
        """Create one, unless too many are unfinished; the user's row is locked against concurrent
        requests."""
        assert self.request.user.is_authenticated  # dispatch has checked this
        owner = User.objects.select_for_update(no_key=True).get(pk=self.request.user.pk)
        if owner.exports.unfinished().count() >= MAX_UNFINISHED:
            return None
        return owner.exports.create(lease_ends=lease())

    def post(self, request: HttpRequest) -> HttpResponse:
        export = self.new_export()
        if export is None:
            return errors.error_response(request, 429, headers={"Retry-After": str(LOOK_AGAIN)})
        try:
            tasks.write.enqueue(str(export.pk))
        except Exception as error:  # each queue has its own errors
            logger.error("export %s cannot be queued: %s", export, reason(error))
            export.delete()
            return errors.error_response(request, 503, headers={"Retry-After": "5"})
        response = page(request, export, status=202)
        response["Location"] = reverse("exports:export", args=[export.pk])
        return response


class ExportView(LoginRequiredMixin, WorkingView):
    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return page(request, get_object_or_404(self.own_exports(pk).defer("content")))


class FileView(LoginRequiredMixin, WorkingView):
    def get(self, request: HttpRequest, pk: str) -> StreamingHttpResponse:
        export = self.own_exports(pk).filter(state=Export.State.DONE)
        if not export.exists():
            raise Http404
        # So that a truncated file is detected
        length = {"Content-Length": str(content.size(export))}
        return StreamingHttpResponse(content.read(export), headers=HEADERS | length)
