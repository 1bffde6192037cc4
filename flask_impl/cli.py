"""The commands ``flask seed``, ``create-manager``, ``work``, ``clear-sessions`` and ``doctor``."""

import re
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError, TimeoutError

from flask_impl.accounts.demo import add_user, create_users
from flask_impl.accounts.names import LETTERS, LONGEST_USERNAME, USERNAME, normalize_username
from flask_impl.accounts.passwords import weaknesses
from flask_impl.accounts.sessions import clear_sessions
from flask_impl.books import seeding
from flask_impl.core import checks as doctor
from flask_impl.core.commands import in_one_line, refuse_odd_port, refuse_unmigrated
from flask_impl.core.extensions import db
from flask_impl.core.roles import Role

CATALOGUE = Path(__file__).parent.parent / "shared_tests" / "data" / "catalogue.json"


def why(error: Exception) -> str:
    """One line about an error in a file."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return (
            ".".join(str(part) for part in first["loc"])
            + f": {first['msg'].removeprefix('Value error, ')}"
        )
    if isinstance(error, IntegrityError):
        return "a slug or an ISBN stands there twice"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


@click.command("seed")
@click.argument("file", default=CATALOGUE, type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Add one user of each role.")
@click.option(
    "--password", help="Of the demo users; without it each gets one of its own, which is printed."
)
@click.option(
    "--synthetic", type=click.IntRange(min=0), help="Fill up with made-up books to this number."
)
@with_appcontext
@in_one_line
def seed_command(file: Path, demo: bool, password: str | None, synthetic: int | None) -> None:
    """Load the catalogue; existing entries are not changed. All of it is stored, or nothing."""
    for role in Role:
        for weakness in weaknesses(password, role.name) if password else []:
            raise click.ClickException(f"--password: {weakness}")
    try:
        authors, books = seeding.load(file)
    except (OSError, ValueError, IntegrityError) as error:
        raise click.ClickException(f"{file}: {why(error)}") from None
    click.echo(f"{authors} authors and {books} books added")
    if demo:
        for name, made_up in create_users(password).items():
            click.echo(f"{name} {made_up}")
    if synthetic is not None:
        click.echo(f"{seeding.fill_up(synthetic)} made-up books added")
    db.session.commit()


@click.command("create-manager")
@click.argument("name")
@click.password_option(envvar="BOOKSHELF_MANAGER_PASSWORD", confirmation_prompt="Password (again)")
@with_appcontext
@in_one_line
def create_manager_command(name: str, password: str) -> None:
    """Create a manager; prompts for the password, or reads BOOKSHELF_MANAGER_PASSWORD."""
    name = normalize_username(name)
    if not re.fullmatch(USERNAME, name) or len(name) > LONGEST_USERNAME:
        raise click.ClickException(f"{LETTERS} It has at most {LONGEST_USERNAME}.")
    for weakness in weaknesses(password, name):
        raise click.ClickException(weakness)
    if not add_user(name, password, Role.manager):
        raise click.ClickException("There is a user of this name, however it is written.")
    db.session.flush()
    click.echo(f"{name} is a manager")  # before the commit: nothing is stored if this fails
    db.session.commit()


@click.command("work")
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=1,
    help="How many exports at once, each in a thread.",
)
@with_appcontext
def work_command(workers: int) -> None:
    """Process exports until the process is stopped; an unfinished one is released."""
    with suppress(DBAPIError, TimeoutError):  # it waits for an unavailable database
        refuse_unmigrated()
    # Imported here, because no other command needs Huey and its drivers
    from flask_impl.exports import worker

    worker.work(workers)


@click.command("clear-sessions")
@with_appcontext
@in_one_line
def clear_sessions_command() -> None:
    """Delete expired sessions; run it about once a day."""
    number = clear_sessions()
    db.session.commit()
    click.echo(f"{number} sessions deleted")


@click.command("doctor")
@with_appcontext
def doctor_command() -> None:
    """Report unsafe settings; exit code 1 if there are any."""
    for line in doctor.remarks(current_app.config):
        click.echo(f"note: {line}")
    found = doctor.findings(current_app.config) + doctor.findings_of_database()
    for line in found:
        click.echo(line)
    if found:
        raise SystemExit(1)
    click.echo("ok")


def init_app(app: Flask) -> None:
    refuse_odd_port()
    for command in (
        seed_command,
        create_manager_command,
        work_command,
        clear_sessions_command,
        doctor_command,
    ):
        app.cli.add_command(command)
