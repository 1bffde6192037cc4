"""A wrong value stops the start; a correct one becomes Flask's configuration."""

import sys
from datetime import timedelta

import pytest

from flask_impl.core import checks as doctor
from flask_impl.core import config
from flask_impl.core.environment import DEVELOPMENT_KEY

WRONG = {
    "SECRET_KEY": "short",
    "SECRET_KEY_FALLBACKS": "short,shorter",
    "DATABASE_URL": "postgresql://host:port/name",
    "ALLOWED_HOSTS": "books.example, https://books.example",
    "TLS": "2",
    "DEBUG": "maybe",
    "REDIS_URL": "http://localhost",
    "DATABASE_CONNECTIONS": "1000",
    "TRUSTED_PROXIES": "-1",
    "BROKER_URL": "postgresql://localhost/another",
    "EXPORT_LEASE": "0.5",
    "SESSION_IDLE": "-1",
    "SESSION_LIFETIME": "1.5",
}


@pytest.mark.parametrize(("name", "value"), WRONG.items(), ids=WRONG)
def test_a_wrong_value_is_named_but_not_repeated(monkeypatch, capsys, name: str, value: str):
    monkeypatch.setenv(f"BOOKSHELF_{name}", value)
    with pytest.raises(SystemExit) as end:
        config.from_environment()
    (line,) = capsys.readouterr().err.splitlines()
    assert end.value.code == 4
    assert line.startswith(f"BOOKSHELF_{name}: ")
    assert value not in line


@pytest.mark.parametrize("name", ["REDIS_URL", "BROKER_URL"])
def test_a_redis_needs_its_package(monkeypatch, capsys, name: str):
    monkeypatch.setitem(sys.modules, "redis", None)  # as if it were not installed
    monkeypatch.setenv(f"BOOKSHELF_{name}", "redis://localhost")
    with pytest.raises(SystemExit, match="4"):
        config.from_environment()
    assert capsys.readouterr().err.startswith(f"BOOKSHELF_{name}: needs the package redis; ")


def test_the_application_s_own_database_may_be_the_broker(monkeypatch):
    url = config.from_environment()["SQLALCHEMY_DATABASE_URI"]
    monkeypatch.setenv("BOOKSHELF_BROKER_URL", url)
    assert config.from_environment()["BROKER_URL"] == url


def test_the_pool_holds_as_many_connections_as_are_allowed(monkeypatch):
    monkeypatch.setenv("BOOKSHELF_DATABASE_URL", "postgresql://localhost/books")
    monkeypatch.setenv("BOOKSHELF_DATABASE_CONNECTIONS", "7")
    options = config.from_environment()["SQLALCHEMY_ENGINE_OPTIONS"]
    assert (options["pool_size"], options["max_overflow"]) == (7, 0)


@pytest.mark.parametrize("number", ["0", "0000000000", "12345678901", "1e3", " 5", "\u0665"])
def test_a_malformed_number_of_seconds_is_refused(monkeypatch, number: str):
    monkeypatch.setenv("BOOKSHELF_SESSION_IDLE", number)
    with pytest.raises(SystemExit, match="4"):
        config.from_environment()


def test_ten_digits_of_seconds_are_accepted(monkeypatch):
    monkeypatch.setenv("BOOKSHELF_SESSION_IDLE", "9999999999")
    assert config.from_environment()["SESSION_IDLE"] == timedelta(seconds=9999999999)


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("BOOKSHELF_TLS", "")
    assert config.from_environment()["TLS"] is False


def test_debug_needs_no_secret(monkeypatch):
    monkeypatch.delenv("BOOKSHELF_SECRET_KEY")
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert config.from_environment()["SECRET_KEY"] == DEVELOPMENT_KEY


def test_debug_reaches_the_flask_command(monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "0")
    monkeypatch.setenv("BOOKSHELF_DEBUG", "yes")
    assert config.from_environment()["DEBUG"] is True
    assert config.os.environ["FLASK_DEBUG"] == "1"


def test_tls_makes_cookies_secure(monkeypatch):
    monkeypatch.setenv("BOOKSHELF_TLS", "on")
    made = config.from_environment()
    assert (made["SESSION_COOKIE_NAME"], made["SESSION_COOKIE_SECURE"]) == ("__Host-session", True)


def test_the_doctor_names_what_is_unsafe():
    found = [line.partition(":")[0] for line in doctor.findings(config.from_environment())]
    assert found == ["BOOKSHELF_TLS", "BOOKSHELF_ALLOWED_HOSTS"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "a" * 40),
        ("SECRET_KEY", DEVELOPMENT_KEY),
        ("SESSION_IDLE", "7776001"),
        ("EXPORT_LEASE", "2"),
        ("BROKER_URL", "redis://localhost"),
    ],
    ids=[
        "few letters",
        "for development",
        "longer than its session",
        "too short a lease",
        "for SQLite",
    ],
)
def test_the_doctor_reports_values_without_effect(monkeypatch, name: str, value: str):
    monkeypatch.setenv(f"BOOKSHELF_{name}", value)
    assert any(
        line.startswith(f"BOOKSHELF_{name}: ")
        for line in doctor.findings(config.from_environment())
    )
