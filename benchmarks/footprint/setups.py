"""The three set-ups of both sides: the same features, and only packages that the set-up uses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SetUp:
    """``shared`` are the groups of pyproject.toml that both sides have besides their own."""

    name: str
    shared: tuple[str, ...]
    own: dict[str, tuple[str, ...]]
    queue: str
    """The queue of exports: in the server's ``process``, in the ``database``, in ``valkey``."""

    def groups(self, side: str) -> tuple[str, ...]:
        return (side, *self.shared, *self.own.get(side, ()))

    def settings(self, database: str, valkey: str) -> dict[str, str]:
        """BOOKSHELF_ variables without their prefix; an empty one is left out."""
        brokers = {"process": "", "database": database, "valkey": valkey}
        return {
            "BROKER_URL": brokers[self.queue],
            "REDIS_URL": valkey if self.queue == "valkey" else "",
        } | ({} if self.queue == "process" else {"DATABASE_URL": database})


SQLITE = SetUp("SQLite", ("serve",), {}, "process")
POSTGRESQL = SetUp("PostgreSQL", ("serve", "postgresql"), {}, "database")
# Huey supports Valkey without another package; Django's tasks need one.
VALKEY = SetUp(
    "PostgreSQL and Valkey",
    ("serve", "postgresql", "valkey"),
    {"django": ("tasks-rq",)},
    "valkey",
)
SETUPS = (SQLITE, POSTGRESQL, VALKEY)
