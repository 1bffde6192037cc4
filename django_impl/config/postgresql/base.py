"""Django's backend for PostgreSQL, which after a restart of the server does not serve dead connections one by one."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One from the pool that works. Where one is dead the others are too, so all of them are replaced.

        The pool's own check would find them one by one and wait for a second in between.
        """
        connection = super().get_new_connection(conn_params)
        try:
            self.pool.check_connection(connection)
        except OperationalError:
            self.pool.putconn(connection)
            self.pool.drain()
            connection = super().get_new_connection(conn_params)
        return connection
