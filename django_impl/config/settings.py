"""The settings of the site; what differs between machines comes from the environment."""

from pathlib import Path

from core import connections, environment, logs, policy, queues

BASE_DIR = Path(__file__).resolve().parent.parent
SHARED = BASE_DIR.parent / "shared_tests"

DEBUG = environment.flag("DEBUG")
TLS, FAULT_ROUTES = environment.flag("TLS"), environment.flag("FAULT_ROUTES")
SECRET_KEY = environment.secret_key(DEBUG)
SECRET_KEY_FALLBACKS = environment.former_keys()
ALLOWED_HOSTS = environment.allowed_hosts()
DATABASES = {"default": connections.database(BASE_DIR)}
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0, 0, 9)
REDIS_URL, BROKER_URL = connections.redis_url("REDIS_URL"), connections.broker_url()
TASKS, RQ_QUEUES = queues.tasks(BROKER_URL), queues.redis(BROKER_URL)
EXPORT_LEASE = environment.seconds("EXPORT_LEASE", 60)
EXPORT_KEEP = environment.seconds("EXPORT_KEEP", 7 * environment.DAY)

INSTALLED_APPS = [
    # The development server's own static files would come without our headers
    "whitenoise.runserver_nostatic",
    "core.apps.BookshelfAdminConfig",
    *(
        f"django.contrib.{name}"
        for name in ("auth", "contenttypes", "sessions", "messages", "staticfiles")
    ),
    *queues.apps(BROKER_URL),
    "accounts",
    "books",
    "exports",
]
MIDDLEWARE = [
    "core.proxies.ClientAddressMiddleware",
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    policy.MIDDLEWARE,
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.MethodMiddleware",
    "core.middleware.GuardMiddleware",
    "core.static.StaticFilesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.addresses.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"  # the development server's too
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
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 0  # no form has a place for one

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:account"
LOGOUT_REDIRECT_URL = "books:home"
LOGIN_FAILURES = 20  # for one user name at one address; then 429
LOGIN_WINDOW = 600  # seconds
PASSWORD_HASHERS = ["accounts.hashers.PasswordHasher"]
# 0: as many as Django takes
PASSWORD_ROUNDS = environment.number("PASSWORD_ROUNDS", 0, 1000, 100_000_000)
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.ZxcvbnValidator"}]

_PREFIX = "__Host-" if TLS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = environment.seconds("SESSION_IDLE", 14 * environment.DAY)
# However often somebody visits
SESSION_LIFETIME = environment.seconds("SESSION_LIFETIME", 90 * environment.DAY)
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.stale.csrf_failure"
# Its cookie cannot be named __Host-
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_CSP = policy.CONTENT
# django-csp's name for it, read on Django 5.2 alone
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.CONTENT}
# Subdomains and preload are the domain owner's choice, redirecting is the proxy's, and a key of 32
# characters will do.
SILENCED_SYSTEM_CHECKS = [f"security.{check}" for check in ("W005", "W008", "W009", "W021", "W025")]

# After all that is read from the environment, for it imports redis where there is one
CACHES = connections.caches(REDIS_URL)

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# No collectstatic: the files are found where they lie, once at the start
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
LOGGING = logs.CONFIGURATION
