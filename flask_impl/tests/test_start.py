"""A process with SQLite loads only what it uses; a wrong variable stops the start before anything
else."""

import subprocess
import sys

import pytest

UNUSED = {"alembic", "huey", "mako", "psycopg", "redis", "rich", "yaml", "zxcvbn"}
HEAVY = {"flask_admin", "flask_limiter", "pydantic", "sqlalchemy", "wtforms"}
LOADED = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); import flask_impl.wsgi"
ASKED = (
    "; [flask_impl.wsgi.app.test_client().get(path) for path in ('/healthz', '/login/', "
    "'/books/', '/readyz')]"
)


def loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("code", [LOADED, LOADED + ASKED], ids=["at the start", "after some pages"])
def test_unused_modules_are_not_loaded(app, code: str):
    modules = loaded(code)
    assert modules >= HEAVY
    assert modules & UNUSED == set()


def test_a_wrong_variable_stops_the_start_before_the_rest_is_loaded(monkeypatch):
    monkeypatch.setenv("BOOKSHELF_TLS", "perhaps")
    modules = loaded(LOADED)
    assert "flask" in modules
    assert modules & (UNUSED | HEAVY) == set()
