"""Column types that all models share: times in UTC, and folded texts."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator

from flask_impl.core.text import fold


class Moment(TypeDecorator[datetime]):
    """A time in UTC: SQLite drops the zone, PostgreSQL converts to that of the connection."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def now() -> datetime:
    return datetime.now(UTC)


def folded(column: str) -> Callable[[Any], str]:
    """The default of a folded column: bulk inserts bypass the validators of the class."""
    return lambda context: fold(context.get_current_parameters()[column])
