"""`manage.py work`: writes exports until it is asked to stop."""

from typing import Any

from django.core.management.base import BaseCommand

from exports import worker


class Command(BaseCommand):
    help = (
        "Work off the exports. Run as many as you like; TERM ends one when it has written what "
        "it has begun."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        worker.run()
