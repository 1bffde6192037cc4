"""Fields that all models share: a derived column."""

from collections.abc import Callable
from typing import Any

from django.db import models


class DerivedField(models.TextField):
    """``rule`` applied to the field ``source`` whenever the row is stored, also by
    ``bulk_create``."""

    def __init__(self, *args: Any, source: str, rule: Callable[[str], str], **kwargs: Any) -> None:
        self.source, self.rule = source, rule
        super().__init__(*args, **{"editable": False, **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "rule": self.rule}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.rule(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value
