"""Connections to PostgreSQL that give up a silent server; from then on one request at a time waits
for it."""

import time
from contextlib import suppress
from typing import Any, Self

import psycopg
from psycopg import OperationalError
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

from flask_impl.core.config import STATEMENT_TIMEOUT
from flask_impl.core.outages import statement_timeout

RETRY_INTERVAL = 1.0  # seconds
LIMITS = {True: 2500, False: 10_000}
"""Milliseconds after which the server itself ends a statement, of a request or not. The client's
timeout is longer, so that a timeout means an unreachable server, not a slow statement."""


class Outage:
    """After a failure of the server only one thread at a time tries it, once a second, until a
    connection succeeds."""

    reason, next_try = "", 0.0

    def begin(self, error: Exception) -> None:
        self.reason, self.next_try = str(error), time.monotonic() + RETRY_INTERVAL

    def end(self) -> None:
        self.reason = ""

    def check(self) -> None:
        """Raise the error of the outage again, unless it is time for another attempt."""
        if self.reason:
            now = time.monotonic()
            if now < self.next_try:
                raise OperationalError(self.reason)
            self.next_try = now + RETRY_INTERVAL


outage = Outage()


class Connection(psycopg.Connection[Any]):
    """Gives up a silent server: while its system still acknowledges packets, a client would wait
    for ever."""

    @classmethod
    def connect(cls, *args: Any, **kwargs: Any) -> Self:
        hurried = statement_timeout.get() == STATEMENT_TIMEOUT
        if hurried:
            outage.check()
        try:
            connection = super().connect(
                *args, **{"options": f"-c statement_timeout={LIMITS[hurried]}"} | kwargs
            )
        except OperationalError as error:
            outage.begin(error)
            raise
        outage.end()
        return connection

    def rollback(self) -> None:
        """An unreachable server rolls back without being asked, so a failure here must not replace
        a response that is ready."""
        with suppress(OperationalError):
            super().rollback()

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, timeout or statement_timeout.get())
        except OperationalError as error:
            # A reply would be too late
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
                outage.begin(error)
            raise
