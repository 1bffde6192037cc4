"""The history in Flask's table, so that one page shows the changes of both admins and the API."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from experiments.migration.django_on_flask.models import Change


class SharedHistory(ModelAdmin):
    """Replaces Django's LogEntry, which Flask's admin does not read."""

    object_history_template = "admin/books/history.html"

    def record(self, request: HttpRequest, action: str, *objects: Any, fields: str = "") -> None:
        """Add an entry for each object, as Flask's ``history.record`` does."""
        entry = {
            "who": request.user.get_username(),
            "action": action,
            "kind": self.opts.model_name,
            "fields": fields,
        }
        Change.objects.bulk_create(Change(object_id=one.pk, **entry) for one in objects)

    def construct_change_message(  # type: ignore[override]
        self, request: Any, form: Any, formsets: Any, add: bool = False
    ) -> str:
        return ", ".join(sorted(form.changed_data))

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        self.record(request, "added", obj)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        if message:
            self.record(request, "changed", obj, fields=message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        self.record(request, "deleted", *queryset)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        record: Any = self.get_object(request, object_id)  # or 404
        changes = Change.objects.filter(kind=self.opts.model_name, object_id=record.pk).order_by(
            "-pk"
        )
        return super().history_view(request, object_id, {"changes": changes[:100]})
