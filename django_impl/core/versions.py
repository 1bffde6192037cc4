"""The optimistic lock: of two who change the same row, one is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction

P = ParamSpec("P")
R = TypeVar("R")


def again_when_beaten(view: Callable[P, R]) -> Callable[P, R]:
    """Runs a view once more after a conflict between its check and its write. The write has failed
    as a whole, and checking again reports the conflict."""

    @wraps(view)
    def twice(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return view(*args, **kwargs)
        except IntegrityError:
            return view(*args, **kwargs)

    return twice


class StaleError(IntegrityError):
    """Another request has stored the row since it was read."""


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the next version, or raise StaleError if this one is no longer the latest.

        A save with ``update_fields`` (a sign-in, a renewed hash) is not a new version.
        """
        if kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        # Without a savepoint: an outer transaction fails as a whole, as after Django's own save
        with transaction.atomic(savepoint=False):
            if not self._state.adding:
                same = type(self)._base_manager.filter(pk=self.pk, version=self.version)
                if not same.update(version=self.version + 1):
                    raise StaleError(f"{self} has been changed since version {self.version}")
                self.version += 1
            super().save(*args, **kwargs)
