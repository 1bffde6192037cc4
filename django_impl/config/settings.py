"""Django settings for the config project, in the order of 'django-admin startproject'.

Settings that differ between machines come from the environment: a function of ``environment`` reads
the variable BOOKSHELF_ + name, and stops the start when its value is wrong.
"""

from pathlib import Path

from django import VERSION

from core import connections, environment, logs, policy

# Build paths inside the project like this: BASE_DIR / 'subdir'.
BASE_DIR = Path(__file__).resolve().parent.parent
SHARED = BASE_DIR.parent / "shared_tests"

# SECURITY WARNING: don't run with debug turned on in production!
DEBUG = environment.flag("DEBUG")
# SECURITY WARNING: keep the secret key used in production secret!
SECRET_KEY = environment.secret_key(DEBUG)
SECRET_KEY_FALLBACKS = environment.secret_key_fallbacks()
ALLOWED_HOSTS = environment.allowed_hosts()

# The site's own
TLS = environment.flag("TLS")
FAULT_ROUTES = environment.flag("FAULT_ROUTES")
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0, 0, 9)
DATABASE_URL = environment.database_url()
DATABASE_CONNECTIONS = environment.number("DATABASE_CONNECTIONS", 5, 1, 100)
REDIS_URL = environment.redis_url()
BROKER_URL = environment.broker_url("django_tasks_rq")
EXPORT_LEASE = environment.seconds("EXPORT_LEASE", 60)
EXPORT_KEEP = environment.seconds("EXPORT_KEEP", 7 * environment.DAY)

# Application definition

INSTALLED_APPS = [
    "core.apps.BookshelfAdminConfig",  # replaces django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Before the next: the development server would serve static files without our headers
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Its tables exist with any broker, so that a change of the broker needs no migration
    "django_tasks_db",
    *(["django_tasks"] if VERSION < (6,) else []),  # built in from Django 6.0
    *(["django_rq"] if environment.is_redis(BROKER_URL) else []),
    "accounts",
    "books",
    "exports",
]

MIDDLEWARE = [
    "core.proxies.ClientAddressMiddleware",
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # built in from Django 6.0
    "django.middleware.csp.ContentSecurityPolicyMiddleware"
    if VERSION >= (6,)
    else "csp.middleware.CSPMiddleware",
    # Before middleware that responds itself, so that those responses have the headers
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.MethodMiddleware",
    "core.middleware.GuardMiddleware",
    "core.static.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.addresses.SlashMiddleware",  # replaces django.middleware.common.CommonMiddleware
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
WSGI_APPLICATION = "config.wsgi.application"

# Database: a file of SQLite, or PostgreSQL

if environment.is_sqlite(DATABASE_URL):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": connections.sqlite_file(DATABASE_URL, BASE_DIR),
            # A thread keeps its connection: each new one reads the whole schema again
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A transaction takes the write lock at its start: one that needs it later fails at
                # once if another has it
                "transaction_mode": "IMMEDIATE",
                "timeout": connections.STATEMENT_TIMEOUT,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
            },
        }
    }
else:
    DATABASES = {"default": connections.postgresql(DATABASE_URL, DATABASE_CONNECTIONS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Password validation, and signing in

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.ZxcvbnValidator"}]
PASSWORD_HASHERS = ["accounts.hashers.PasswordHasher"]
# 0: Django's default
PASSWORD_ROUNDS = environment.number("PASSWORD_ROUNDS", 0, 1000, 100_000_000)
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:account"
LOGOUT_REDIRECT_URL = "books:home"
LOGIN_FAILURES = 20  # for one user name from one address; then 429
LOGIN_WINDOW = 600  # seconds

# Sessions, messages and the tokens of forms

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-sessionid" if TLS else "sessionid"
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_AGE = environment.seconds("SESSION_IDLE", 14 * environment.DAY)
# However active the user is
SESSION_LIFETIME = environment.seconds("SESSION_LIFETIME", 90 * environment.DAY)
# Django's default cookie cannot be named __Host-
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "__Host-csrftoken" if TLS else "csrftoken"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.stale.csrf_failure"

# Headers and limits

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_CSP = policy.CONTENT
# django-csp's name for it, only for Django 5.2
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.CONTENT}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 0  # no form has a file field
# Subdomains and preload are the domain owner's choice, the proxy redirects, and a key of 32
# characters is enough
SILENCED_SYSTEM_CHECKS = [f"security.{check}" for check in ("W005", "W008", "W009", "W021", "W025")]

# Caches: one in each process, and one for all processes where there is a Redis

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Otherwise a client that tries many names evicts the count of one
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
if REDIS_URL:
    CACHES["shared"] = connections.redis_cache(REDIS_URL)

# Tasks: exports wait in the database, or in Redis

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
if environment.is_redis(BROKER_URL):
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
    # -1: no time limit for a task
    RQ_QUEUES = {"default": {"URL": connections.redis_queue(BROKER_URL), "DEFAULT_TIMEOUT": -1}}

# Internationalization

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# Static files (CSS, JavaScript, Images)

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# No collectstatic: the files are found in place, once at the start
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

LOGGING = logs.CONFIGURATION
