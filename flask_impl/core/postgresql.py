"""Connections to PostgreSQL, which give a silent server up; then one at a time waits for it."""

import time
from contextlib import suppress
from typing import Any, Self

import psycopg
from psycopg import OperationalError
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

from flask_impl.core.config import PATIENCE
from flask_impl.core.outages import patience

PAUSE = 1.0  # seconds
LIMITS = {True: 2500, False: 10_000}
"""Milliseconds after which the server itself ends a statement, of a request or not. A client that
waits gives up later than that, so that silence means that the server is gone, not that somebody's
statement is slow."""


class Outage:
    """After the server has failed somebody one at a time waits for it, a second apart, until it has
    connected again."""

    reason, next_try = "", 0.0

    def begin(self, error: Exception) -> None:
        self.reason, self.next_try = str(error), time.monotonic() + PAUSE

    def end(self) -> None:
        self.reason = ""

    def check(self) -> None:
        """Raise once more what was raised at its beginning, unless it is time that somebody
        tries."""
        if self.reason:
            now = time.monotonic()
            if now < self.next_try:
                raise OperationalError(self.reason)
            self.next_try = now + PAUSE


outage = Outage()


class Connection(psycopg.Connection[Any]):
    """Gives a server up that is silent for too long: a system that still acknowledges lets a client
    wait for ever."""

    @classmethod
    def connect(cls, *args: Any, **kwargs: Any) -> Self:
        hurried = patience.get() == PATIENCE
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
        """What a server that is gone was not told it does by itself: a reply that is ready, at
        whose end nothing but this is left to do, is given all the same."""
        with suppress(OperationalError):
            super().rollback()

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, timeout or patience.get())
        except OperationalError as error:
            # A reply would come too late
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
                outage.begin(error)
            raise
