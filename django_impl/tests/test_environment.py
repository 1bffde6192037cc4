"""The environment is read strictly: an invalid value stops the start."""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import config
from core import connections, environment


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch):
    return lambda name, value: monkeypatch.setenv(f"BOOKSHELF_{name}", value)


@pytest.mark.parametrize("word", ["1", "true", "YES", "On"])
def test_a_flag_is_on(given, word: str):
    given("TLS", word)
    assert environment.flag("TLS") is True


@pytest.mark.parametrize("word", ["", "0", "False", "no", "OFF"])
def test_a_flag_is_off(given, word: str):
    given("TLS", word)
    assert environment.flag("TLS") is False


@pytest.mark.parametrize(
    "url", ["mysql://h/n", "sqlite://", "sqlite:///", "postgresql://h", "postgresql://h:x/n", "x"]
)
def test_an_invalid_database_stops_the_start(given, capsys: pytest.CaptureFixture[str], url: str):
    given("DATABASE_URL", url)
    with pytest.raises(SystemExit, match="4"):
        environment.database_url()
    assert capsys.readouterr().err.startswith("BOOKSHELF_DATABASE_URL: ")


@pytest.mark.parametrize(
    "url", ["localhost", "http://h", "redis://", "redis://h:x", "redis://[h", "redis://h:0"]
)
def test_an_invalid_redis_stops_the_start(given, capsys: pytest.CaptureFixture[str], url: str):
    given("REDIS_URL", url)
    with pytest.raises(SystemExit, match="4"):
        environment.redis_url()
    assert capsys.readouterr().err.startswith("BOOKSHELF_REDIS_URL: ")


@pytest.mark.parametrize("url", ["", "redis://h", "rediss://:p%40ss@[::1]:6380/2"])
def test_a_redis_url_is_accepted(given, url: str):
    given("REDIS_URL", url)
    assert environment.redis_url() == url


def test_a_redis_needs_its_package(
    given, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setitem(sys.modules, "redis", None)  # as if it were not installed
    given("REDIS_URL", "redis://h")
    with pytest.raises(SystemExit, match="4"):
        environment.redis_url()
    assert capsys.readouterr().err.startswith("BOOKSHELF_REDIS_URL: needs the package redis; ")


@pytest.mark.parametrize(
    "number", ["0", "0000000000", "-1", "1.5", "12345678901", "1e3", " 5", "\u0665"]
)
def test_a_malformed_number_of_seconds_stops_the_start(
    given, capsys: pytest.CaptureFixture[str], number: str
):
    given("SESSION_IDLE", number)
    with pytest.raises(SystemExit, match="4"):
        environment.seconds("SESSION_IDLE", 1)
    assert capsys.readouterr().err.startswith("BOOKSHELF_SESSION_IDLE: ")


@pytest.mark.parametrize("value", ["-1", "10", "1.5", " 1", "one", "\u0661"])
def test_a_malformed_number_stops_the_start(given, capsys: pytest.CaptureFixture[str], value: str):
    given("TRUSTED_PROXIES", value)
    with pytest.raises(SystemExit, match="4"):
        environment.number("TRUSTED_PROXIES", 0, 0, 9)
    assert capsys.readouterr().err.startswith("BOOKSHELF_TRUSTED_PROXIES: ")


@pytest.mark.parametrize("url", ["", "redis://h/1", "postgresql://h/n"])
def test_a_broker_is_a_redis_or_the_database_itself(given, url: str):
    given("DATABASE_URL", "postgresql://h/n")
    given("BROKER_URL", url)
    assert environment.broker_url() == url


@pytest.mark.parametrize(
    "url", ["postgresql://h/other", "sqlite:///n.db", "amqp://h", "redis://", "x"]
)
def test_an_invalid_broker_stops_the_start(given, capsys: pytest.CaptureFixture[str], url: str):
    given("DATABASE_URL", "postgresql://h/n")
    given("BROKER_URL", url)
    with pytest.raises(SystemExit, match="4"):
        environment.broker_url()
    assert capsys.readouterr().err.startswith("BOOKSHELF_BROKER_URL: ")


@pytest.mark.parametrize("url", ["redis://h/1", "rediss://h/1?ssl_cert_reqs=none"])
def test_queueing_waits_for_half_a_second_at_most(url: str):
    options = parse_qs(urlsplit(connections.redis_queue(url)).query)
    assert (options["socket_timeout"], options["socket_connect_timeout"]) == (["0.5"], ["0.5"])


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///books.db", "/srv/books.db"),
        ("sqlite:////tmp/books.db", "/tmp/books.db"),
        ("sqlite:////tmp/a%20b+c.db", "/tmp/a b+c.db"),
    ],
    ids=["relative", "absolute", "quoted"],
)
def test_a_file_is_found_from_any_folder(given, url: str, file: str):
    given("DATABASE_URL", url)
    assert connections.sqlite_file(environment.database_url(), Path("/srv")) == Path(file)


def test_a_server_url_is_accepted(given):
    given("DATABASE_URL", "postgresql://me:p%40ss@db.example:5433/shelf?sslmode=require")
    database = connections.postgresql(environment.database_url(), 7)
    shown = {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert shown == {
        "NAME": "shelf",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
    }
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 7


def test_a_key_may_begin_with_a_dollar_sign(given):
    given("SECRET_KEY", "$" + "k" * 40)
    assert environment.secret_key(debug=False) == "$" + "k" * 40


def test_debug_has_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("BOOKSHELF_SECRET_KEY")
    assert environment.secret_key(debug=True) == environment.DEVELOPMENT_KEY
    with pytest.raises(SystemExit, match="4"):
        environment.secret_key(debug=False)


@pytest.mark.parametrize(
    ("named", "read"),
    [
        ("elsewhere.settings", "config.settings"),
        ("config.settings.production", "config.settings"),
        ("", "config.settings"),
        ("config.settings_none", "config.settings_none"),
    ],
)
def test_other_projects_settings_are_not_read(
    monkeypatch: pytest.MonkeyPatch, named: str, read: str
):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", named)
    imported: list[str] = []
    monkeypatch.setattr(config, "import_module", imported.append)
    config.use_own_settings()
    assert [*imported, os.environ["DJANGO_SETTINGS_MODULE"]] == [read, read]
