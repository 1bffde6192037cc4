"""The variables ``BOOKSHELF_*``, and what each must look like."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlsplit

from flask.helpers import get_debug_flag
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DAY = 24 * 3600
DEVELOPMENT_SECRET = "for development alone: known to everybody"
FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def flag(value: str | bool) -> bool:
    known = FLAGS.get(str(value).lower())
    if known is None:
        raise ValueError("is no flag; write 1 or 0")
    return known


def split(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [part.strip() for part in value.split(",") if part.strip()]


def complain(unless: Callable[[str], object], complaint: str) -> AfterValidator:
    """A value for which ``unless`` holds. The complaint never repeats the value, which may hold a password."""

    def check(value: str) -> str:
        if not unless(value):
            raise ValueError(complaint)
        return value

    return AfterValidator(check)


def is_host(value: str) -> object:
    return re.fullmatch(r"\*|[a-z0-9._-]+|\[[0-9a-f:.]+\]", value, re.IGNORECASE)


def is_address(value: str, scheme: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme == scheme and bool(parts.netloc or parts.path.strip("/")) and parts.port != 0
    except ValueError:  # a port that is no number
        return False


def is_database(value: str) -> bool:
    return is_address(value, "postgresql") or (value.startswith("sqlite:///") and value != "sqlite:///")


def is_redis(value: str) -> bool:
    return is_address(value, "redis")


def seconds(value: str | int) -> int:
    if not re.fullmatch("[0-9]{1,10}", str(value)) or not int(value):
        raise ValueError("is no number of seconds; write 1209600 for 14 days")
    return int(value)


Flag = Annotated[bool, BeforeValidator(flag)]
Secret = Annotated[str, complain(lambda key: len(key) >= 32, "has under 32 characters; take secrets.token_urlsafe(48)")]
Host = Annotated[str, complain(is_host, "is no list of host names; leave scheme and port away")]
Database = Annotated[str, complain(is_database, "is no database; write sqlite:///FILE or postgresql://HOST/NAME")]
Redis = Annotated[
    str,
    complain(is_redis, "is no Redis; write redis://HOST:PORT/NUMBER"),
    complain(lambda _: find_spec("redis"), "needs the package redis; install it, or unset the variable"),
]
Seconds = Annotated[int, BeforeValidator(seconds)]


class Settings(BaseSettings):
    """Read from the environment when it is made; ValidationError when a value is wrong."""

    model_config = SettingsConfigDict(env_prefix="BOOKSHELF_", env_ignore_empty=True)

    debug: Flag = Field(default_factory=get_debug_flag)
    secret_key: Secret = Field(default="", validate_default=True)
    secret_key_fallbacks: Annotated[list[Secret], NoDecode, BeforeValidator(split)] = []
    database_url: Database = "sqlite:///bookshelf.sqlite3"
    allowed_hosts: Annotated[list[Host], NoDecode, BeforeValidator(split)] = ["localhost", "127.0.0.1", "[::1]"]
    tls: Flag = False
    fault_routes: Flag = False
    session_idle: Seconds = 14 * DAY
    session_lifetime: Seconds = 90 * DAY
    redis_url: Redis | None = None
    broker_url: Redis | None = None

    @field_validator("secret_key", mode="before")
    @classmethod
    def needed_unless_debug(cls, value: str, info: ValidationInfo) -> str:
        if not value and not info.data.get("debug"):
            raise ValueError("is not set; take secrets.token_urlsafe(48), or turn debug on")
        return value or DEVELOPMENT_SECRET
