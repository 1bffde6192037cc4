"""The author of a book: a key in ASCII digits, because the input or the address may contain
anything."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

from core.admin import ID


class KnownChoice(AutocompleteSelect):
    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if re.fullmatch(ID, str(one))], attr)


class KeyFormField(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        """Accepts ASCII digits only; Django accepts those of every script."""
        if value and not re.fullmatch(ID, str(value)):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return super().to_python(value)
