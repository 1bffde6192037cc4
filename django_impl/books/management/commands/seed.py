"""`manage.py seed`: loads the catalogue, optionally with demo users and synthetic books; all of it
or nothing."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import demo
from books import seeding


def amount(given: str) -> int:
    if not given.isdecimal():
        raise ArgumentTypeError(f"{given!r} is no number of books")
    return int(given)


class Command(BaseCommand):
    help = "Load the catalogue; what is there already is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=settings.SHARED / "data" / "catalogue.json"
        )
        parser.add_argument("--demo", action="store_true", help="add one user of each role")
        parser.add_argument(
            "--password", help="of the demo users; else each gets one of its own, which is printed"
        )
        parser.add_argument(
            "--synthetic",
            type=amount,
            metavar="N",
            help="fill up with made-up books to this number",
        )

    @transaction.atomic
    def handle(
        self, *, file: Path, demo: bool, password: str | None, synthetic: int | None, **options: Any
    ) -> None:
        if password:
            self.refuse_weak(password)
        self.load(file)
        if demo:
            self.add_users(password)
        if synthetic is not None:
            self.stdout.write(f"{seeding.fill_up(synthetic)} made-up books added")
        self.stdout.flush()  # before the commit: otherwise passwords could be lost

    def load(self, file: Path) -> None:
        try:
            authors, books = seeding.load(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except ValueError as error:
            raise CommandError(f"{file}: {error}") from None
        self.stdout.write(f"{authors} authors and {books} books added")

    def refuse_weak(self, password: str) -> None:
        try:
            demo.check_password(password)
        except ValidationError as error:
            raise CommandError(f"--password: {' '.join(error.messages)}") from None

    def add_users(self, password: str | None) -> None:
        for role, made_up in demo.create_users(password).items():
            self.stdout.write(f"{role} {made_up}")
