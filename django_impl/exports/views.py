"""Asking for an export, seeing how far it is, and getting the file."""

import logging
import re
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.urls.converters import UUIDConverter
from django.views import View

from accounts.views import SignInFirstMixin
from books.export import HEADERS
from config import errors
from exports import tasks, worker
from exports.models import Export, lease

logger = logging.getLogger(__name__)


def page(request: HttpRequest, export: Export, **options: Any) -> HttpResponse:
    return render(request, "exports/export.html", {"export": export}, **options)


class WorkingView(SignInFirstMixin, View):
    """Where there is no broker, whoever asks for an export sets this process to work."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        worker.start_embedded()

    def own_exports(self, pk: str) -> QuerySet[Export]:
        """The one of that id, if there is any; for everybody else it is not there."""
        if not re.fullmatch(UUIDConverter.regex, pk):
            raise Http404
        return Export.objects.filter(owner=self.request.user.pk).filter(pk=pk)


class StartView(PermissionRequiredMixin, WorkingView):
    permission_required = "exports.add_export"

    def post(self, request: HttpRequest) -> HttpResponse:
        assert request.user.is_authenticated  # or dispatch would not have come here
        export = Export.objects.create(owner=request.user, lease_ends=lease())
        try:
            tasks.write.enqueue(str(export.pk))
        except Exception:  # each queue has errors of its own
            logger.exception("export %s cannot be queued", export)
            export.delete()
            return errors.answer(request, 503)
        response = page(request, export, status=202)
        response["Location"] = reverse("exports:export", args=[export.pk])
        return response


class ExportView(LoginRequiredMixin, WorkingView):
    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return page(request, get_object_or_404(self.own_exports(pk).defer("content")))


class FileView(LoginRequiredMixin, WorkingView):
    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        export = get_object_or_404(self.own_exports(pk), state=Export.State.DONE)
        return HttpResponse(export.content, headers=HEADERS)
