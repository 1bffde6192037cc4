"""Django's backend for PostgreSQL, which replaces all dead connections at once, where
``CONN_HEALTH_CHECKS`` finds them one by one, and does not wait for a silent server."""

import time
from typing import Any, Self

import psycopg
from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from psycopg_pool import PoolTimeout

from core.outages import patience

PING = 1.0  # seconds
PAUSE = 1.0  # seconds


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
        try:
            connection = super().connect(*args, **kwargs)
        except OperationalError as error:
            outage.begin(error)
            raise
        outage.end()
        return connection

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        try:
            return super().wait(gen, interval, timeout or patience.get())
        except OperationalError as error:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()  # a reply would come too late
                outage.begin(error)
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        options = settings_dict["OPTIONS"]
        pool = {**options["pool"], "connection_class": Connection}
        super().__init__({**settings_dict, "OPTIONS": {**options, "pool": pool}}, *args, **kwargs)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One from the pool that works. Where one is dead the others are too, so all of them are
        replaced.

        The pool's own check would find them one by one and wait for a second in between.
        """
        connection = self.taken(conn_params)
        asked = patience.set(PING)
        try:
            self.pool.check_connection(connection)
        except OperationalError:
            self.pool.putconn(connection)
            self.pool.drain()
            connection = self.taken(conn_params)
        finally:
            patience.reset(asked)
        return connection

    def taken(self, conn_params: dict[str, Any]) -> Any:
        """One from the pool; none at once when it is empty because the server is away."""
        if not self.pool.get_stats()["pool_available"]:
            outage.check()
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout:
            outage.check()  # says more than that it has taken too long
            raise
