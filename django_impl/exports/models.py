"""An export: its owner, its state, its file."""

import uuid
from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now

from exports import content


def lease() -> models.Expression:
    """The end of a lease, by the clock of the database: those of the hosts may differ."""
    return Now() + timedelta(seconds=settings.EXPORT_LEASE)


class ExportQuerySet(models.QuerySet["Export"]):
    def silent(self) -> "ExportQuerySet":
        """Exports whose lease has expired: their worker has died, or their message is lost."""
        return self.unfinished().filter(lease_ends__lt=Now()).defer("content")

    def unfinished(self) -> "ExportQuerySet":
        return self.filter(state__in=(Export.State.QUEUED, Export.State.RUNNING))

    def old(self) -> "ExportQuerySet":
        """Exports whose files are no longer kept."""
        return self.filter(finished_at__lt=Now() - timedelta(seconds=settings.EXPORT_KEEP))


class Export(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports"
    )
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    """The number of workers that have taken it; also the fencing token of the current one."""
    lease_ends = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    content = models.TextField(default="")

    objects = ExportQuerySet.as_manager()

    class Meta:
        default_permissions = ("add",)
        indexes = [models.Index(fields=["state", "lease_ends"], name="export_state_lease")]

    def __str__(self) -> str:
        return str(self.pk)

    def claim(self) -> bool:
        """Take it from the queue; only one of several workers succeeds."""
        return self.state == self.State.QUEUED and self.become(
            self.State.RUNNING, attempts=self.attempts + 1, lease_ends=lease()
        )

    def renew(self) -> bool:
        return self.become(self.State.RUNNING, lease_ends=lease())

    def finish(self, file: IO[str]) -> bool:
        """Store the file and the state together."""
        with transaction.atomic():
            done = self.become(self.State.DONE, content=content.room_for(file), finished_at=Now())
            if done:
                content.fill(Export.objects.filter(pk=self.pk), file)
        return done

    def fail(self) -> bool:
        return self.become(self.State.FAILED, finished_at=Now())

    def give_back(self) -> bool:
        """Queue it for another worker; only one of several that find it expired succeeds."""
        return self.become(self.State.QUEUED, Export.objects.silent(), lease_ends=lease())

    def give_up(self) -> bool:
        return self.become(self.State.FAILED, Export.objects.silent(), finished_at=Now())

    def become(self, state: State, among: ExportQuerySet | None = None, **changes: Any) -> bool:
        """Change the row if it is still as it was read: a worker that has taken it over meanwhile
        keeps it."""
        exports = Export.objects.all() if among is None else among
        same = exports.filter(pk=self.pk, state=self.state, attempts=self.attempts)
        if not same.update(state=state, **changes):
            return False
        self.state, self.attempts = state, changes.get("attempts", self.attempts)
        return True
