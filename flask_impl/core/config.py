"""Flask's configuration from the environment; a wrong variable stops the start."""

import os
from datetime import timedelta
from typing import Any

from flask.helpers import get_debug_flag

from flask_impl.core import environment

# Seconds for one statement of a request: a page is sent within 5
STATEMENT_TIMEOUT = 3.0
# A user waits for the page: an early error is better than a late connection. An unreachable server
# is given up after 10 s; the limit of the system is hours.
TIMEOUTS = {
    "connect_timeout": 2,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
POSTGRESQL = {
    "connect_args": TIMEOUTS,
    # Otherwise the first request on each connection fails after a restart of the database
    "pool_pre_ping": True,
    "max_overflow": 0,
    "pool_timeout": 1.5,
}
SQLITE = {"connect_args": {"timeout": STATEMENT_TIMEOUT}, "pool_timeout": 1.5}
# Options in the URL, from which the package creates connections without retries
REDIS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
LARGEST_BODY = 1024 * 1024


def from_environment() -> dict[str, Any]:
    """Flask's configuration; a wrong variable ends the process with one line that names it."""
    debug = environment.flag("DEBUG", get_debug_flag())
    if debug:
        # The flask command sets app.debug from it again, after the factory
        os.environ["FLASK_DEBUG"] = "1"
    tls = environment.flag("TLS")
    secret_key = environment.secret_key(debug)
    secret_key_fallbacks = environment.secret_key_fallbacks()
    return {
        "DEBUG": debug,
        "SECRET_KEY": secret_key,
        "SECRET_KEY_FALLBACKS": secret_key_fallbacks,
        # The current key is last
        "WTF_CSRF_SECRET_KEY": [*secret_key_fallbacks, secret_key],
        "WTF_CSRF_TIME_LIMIT": None,  # a form is valid as long as its session
        "WTF_CSRF_SSL_STRICT": False,  # policy.py checks Origin and Referer
        "ALLOWED_HOSTS": environment.allowed_hosts(),
        "TRUSTED_PROXIES": environment.number("TRUSTED_PROXIES", 0, 0, 9),
        "TLS": tls,
        "FAULT_ROUTES": environment.flag("FAULT_ROUTES"),
        "SEND_FILE_MAX_AGE_DEFAULT": 60,  # a new stylesheet takes effect soon
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        **services(),
        **signing_in(tls),
    }


def services() -> dict[str, Any]:
    """The database, Redis, and the exports."""
    database_url = environment.database_url()
    redis_url = environment.redis_url()
    postgresql = POSTGRESQL | {"pool_size": environment.number("DATABASE_CONNECTIONS", 5, 1, 100)}
    engine = SQLITE if environment.is_sqlite(database_url) else postgresql
    return {
        "SQLALCHEMY_DATABASE_URI": database_url,
        # A logged error must not contain a hash
        "SQLALCHEMY_ENGINE_OPTIONS": engine | {"hide_parameters": True},
        "RATELIMIT_STRATEGY": "fixed-window",
        "RATELIMIT_STORAGE_URI": redis_url or "memory://",
        "RATELIMIT_STORAGE_OPTIONS": REDIS if redis_url else {},
        "BROKER_URL": environment.broker_url() or None,
        "EXPORT_LEASE": timedelta(seconds=environment.seconds("EXPORT_LEASE", 60)),
        "EXPORT_KEEP": timedelta(seconds=environment.seconds("EXPORT_KEEP", 7 * environment.DAY)),
    }


def signing_in(tls: bool) -> dict[str, Any]:
    """Passwords and sessions."""
    idle = environment.seconds("SESSION_IDLE", 14 * environment.DAY)
    lifetime = environment.seconds("SESSION_LIFETIME", 90 * environment.DAY)
    return {
        "PASSWORD_ROUNDS": environment.number("PASSWORD_ROUNDS", 1_000_000, 1000, 100_000_000),
        "LOGIN_FAILURES": "20 per 10 minutes",
        "SESSION_COOKIE_NAME": "__Host-session" if tls else "session",
        "SESSION_COOKIE_SECURE": tls,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_IDLE": timedelta(seconds=idle),
        # Applies to every session, despite its name
        "PERMANENT_SESSION_LIFETIME": timedelta(seconds=lifetime),
    }
