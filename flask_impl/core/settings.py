"""The variables ``BOOKSHELF_*``, each with its kind and its default."""

import os
from dataclasses import dataclass, field
from typing import Annotated, Self, get_type_hints

from flask.helpers import get_debug_flag

from flask_impl.core.environment import (
    broker,
    database,
    flag,
    host,
    is_database,
    listed,
    number,
    redis,
    seconds,
    secret,
)

DAY = 24 * 3600
DEVELOPMENT_SECRET = "for development alone: known to everybody"


class WrongValue(Exception):
    """The name of a variable and what is wrong with its value."""


@dataclass
class Settings:
    debug: Annotated[bool, flag] = field(default_factory=get_debug_flag)
    secret_key: Annotated[str, secret] = ""
    secret_key_fallbacks: Annotated[list[str], listed(secret)] = field(default_factory=list)
    database_url: Annotated[str, database] = "sqlite:///bookshelf.sqlite3"
    database_connections: Annotated[int, number(1, 100)] = 5
    allowed_hosts: Annotated[list[str], listed(host)] = field(
        default_factory=lambda: ["localhost", "127.0.0.1", "[::1]"]
    )
    trusted_proxies: Annotated[int, number(0, 9)] = 0
    tls: Annotated[bool, flag] = False
    fault_routes: Annotated[bool, flag] = False
    password_rounds: Annotated[int, number(1000, 100_000_000)] = 1_000_000
    session_idle: Annotated[int, seconds] = 14 * DAY
    session_lifetime: Annotated[int, seconds] = 90 * DAY
    redis_url: Annotated[str | None, redis] = None
    broker_url: Annotated[str | None, broker] = None
    export_lease: Annotated[int, seconds] = 60
    export_keep: Annotated[int, seconds] = 7 * DAY

    @classmethod
    def of_environment(cls) -> Self:
        """From the variables; one that is empty is none. Raises WrongValue."""
        values = {}
        for name, hint in get_type_hints(cls, include_extras=True).items():
            variable, (kind,) = f"BOOKSHELF_{name.upper()}", hint.__metadata__
            if text := os.environ.get(variable):
                try:
                    values[name] = kind(text)
                except ValueError as error:
                    raise WrongValue(f"{variable}: {error}") from None
        return cls(**values)

    def __post_init__(self) -> None:
        if not self.secret_key and not self.debug:
            raise WrongValue(
                "BOOKSHELF_SECRET_KEY: is not set; take secrets.token_urlsafe(48), or turn debug on"
            )
        self.secret_key = self.secret_key or DEVELOPMENT_SECRET
        if (
            self.broker_url
            and is_database(self.broker_url)
            and self.broker_url != self.database_url
        ):
            complaint = (
                "is another database than BOOKSHELF_DATABASE_URL; write the same, or "
                "redis://HOST:PORT"
            )
            raise WrongValue(f"BOOKSHELF_BROKER_URL: {complaint}")
