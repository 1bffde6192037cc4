"""The variables ``BOOKSHELF_*``, each with its kind and its default."""

from typing import Annotated

from flask.helpers import get_debug_flag
from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flask_impl.variables import Broker, Database, Flag, Host, Redis, Seconds, Secret, is_database, number, split

DAY = 24 * 3600
DEVELOPMENT_SECRET = "for development alone: known to everybody"


class Settings(BaseSettings):
    """Read from the environment when it is made; ValidationError when a value is wrong."""

    model_config = SettingsConfigDict(env_prefix="BOOKSHELF_", env_ignore_empty=True)

    debug: Flag = Field(default_factory=get_debug_flag)
    secret_key: Secret = Field(default="", validate_default=True)
    secret_key_fallbacks: Annotated[list[Secret], NoDecode, BeforeValidator(split)] = []
    database_url: Database = "sqlite:///bookshelf.sqlite3"
    database_connections: Annotated[int, number(1, 100)] = 5
    allowed_hosts: Annotated[list[Host], NoDecode, BeforeValidator(split)] = ["localhost", "127.0.0.1", "[::1]"]
    trusted_proxies: Annotated[int, number(0, 9)] = 0
    tls: Flag = False
    fault_routes: Flag = False
    password_rounds: Annotated[int, number(1000, 100_000_000)] = 1_000_000
    session_idle: Seconds = 14 * DAY
    session_lifetime: Seconds = 90 * DAY
    redis_url: Redis | None = None
    broker_url: Broker | None = None
    export_lease: Seconds = 60
    export_keep: Seconds = 7 * DAY

    @field_validator("secret_key", mode="before")
    @classmethod
    def needed_unless_debug(cls, value: str, info: ValidationInfo) -> str:
        if not value and not info.data.get("debug"):
            raise ValueError("is not set; take secrets.token_urlsafe(48), or turn debug on")
        return value or DEVELOPMENT_SECRET

    @field_validator("broker_url")
    @classmethod
    def no_other_database(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and is_database(value) and value != info.data.get("database_url"):
            raise ValueError("is another database than BOOKSHELF_DATABASE_URL; write the same, or redis://HOST:PORT")
        return value
