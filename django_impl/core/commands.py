"""Runs a command; an error that the operator can cause ends in one line, without a traceback."""

import errno
import sys
from contextlib import suppress

from django.core.management import execute_from_command_line
from django.db import Error

from core.health import lacks_migrations
from core.outages import is_for_the_operator, reason

UNWRITABLE = {errno.EPIPE, errno.ENOSPC}


def run() -> None:
    try:
        execute_from_command_line(sys.argv)
    except Error as error:
        if is_for_the_operator(error):
            sys.exit(f"The database does not serve: {reason(error)}")
        if lacks_migrations():
            sys.exit("The database lacks migrations: run manage.py migrate first.")
        raise
    except UnicodeEncodeError as error:
        if error.encoding != "utf-8":  # of the terminal
            raise
        sys.exit("An argument or a variable is not UTF-8; write it as text.")
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        with suppress(OSError):
            sys.stdout.close()  # otherwise Python would fail on it again at the end
        sys.exit(f"The output was not written: {error.strerror}")
