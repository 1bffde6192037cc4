"""The admin of versioned rows: the form reports a conflict, and a change without effect writes no
history."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest

from core.admin import CarefulAdmin


class OpenedForm(forms.ModelForm):
    """Remembers the version of the row that it was opened with."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("opened") != self.instance.version:
            raise ValidationError(
                f"Somebody has changed this {self.instance._meta.verbose_name} since you opened "
                "it. Nothing was "
                "stored: open it again beside this page, and bring over what you typed."
            )
        return cleaned


class VersionedAdmin(CarefulAdmin):
    """For models that are ``Versioned``, with a form that is an ``OpenedForm``."""

    form = OpenedForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        first, *others = super().get_fieldsets(request, obj)
        if obj and self.has_change_permission(request, obj):  # read-only users get no form
            first = (first[0], {**first[1], "fields": [*first[1]["fields"], "opened"]})
        return [first, *others]

    # A change without effect gets no version and no history entry.

    def save_model(
        self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool
    ) -> None:
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        return super().log_change(request, obj, message) if message else None
