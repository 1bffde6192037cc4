"""Flask's configuration from the environment, or the end of the start."""

import os
from datetime import timedelta
from typing import Any

from flask.helpers import get_debug_flag

from flask_impl.core import environment

# Seconds, of a request with one statement: a page is sent within 5
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
# Of a URL, from which the package makes connections that try once alone
REDIS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
LARGEST_BODY = 1024 * 1024


def from_environment() -> dict[str, Any]:
    """Flask's configuration; a wrong variable ends the process with one line that names it."""
    debug = environment.flag("DEBUG", get_debug_flag())
    if debug:
        # From which the flask command sets app.debug once more, after the factory
        os.environ["FLASK_DEBUG"] = "1"
    tls = environment.flag("TLS")
    secret_key = environment.secret_key(debug)
    secret_key_fallbacks = environment.secret_key_fallbacks()
    return {
        "DEBUG": debug,
        "SECRET_KEY": secret_key,
        "SECRET_KEY_FALLBACKS": secret_key_fallbacks,
        # The present one stands last
        "WTF_CSRF_SECRET_KEY": [*secret_key_fallbacks, secret_key],
        "WTF_CSRF_TIME_LIMIT": None,  # a form is good for as long as its session
        "WTF_CSRF_SSL_STRICT": False,  # policy.py looks at Origin and Referer
        "ALLOWED_HOSTS": environment.allowed_hosts(),
        "TRUSTED_PROXIES": environment.number("TRUSTED_PROXIES", 0, 0, 9),
        "TLS": tls,
        "FAULT_ROUTES": environment.flag("FAULT_ROUTES"),
        "SEND_FILE_MAX_AGE_DEFAULT": 60,  # a new stylesheet is seen soon
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
        # A logged error may not hold a hash
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
        # Holds for every session, whatever the name says
        "PERMANENT_SESSION_LIFETIME": timedelta(seconds=lifetime),
    }
