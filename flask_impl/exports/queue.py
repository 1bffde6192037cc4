"""The queue of exports: in tables of the application's own database, or in Redis."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Any

from flask import Flask, current_app
from huey.api import Huey
from huey.serializer import SignedSerializer
from huey.storage import BaseSqlStorage, BaseStorage, PostgresStorage, RedisStorage, SqliteStorage

from flask_impl.core.config import REDIS
from flask_impl.core.extensions import db
from flask_impl.exports import tasks as job


class PooledStorage(BaseSqlStorage):
    """Uses the application's connections, which are bounded, tested and have timeouts; Huey would
    open its own."""

    @contextmanager
    def db(self, commit: bool = False, close: bool = False) -> Iterator[Any]:
        with db.engine.begin() as connection, closing(connection.connection.cursor()) as cursor:
            yield cursor


class PooledSqliteStorage(PooledStorage, SqliteStorage):
    pass


class PooledPostgresStorage(PooledStorage, PostgresStorage):
    pass


def storage(config: Mapping[str, Any]) -> BaseStorage:
    """Each is polled: blocking for a message takes a connection, with a timeout of its own."""
    if str(config["BROKER_URL"]).startswith("redis"):
        from redis import ConnectionPool  # imported here, because the package is optional

        pool = ConnectionPool.from_url(config["BROKER_URL"], **REDIS)
        return RedisStorage("exports", connection_pool=pool, blocking=False)
    if config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return PooledSqliteStorage("exports", create_tables=False)  # a migration creates them
    return PooledPostgresStorage("exports", create_tables=False, blocking=False)


class Signed(SignedSerializer):
    """Also accepts messages signed with a former key."""

    def __init__(self, key: str, former_keys: list[str]) -> None:
        super().__init__(key)
        self.former = [SignedSerializer(former) for former in former_keys]

    def _unsign(self, signed: bytes) -> bytes:
        for one in self.former:
            with suppress(ValueError):
                return one._unsign(signed)
        return super()._unsign(signed)


class Queue(Huey):
    """Huey with one task. Its messages are pickles, so they are signed: others often have access to
    a Redis."""

    def __init__(self, app: Flask) -> None:
        self.app, self.stopping = app, threading.Event()
        serializer = Signed(app.config["SECRET_KEY"], app.config["SECRET_KEY_FALLBACKS"])
        super().__init__("exports", results=False, serializer=serializer)
        self.add = self.task(name="write")(self.write)

    def get_storage(self) -> BaseStorage:
        return storage(self.app.config)

    def write(self, export_id: str) -> None:
        job.write(export_id, self.stopping.is_set, self.add)


making = threading.Lock()


def queue() -> Queue:
    """The queue of the current application, created on first use."""
    with making:
        if "exports" not in current_app.extensions:
            current_app.extensions["exports"] = Queue(current_app._get_current_object())  # type: ignore[attr-defined]
        return current_app.extensions["exports"]
