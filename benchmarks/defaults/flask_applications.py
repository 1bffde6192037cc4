"""The three applications of this folder that are made with Flask."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.defaults.subject import FILE, HOST, LARGEST_BODY, USERS, Subject
from shared_tests.harness.implementations import PASSWORD, SECRET, Implementation, environment

FILL = ("fill", PASSWORD, *USERS)


# Flask, "Security Considerations", which leaves the size of a body to the reader: the limit of the
# contract. SESSION_COOKIE_SECURE is off because they are served without TLS; the others that it
# names have these values by default.
SECURITY: dict[str, object] = {
    "TRUSTED_HOSTS": [HOST],
    "MAX_CONTENT_LENGTH": LARGEST_BODY,
    "SESSION_COOKIE_SAMESITE": "Lax",
}


def from_here(module: str) -> Implementation:
    """A Flask application of this folder."""
    name = f"benchmarks.defaults.{module}"
    command = (sys.executable, "-m", "flask", "--app", name)
    return Implementation(module, command, (), ("check",), (), "", f"{name}:create_app()")


def prefixed(folder: Path) -> dict[str, str]:
    """The variables for ``from_prefixed_env``: the same security settings for all three."""
    file = folder / FILE
    settings = {
        "SECRET_KEY": SECRET,
        "SECURITY_PASSWORD_SALT": SECRET,
        "DATABASE": str(file),
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{file}",
    }
    given = settings | {name: json.dumps(value) for name, value in SECURITY.items()}
    return environment(folder) | {f"FLASK_{name}": value for name, value in given.items()}


def bare_flask(folder: Path) -> Subject:
    return Subject(
        from_here("bare_flask"),
        prefixed(folder),
        (("init-db",), FILL),
        folder / FILE,
        hash_query="SELECT password FROM user WHERE username = ?",
        shut_out="DELETE FROM user WHERE username = ?",
        login="/auth/login",
        logout="/auth/logout",
        account="/auth/account",
        password_page="/auth/account",
        password_form="/auth/account",
        numbered=("/books/{}/",),
    )


def flask_extensions(folder: Path) -> Subject:
    return Subject(
        from_here("flask_extensions"),
        prefixed(folder),
        (FILL,),
        folder / FILE,
        hash_query="SELECT password FROM user WHERE username = ?",
        shut_out="UPDATE user SET is_active = 0 WHERE username = ?",
        login="/login",
        logout="/logout",
        account="/account",
        password_page="/account",
        password_form="/account",
        admin=("/admin/", "/admin/book/", "/admin/user/"),
        numbered=("/books/{}/", "/admin/book/edit/?id={}"),
    )


ADDRESS = "{}@example.com"


def flask_security(folder: Path) -> Subject:
    return Subject(
        from_here("flask_security_app"),
        prefixed(folder),
        (("fill", PASSWORD, *(ADDRESS.format(name) for name in USERS)),),
        folder / FILE,
        hash_query="SELECT password FROM user WHERE email = ?",
        shut_out="UPDATE user SET active = 0 WHERE email = ?",
        login="/login",
        logout="/logout",
        account="/account",
        password_page="/change",
        password_form="/change",
        admin=("/admin/", "/admin/book/", "/admin/user/"),
        numbered=("/books/{}/", "/admin/book/edit/?id={}"),
        counts_failures=True,
        identity=ADDRESS,
        names={
            "username": "email",
            "old_password": "password",
            "new_password1": "new_password",
            "new_password2": "new_password_confirm",
        },
    )
