"""A Django project as ``startproject`` makes it, with what the tutorial adds and the settings that
Django's pages on deployment and security name; and the same with the usual packages and the
settings of their documentation.

It is served without TLS, so that the settings of TLS are off: ``SECURE_SSL_REDIRECT``,
``SECURE_HSTS_SECONDS``, ``SESSION_COOKIE_SECURE``, ``CSRF_COOKIE_SECURE``. ``startproject`` writes
the password validators and the middleware of the other headers itself.
"""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import django as installed

from benchmarks.defaults.subject import HOST, LARGEST_BODY, USERS, Subject
from shared_tests.harness.implementations import DJANGO, PASSWORD, Implementation, environment

HERE = Path(__file__).parent
Changes = Mapping[str, Mapping[str, str]]
"""By file of the project: what ``startproject`` has written, and what replaces it."""
HAS_POLICY = installed.VERSION >= (6,)
"""Whether Django itself has a ``Content-Security-Policy``; otherwise a package sends it."""
POLICY: Changes = {  # "How to use Django's Content Security Policy"; django-csp, "Installation"
    "settings.py": {
        "MIDDLEWARE = [": "MIDDLEWARE = [\n    '"
        + (
            "django.middleware.csp.ContentSecurityPolicyMiddleware"
            if HAS_POLICY
            else "csp.middleware.CSPMiddleware"
        )
        + "',",
        "ROOT_URLCONF": (
            "SECURE_CSP = {'default-src': [\"'self'\"]}"
            if HAS_POLICY
            else "INSTALLED_APPS += ['csp']\n"
            "CONTENT_SECURITY_POLICY = {'DIRECTIVES': {'default-src': [\"'self'\"]}}"
        )
        + "\nROOT_URLCONF",
    },
}
TUTORIAL: Changes = {
    "settings.py": {
        # "Deployment checklist"
        "DEBUG = True": "DEBUG = False",
        "ALLOWED_HOSTS = []": f"ALLOWED_HOSTS = ['{HOST}']",
        # "Settings", which leaves the size to the reader: the limit of the contract
        "ROOT_URLCONF": f"DATA_UPLOAD_MAX_MEMORY_SIZE = {LARGEST_BODY}\nROOT_URLCONF",
        # the tutorial, part 2
        "INSTALLED_APPS = [": "INSTALLED_APPS = [\n    'library',",
    },
    "urls.py": {  # the tutorial, part 1
        "import path": "import include, path",
        "urlpatterns = [": "urlpatterns = [\n    path('', include('library.urls')),",
    },
}
PACKAGES: Changes = {
    "settings.py": {
        # axes, "Installation", "Configuration" ("Common configurations", the classic one) and
        # "Customizing lockout parameters"; REST framework, "Installation"
        "INSTALLED_APPS = [": "INSTALLED_APPS = [\n    'axes',\n    'rest_framework',",
        "MIDDLEWARE = [": "MIDDLEWARE = ["
        "\n    'django_permissions_policy.PermissionsPolicyMiddleware',",
        "XFrameOptionsMiddleware',": "XFrameOptionsMiddleware',"
        "\n    'axes.middleware.AxesMiddleware',",
        "ROOT_URLCONF": "AUTHENTICATION_BACKENDS = [\n"
        "    'axes.backends.AxesStandaloneBackend',\n"
        "    'django.contrib.auth.backends.ModelBackend',\n]\n"
        "AXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'\n"
        "AXES_FAILURE_LIMIT = 3\n"
        "AXES_COOLOFF_TIME = timedelta(minutes=30)\n"
        "AXES_LOCKOUT_PARAMETERS = [['username', 'ip_address']]\n"
        "PERMISSIONS_POLICY = {'camera': [], 'geolocation': []}\nROOT_URLCONF",
        "from pathlib import Path": "from datetime import timedelta\nfrom pathlib import Path",
    },
    "urls.py": {
        "urlpatterns = [": "urlpatterns = [\n    path('api/', include('library_api.urls')),",
    },
}


def startproject(folder: Path, *packages: Changes) -> Path:
    """Make the project. Raises LookupError when Django's own files no longer hold what is to be
    changed."""
    project = folder / "project"
    project.mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "startproject", "site_of_books", project], check=True
    )
    for app in ("library", "library_api"):
        shutil.copytree(HERE / app, project / app, ignore=shutil.ignore_patterns("__pycache__"))
    of_django = (TUTORIAL, POLICY) if HAS_POLICY else (TUTORIAL,)
    for one in (*of_django, *packages):
        for name, texts in one.items():
            replace(project / "site_of_books" / name, texts)
    return project


def replace(file: Path, texts: Mapping[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in texts.items():
        if old not in text:
            raise LookupError(f"{file.name} holds no {old!r}")
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def django(folder: Path) -> Subject:
    return subject(folder, startproject(folder))


def django_with_packages(folder: Path) -> Subject:
    of_packages = (PACKAGES,) if HAS_POLICY else (PACKAGES, POLICY)
    made = subject(folder, startproject(folder, *of_packages))
    return dataclasses.replace(made, api="/api/books/", reads_json=True, counts_failures=True)


def subject(folder: Path, project: Path) -> Subject:
    fill = f"from library.fill import fill; fill({PASSWORD!r}, {USERS!r})"
    implementation = Implementation(
        name="django",
        command=(sys.executable, str(project / "manage.py")),
        migrate=("migrate",),
        check=DJANGO.check,
        develop=(),
        port_option="",
        wsgi="site_of_books.wsgi:application",
        chdir=str(project),
    )
    return Subject(
        implementation,
        environment(folder),
        (("makemigrations", "library"), ("migrate",), ("shell", "-c", fill)),
        project / "db.sqlite3",
        hash_query="SELECT password FROM auth_user WHERE username = ?",
        shut_out="UPDATE auth_user SET is_active = 0 WHERE username = ?",
        login="/accounts/login/",
        logout="/accounts/logout/",
        account="/accounts/profile/",
        password_page="/accounts/password_change/",
        password_form="/accounts/password_change/",
        admin=("/admin/", "/admin/library/book/", "/admin/auth/user/"),
        numbered=("/books/{}/", "/admin/library/book/{}/change/"),
        api="/books/new/",
        reads_json=False,
    )
