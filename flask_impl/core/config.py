"""Flask's configuration from the environment, or the end of the start."""

import os
import sys
from datetime import timedelta
from typing import Any

from flask_impl.core.settings import Settings, WrongValue

# gunicorn takes this exit code for "do not try again"; 3 makes Werkzeug's reloader try for ever
CANNOT_START = 4
# Seconds, of a request with one statement: who waits for a page is answered within 5
PATIENCE = 3.0
# Somebody waits for the page: better an error soon than a connection late. A server that cannot be
# reached any more is given up after 10 s, else the system would try for hours.
TIMEOUTS = {
    "connect_timeout": 2,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
POSTGRESQL = {
    "connect_args": TIMEOUTS,
    # Or the first request on each connection fails after a restart of the database
    "pool_pre_ping": True,
    "max_overflow": 0,
    "pool_timeout": 1.5,
}
SQLITE = {"connect_args": {"timeout": PATIENCE}, "pool_timeout": 1.5}
LARGEST_BODY = 1024 * 1024


def redis_options() -> dict[str, Any]:
    """Requests wait for Redis: half a second, and not once more, as the package would by
    itself."""
    from redis.backoff import NoBackoff  # here, for who has no Redis needs no package for it
    from redis.retry import Retry

    return {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}


def from_environment() -> dict[str, Any]:
    """Flask's configuration, or the end of the process with one line that names the variable."""
    try:
        settings = Settings.of_environment()
    except WrongValue as error:
        print(error, file=sys.stderr)
        raise SystemExit(CANNOT_START) from None
    if settings.debug:
        # From which the flask command sets app.debug once more, after the factory
        os.environ["FLASK_DEBUG"] = "1"
    return for_flask(settings)


def for_flask(settings: Settings) -> dict[str, Any]:
    return {
        "DEBUG": settings.debug,
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": settings.secret_key_fallbacks,
        "ALLOWED_HOSTS": settings.allowed_hosts,
        "TRUSTED_PROXIES": settings.trusted_proxies,
        "TLS": settings.tls,
        "FAULT_ROUTES": settings.fault_routes,
        "SEND_FILE_MAX_AGE_DEFAULT": 60,  # a new stylesheet is seen soon
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        **services(settings),
        **signing_in(settings),
    }


def services(settings: Settings) -> dict[str, Any]:
    """The database, Redis, and who works on exports."""
    postgresql = POSTGRESQL | {"pool_size": settings.database_connections}
    engine = postgresql if settings.database_url.startswith("postgresql") else SQLITE
    return {
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # A logged error may not hold a hash
        "SQLALCHEMY_ENGINE_OPTIONS": engine | {"hide_parameters": True},
        "RATELIMIT_STRATEGY": "fixed-window",
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_STORAGE_OPTIONS": redis_options() if settings.redis_url else {},
        "BROKER_URL": settings.broker_url,
        "EXPORT_LEASE": timedelta(seconds=settings.export_lease),
        "EXPORT_KEEP": timedelta(seconds=settings.export_keep),
    }


def signing_in(settings: Settings) -> dict[str, Any]:
    """Passwords, sessions and the tokens of forms."""
    return {
        "PASSWORD_ROUNDS": settings.password_rounds,
        "LOGIN_FAILURES": "20 per 10 minutes",
        "SESSION_COOKIE_NAME": "__Host-session" if settings.tls else "session",
        "SESSION_COOKIE_SECURE": settings.tls,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_IDLE": timedelta(seconds=settings.session_idle),
        # Holds for every session, whatever the name says
        "PERMANENT_SESSION_LIFETIME": timedelta(seconds=settings.session_lifetime),
        # The present one stands last
        "WTF_CSRF_SECRET_KEY": [*settings.secret_key_fallbacks, settings.secret_key],
        "WTF_CSRF_TIME_LIMIT": None,  # a form is good for as long as its session
        "WTF_CSRF_SSL_STRICT": False,  # policy.py looks at Origin and Referer
    }
