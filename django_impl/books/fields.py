"""Fields for user input; forms made from them validate all input."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from core.text import is_blank, with_lf


class TextFormField(forms.CharField):
    """Converts every line end to LF before lengths are checked."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(with_lf(value) if isinstance(value, str) else value)


class YearFormField(forms.IntegerField):
    """ASCII digits only; Django's own field also accepts ``1900.0``, ``1_900`` and digits of any
    script."""

    def to_python(self, value: Any) -> int | None:
        text = str(value).strip() if value is not None else ""
        if text and not re.fullmatch("-?[0-9]{1,4}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


def refuse_blank(text: str) -> None:
    if is_blank(text):
        raise ValidationError("Enter something that can be seen.", code="blank")


class LineField(models.CharField):
    """A title or a name: without surrounding white space, and with a visible character."""

    default_validators = [refuse_blank]

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": TextFormField, **kwargs})


class ProseField(models.TextField):
    """A text of many lines, which keeps its white space."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": TextFormField, "strip": False, **kwargs})
