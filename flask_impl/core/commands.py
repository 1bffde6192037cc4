"""Error handling of all commands: an error that the operator can cause ends in one line, without a
traceback."""

import errno
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec

import click
from sqlalchemy.exc import DBAPIError, TimeoutError

from flask_impl.core import migrating
from flask_impl.core.extensions import db
from flask_impl.core.outages import is_for_the_operator, reason

UNWRITABLE = {errno.EPIPE, errno.ENOSPC}
NOT_UTF_8 = "an argument or a variable is not UTF-8; write it as text"
P = ParamSpec("P")


def refuse_unmigrated() -> None:
    with db.engine.connect() as connection:
        if migrating.are_pending(connection):
            raise click.ClickException(migrating.FIRST)


def in_one_line(command: Callable[P, None]) -> Callable[P, None]:
    """One line and exit code 1 for errors that the operator can cause: a database that is
    unavailable or not migrated."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            refuse_unmigrated()
            command(*args, **kwargs)
        except (DBAPIError, TimeoutError) as error:
            if not is_for_the_operator(error):
                raise
            raise click.ClickException(f"the database does not serve: {reason(error)}") from None
        except UnicodeEncodeError as error:
            if error.encoding != "utf-8":  # of the terminal
                raise
            raise click.ClickException(NOT_UTF_8) from None
        except OSError as error:
            if error.errno not in UNWRITABLE:
                raise
            with suppress(OSError):
                sys.stdout.close()  # otherwise Python would fail on it again at the end
            raise click.ClickException(f"the output was not written: {error.strerror}") from None

    return run


def refuse_odd_port() -> None:
    """Werkzeug would print a traceback."""
    context = click.get_current_context(silent=True)
    if context and not 0 <= (context.params.get("port") or 0) <= 65535:
        raise click.ClickException(f"{context.params['port']} is no port; take one up to 65535")
