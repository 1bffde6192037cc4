"""One set of variables configures every implementation. A wrong value ends the start with one line
that names it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import ROOT, Implementation, environment, run
from shared_tests.harness.servers import serving

WRONG = {
    "no secret": ("SECRET_KEY", ""),
    "a secret of 31 characters": ("SECRET_KEY", "s" * 31),
    "a fallback of 31 characters": ("SECRET_KEY_FALLBACKS", "s" * 31),
    "a short one beside a good one": ("SECRET_KEY_FALLBACKS", "s" * 32 + "," + "s" * 31),
    "a database of another kind": ("DATABASE_URL", "mysql://localhost/books"),
    "a database that is not a URL": ("DATABASE_URL", "books.db"),
    "a database without a file": ("DATABASE_URL", "sqlite:///"),
    "a database that is the root folder": ("DATABASE_URL", "sqlite:////"),
    "a secret that is not UTF-8": ("SECRET_KEY", "\udcff" * 40),
    "a former secret that is not UTF-8": ("SECRET_KEY_FALLBACKS", "\udcff" * 40),
    "a database that ends with the process": ("DATABASE_URL", "sqlite:///:memory:"),
    "a database without a name": ("DATABASE_URL", "postgresql://bookshelf@127.0.0.1/"),
    "a database on an invalid port": ("DATABASE_URL", "postgresql://u@127.0.0.1:99999/books"),
    "a database on a port in words": ("DATABASE_URL", "postgresql://u@127.0.0.1:http/books"),
    "a database on an empty port": ("DATABASE_URL", "postgresql://bookshelf@127.0.0.1:/bookshelf"),
    "a database in capitals": ("DATABASE_URL", "POSTGRESQL://bookshelf@127.0.0.1/bookshelf"),
    "a password with a bare @": ("DATABASE_URL", "postgresql://u:hush@hush@127.0.0.1/books"),
    "a database with a pool": ("DATABASE_URL", "postgresql://u@127.0.0.1/books?pool=5"),
    "a database with an age": ("DATABASE_URL", "postgresql://u@127.0.0.1/books?conn_max_age=60"),
    "an option without a value": ("DATABASE_URL", "postgresql://u@127.0.0.1/books?pool"),
    "a file with options": ("DATABASE_URL", "sqlite:////tmp/books.db?mode=ro&uri=true"),
    "a file with a NUL": ("DATABASE_URL", "sqlite:////tmp/books%00.db"),
    "an invalid flag": ("TLS", "perhaps"),
    "debug that is not a flag": ("DEBUG", "2"),
    "fault routes that are not a flag": ("FAULT_ROUTES", "maybe"),
    "a Redis that is not a URL": ("REDIS_URL", "localhost"),
    "a Redis without a host": ("REDIS_URL", "redis:///0"),
    "a Redis on port 0": ("REDIS_URL", "redis://127.0.0.1:0/0"),
    "a Redis with options": ("REDIS_URL", "redis://127.0.0.1:6379/0?foo=bar"),
    "a Redis with a name": ("REDIS_URL", "redis://127.0.0.1:6379/books"),
    "a broker with options": ("BROKER_URL", "redis://127.0.0.1:6379/0?socket_timeout=abc"),
    "a broker that is not a URL": ("BROKER_URL", "localhost"),
    "a broker without a host": ("BROKER_URL", "redis:///0"),
    "another database as the broker": ("BROKER_URL", "postgresql://u@127.0.0.1/another"),
    "no time for an export": ("EXPORT_LEASE", "0"),
    "no time to keep an export": ("EXPORT_KEEP", "0"),
    "no connection": ("DATABASE_CONNECTIONS", "0"),
    "more connections than a server has": ("DATABASE_CONNECTIONS", "101"),
    "connections in words": ("DATABASE_CONNECTIONS", "many"),
    "proxies that are not a number": ("TRUSTED_PROXIES", "yes"),
    "a negative number of proxies": ("TRUSTED_PROXIES", "-1"),
    "too many proxies": ("TRUSTED_PROXIES", "10"),
    "too few rounds": ("PASSWORD_ROUNDS", "999"),
    "rounds in words": ("PASSWORD_ROUNDS", "a million"),
    "hosts with a scheme": ("ALLOWED_HOSTS", "https://books.example"),
    "a host that is a dot": ("ALLOWED_HOSTS", "books.example,."),
    "a host with two dots": ("ALLOWED_HOSTS", "books..example"),
    "no time to idle": ("SESSION_IDLE", "0"),
    "a time before now": ("SESSION_IDLE", "-1"),
    "a time in words": ("SESSION_LIFETIME", "soon"),
    "a time too long to count": ("SESSION_LIFETIME", "9" * 30),
}
SAFE = {
    "SECRET_KEY": "kX9-vT3_pL7.qW2,zR8;mB5:nC4!hJ6?yF1+uD0/aS",
    "TLS": "1",
    "ALLOWED_HOSTS": "books.example",
    "PASSWORD_ROUNDS": "600000",
}
UNSAFE = {
    "debug": ("DEBUG", "1"),
    "no TLS": ("TLS", "0"),
    "any host": ("ALLOWED_HOSTS", "*"),
    "any host beside one": ("ALLOWED_HOSTS", "books.example,*"),
    "one beside any host": ("ALLOWED_HOSTS", "*, books.example"),
    "fault routes": ("FAULT_ROUTES", "1"),
    "this machine alone": ("ALLOWED_HOSTS", "LocalHost, 127.0.0.1,[::1]"),
    "a broker for other hosts beside a file": ("BROKER_URL", "redis://127.0.0.1:6379/0"),
    "a lease that a slow worker outlives": ("EXPORT_LEASE", "9"),
    "a secret that can be guessed": ("SECRET_KEY", "a" * 40),
    "hashes that are too fast": ("PASSWORD_ROUNDS", "599999"),
    "sessions without an end": ("SESSION_LIFETIME", str(500 * 24 * 3600)),
    "sessions that idle for longer than they live": ("SESSION_IDLE", str(300 * 24 * 3600)),
}


@pytest.mark.parametrize(("name", "value"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_named_in_one_line(
    implementation: Implementation, tmp_path: Path, name: str, value: str
):
    done = run(implementation, *implementation.check, env=environment(tmp_path, **{name: value}))
    assert done.returncode == 4
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith(f"BOOKSHELF_{name}: ")
    assert len(line.split()) > 3, "the line must say what is wrong and what is valid"
    assert "Traceback" not in done.stdout


AT_THE_LIMIT = {
    "SECRET_KEY": "kX9-vT3_pL7.qW2,zR8;mB5:nC4!hJ6?",  # 32 characters
    "SECRET_KEY_FALLBACKS": "dG8=rE1+sA6/wQ0~tY5^uI3*oP9|fH2.",
    "DATABASE_CONNECTIONS": "100",
    "TRUSTED_PROXIES": "9",
    "PASSWORD_ROUNDS": "100000000",
    "SESSION_IDLE": "1",
    "SESSION_LIFETIME": "1",
    "EXPORT_LEASE": "1",
    "EXPORT_KEEP": "1",
}
ELSEWHERE = {
    "DATABASE_URL": "postgresql://u:se%2Fcret@[::1]:65535/books?sslmode=require&application_name=u",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "BROKER_URL": "redis://:se%2Fcret@redis.example:6379/1",
    "ALLOWED_HOSTS": "books.example, [::1] ,under_score.example",
    "TLS": "YES",
    "FAULT_ROUTES": "off",
}
SPELLINGS = {
    "PASSWORD_ROUNDS": "1000",
    "TLS": "True",
    "DEBUG": "no",
    "FAULT_ROUTES": "FALSE",
    "BROKER_URL": "rediss://redis.example/0",
}


@pytest.mark.parametrize(
    "right", [AT_THE_LIMIT, ELSEWHERE, SPELLINGS], ids=["limits", "elsewhere", "spellings"]
)
def test_a_valid_value_is_accepted(
    implementation: Implementation, tmp_path: Path, right: dict[str, str]
):
    done = run(implementation, *implementation.check, env=environment(tmp_path, **SAFE | right))
    assert done.returncode != 4, done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_value_ends_gunicorn_too(implementation: Implementation, tmp_path: Path):
    env = environment(tmp_path, TLS="perhaps")
    with (
        pytest.raises(RuntimeError, match=r"(?s)ended with 4.*BOOKSHELF_TLS: ") as error,
        serving(implementation, env, tmp_path),
    ):
        pytest.fail("served with a wrong value")
    assert "Traceback" not in str(error.value)


def test_another_project_s_settings_in_the_environment_do_not_win(
    implementation: Implementation, empty_database: Database, tmp_path: Path
):
    foreign = {"DJANGO_SETTINGS_MODULE": "elsewhere.settings", "FLASK_APP": "elsewhere"}
    env = environment(tmp_path, **SAFE, DATABASE_URL=empty_database.copy().url) | foreign
    done = run(implementation, *implementation.check, env=env)
    assert done.returncode == 0, done.stderr
    with serving(implementation, env, tmp_path) as server:
        assert server.process.poll() is None


def test_a_secret_is_never_repeated(implementation: Implementation, tmp_path: Path):
    done = run(
        implementation, *implementation.check, env=environment(tmp_path, SECRET_KEY="hush-hush")
    )
    assert "hush-hush" not in done.stdout + done.stderr


def test_a_safe_configuration_passes_the_check(
    implementation: Implementation, empty_database: Database, tmp_path: Path
):
    env = environment(tmp_path, **SAFE, DATABASE_URL=empty_database.copy().url)
    done = run(implementation, *implementation.check, env=env)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "value"), UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_configuration_fails_the_check(
    implementation: Implementation, tmp_path: Path, name: str, value: str
):
    done = run(
        implementation, *implementation.check, env=environment(tmp_path, **SAFE | {name: value})
    )
    assert done.returncode not in (0, 4)
    assert f"BOOKSHELF_{name}" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_suite_must_be_given_what_to_test():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "shared_tests", "-q"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 4
    assert "--implementation=flask" in done.stderr
