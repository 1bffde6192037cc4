"""Django's backend for PostgreSQL that replaces all dead connections at once, where
``CONN_HEALTH_CHECKS`` finds them one by one, and gives up a silent server."""

import time
from typing import Any, Self

import psycopg
from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from psycopg_pool import PoolTimeout

from core.outages import statement_timeout

PING = 1.0  # seconds
RETRY_INTERVAL = 1.0  # seconds


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
        try:
            connection = super().connect(*args, **kwargs)
        except OperationalError as error:
            outage.begin(error)
            raise
        outage.end()
        return connection

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, timeout or statement_timeout.get())
        except OperationalError as error:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()  # a reply would be too late
                outage.begin(error)
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        options = settings_dict["OPTIONS"]
        pool = {**options["pool"], "connection_class": Connection}
        super().__init__({**settings_dict, "OPTIONS": {**options, "pool": pool}}, *args, **kwargs)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A working connection from the pool. If one is dead the others are too, so all of them
        are replaced. The pool's own check would find them one by one and wait for a second in
        between."""
        connection = self.taken(conn_params)
        asked = statement_timeout.set(PING)
        try:
            self.pool.check_connection(connection)
        except OperationalError:
            self.pool.putconn(connection)
            self.pool.drain()
            connection = self.taken(conn_params)
        finally:
            statement_timeout.reset(asked)
        return connection

    def taken(self, conn_params: dict[str, Any]) -> Any:
        """A connection from the pool; fails at once if the pool is empty because the server is
        unavailable."""
        if not self.pool.get_stats()["pool_available"]:
            outage.check()
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            outage.check()  # more specific than a timeout
            raise
