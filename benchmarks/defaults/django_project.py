"""A Django project as ``startproject`` makes it, with what tutorial and checklist tell its reader
to change."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.defaults.subject import USERS, Subject
from shared_tests.harness.implementations import DJANGO, PASSWORD, Implementation, environment

LIBRARY = Path(__file__).with_name("library")
CHANGES = {
    "settings.py": {  # "Deployment checklist", then the tutorial, part 2
        "DEBUG = True": "DEBUG = False",
        "ALLOWED_HOSTS = []": "ALLOWED_HOSTS = ['127.0.0.1']",
        "INSTALLED_APPS = [": "INSTALLED_APPS = [\n    'library',",
    },
    "urls.py": {  # the tutorial, part 1
        "import path": "import include, path",
        "urlpatterns = [": "urlpatterns = [\n    path('', include('library.urls')),",
    },
}


def startproject(folder: Path) -> Path:
    """Make the project. Raises LookupError when Django's own files no longer hold what is to be
    changed."""
    project = folder / "project"
    project.mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "startproject", "site_of_books", project], check=True
    )
    shutil.copytree(LIBRARY, project / "library", ignore=shutil.ignore_patterns("__pycache__"))
    for name, changes in CHANGES.items():
        file = project / "site_of_books" / name
        text = file.read_text(encoding="utf-8")
        for old, new in changes.items():
            if old not in text:
                raise LookupError(f"startproject writes no {old!r} into {name}")
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return project


def django(folder: Path) -> Subject:
    project = startproject(folder)
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
    )
