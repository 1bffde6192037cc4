"""The settings: the variables are those of Flask's process, its secret and its database among them."""

from pathlib import Path

from config import connections, environment, logs, policy, static

HERE = Path(__file__).resolve().parent
DJANGO = HERE.parents[1] / "django_impl"  # the project into which the features move

DEBUG, TLS = environment.flag("DEBUG"), environment.flag("TLS")
SECRET_KEY = environment.secret_key(DEBUG)
SECRET_KEY_FALLBACKS = environment.former_keys()
ALLOWED_HOSTS = environment.allowed_hosts()
DATABASES = {"default": connections.database(HERE)}
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0, 0, 9)

INSTALLED_APPS = [
    "config.apps.BookshelfAdminConfig",
    *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "messages", "staticfiles")),
    "migration.django_on_flask.apps.BooksConfig",
]
MIDDLEWARE = [
    "config.proxies.ClientAddressMiddleware",
    "config.security.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    policy.MIDDLEWARE,
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.security.GuardMiddleware",
    "config.security.MethodMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "migration.django_on_flask.sign_in.SharedSignIn",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "migration.django_on_flask.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates", DJANGO / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                f"django.{name}"
                for name in (
                    "template.context_processors.request",
                    "contrib.auth.context_processors.auth",
                    "contrib.messages.context_processors.messages",
                )
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"  # Flask's ids have four bytes
LANGUAGE_CODE, TIME_ZONE, USE_I18N = "en", "UTC", False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 0

AUTH_USER_MODEL = "books.User"
LOGIN_URL, LOGOUT_REDIRECT_URL = "/login/", "/"

SESSION_ENGINE = "migration.django_on_flask.sessions"
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"  # Flask's, with all that Flask says about it
SESSION_COOKIE_SECURE, SESSION_EXPIRE_AT_BROWSER_CLOSE = TLS, True
SESSION_IDLE = environment.seconds("SESSION_IDLE", 14 * environment.DAY)
SESSION_LIFETIME = environment.seconds("SESSION_LIFETIME", 90 * environment.DAY)
CSRF_USE_SESSIONS = True  # ends with the session, as Flask's token does
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_CSP = policy.CONTENT
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy.CONTENT}  # django-csp's name for it, read on Django 5.2 alone
SILENCED_SYSTEM_CHECKS = [f"security.{check}" for check in ("W005", "W008", "W009", "W021", "W025")]

STATIC_URL = "/static/django/"  # /static/ is Flask's, and both have a bookshelf-admin.css
STATICFILES_DIRS = [DJANGO / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ADD_HEADERS_FUNCTION = static.plain_charset
LOGGING = logs.CONFIGURATION
